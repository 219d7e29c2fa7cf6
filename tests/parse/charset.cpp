// SPDX-License-Identifier: MIT
#include "parse/charset.hpp"

#include "base/text.hpp"
#include "parse/charset_labels.hpp"
#include "parse/transcode.hpp"
#include "parse/utf8_scan.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

using namespace std::string_view_literals;

std::string text(std::string_view bytes, std::string_view content_type = {}) {
    return std::string{decode(bytes, content_type).text};
}

TEST(Charset, decides_in_the_order_of_the_requirement) {  // B-03
    struct Row {
        std::string_view bytes;
        std::string_view content_type;
        std::string_view expected;
    };
    constexpr Row rows[] = {
        {"\xEF\xBB\xBFr\xC3\xA9"sv, "text/xml; charset=koi8-r"sv, "r\xC3\xA9"sv},  // a mark is stronger than a header
        {"\xFE\xFF\0r\0\xE9"sv, "text/xml; charset=utf-8"sv, "r\xC3\xA9"sv},
        {"r\xC3\xA9"sv, "text/xml; charset=iso-8859-1"sv, "r\xC3\xA9"sv},  // valid UTF-8 is UTF-8
        {"<?xml encoding='koi8-r'?>\xC1"sv, "text/xml; charset=windows-1251"sv, "<?xml encoding='koi8-r'?>\u0411"sv},
        {"<?xml encoding='koi8-r'?>\xC1"sv, "text/xml"sv, "<?xml encoding='koi8-r'?>\u0430"sv},
        {"<?xml encoding='koi8-r'?>\xC1"sv, "text/xml; charset=utf-8"sv,
         "<?xml encoding='koi8-r'?>\u0430"sv},  // refuted
        {"<\0r\0>\0\xE9\0"sv, ""sv, "<r>\xC3\xA9"sv},
        {"\0\0\0<\0\0\0r"sv, ""sv, "<r"sv},
        {"r\xE9>"sv, ""sv, "r\xC3\xA9>"sv},                                // windows-1252 at last
        {"r\xE9>"sv, "text/xml; charset=nobody-knows"sv, "r\xC3\xA9>"sv},  // B-04: never fatal
        {"r\xE9>"sv, "text/xml; charset=utf-16"sv, "r\xC3\xA9>"sv},        // it is not
    };
    for (auto const& row : rows) EXPECT_EQ(text(row.bytes, row.content_type), row.expected) << row.content_type;
}

TEST(Charset, does_not_copy_what_is_utf8_already) {
    std::string const bytes = "<rss>\u20AC</rss>";
    auto const decoded = decode(bytes, "");

    EXPECT_EQ(decoded.text.data(), bytes.data());
    EXPECT_EQ(decoded.owned, nullptr);
}

TEST(Charset, maps_labels_by_the_table_of_the_whatwg) {  // B-04
    struct Row {
        std::string_view label;
        std::string_view encoding;
    };
    constexpr Row rows[] = {{"latin1", "windows-1252"},
                            {" US-ASCII ", "windows-1252"},
                            {"ISO-8859-1", "windows-1252"},
                            {"gb2312", "GB18030"},
                            {"GBK", "GB18030"},
                            {"Shift_JIS", "CP932"},
                            {"euc-kr", "CP949"},
                            {"ks_c_5601-1987", "CP949"},
                            {"utf-16", "UTF-16LE"},
                            {"iso-8859-9", "CP1254"},
                            {"unicode-1-1-utf-8", "UTF-8"},
                            {"windows_1251", "CP1251"},
                            {"Big5-TW", "BIG5-HKSCS"},
                            {"latin10", "ISO-8859-16"}};
    for (auto const& row : rows) EXPECT_EQ(encoding_of_label(row.label), row.encoding) << row.label;
    EXPECT_EQ(encoding_of_label("foo-9"), std::nullopt);
    EXPECT_EQ(encoding_of_label(""), std::nullopt);
}

TEST(Charset, has_only_encodings_that_the_c_library_knows) {  // B-04
    for (std::string_view const label :
         {"johab", "ptcp154", "hp-roman8", "euc-jisx0213", "viscii", "tcvn", "mac_latin2", "koi8-u", "iso-8859-16",
          "big5-tw", "cp949", "windows-874", "x-mac-cyrillic", "iso-2022-jp", "gb18030"}) {
        auto const encoding = encoding_of_label(label);
        ASSERT_TRUE(encoding) << label;
        EXPECT_EQ(from_iconv("x", std::string{*encoding}), "x") << label;
    }
}

TEST(Charset, knows_every_byte_of_windows_1252) {  // B-05
    EXPECT_EQ(from_windows_1252("\x80\x85\x91\x92\x93\x94\x99\x9F\xA0\xFF"), "€…‘’“”™Ÿ\u00A0ÿ");
    EXPECT_EQ(from_windows_1252("\x81\x8D\x8F\x90\x9D"), "\u0081\u008D\u008F\u0090\u009D");
}

TEST(Charset, reads_stray_bytes_in_utf8_as_windows_1252) {  // B-06
    std::string const mostly = "éèêëàâäùûüîïôöçÉÈÊË";
    EXPECT_EQ(text(mostly + "\x93x\x94"), mostly + "\u201Cx\u201D");
    EXPECT_EQ(text("\xC3\xA9\xE9\xE8>", "text/xml; charset=utf-8"), "\u00E9\u00E9\u00E8>");
}

TEST(Charset, takes_what_has_no_label_for_utf8_with_stray_bytes_while_most_of_it_is) {  // B-06
    EXPECT_EQ(text("<r>éèêëàâäù\xE9>"), "<r>éèêëàâäù\u00E9>");                          // eight in nine
    EXPECT_EQ(text("<r>\u20AC \x93x>"), "<r>\u20AC \u201Cx>");
    EXPECT_EQ(text("<?xml version='1.0'?><r>\u20AC \x93x>"), "<?xml version='1.0'?><r>\u20AC \u201Cx>");
}

TEST(Charset, takes_what_has_no_label_and_is_hardly_utf8_for_windows_1252) {  // B-03
    EXPECT_EQ(text("<r>caf\xE9 na\xEFve d\xE9j\xE0 \xAB"
                   "MEN\xDC\xBB>"),
              "<r>café naïve déjà «MENÜ»>");
    EXPECT_EQ(text("<r>\x93quoted\x94 \x96 \xA9 2026>"), "<r>\u201Cquoted\u201D \u2013 © 2026>");
}

TEST(Charset, believes_a_label_before_a_few_sequences) {  // B-03
    EXPECT_EQ(text("<?xml encoding='windows-1251'?>\xC2\xB8 \xE0>"),
              "<?xml encoding='windows-1251'?>\u0412\u0451 \u0430>");
}

TEST(Charset, joins_surrogates_that_were_written_one_by_one) {  // B-06, B-07
    EXPECT_EQ(text("<r>\xED\xA0\xBD\xED\xB8\x80>"), "<r>\U0001F600>");
    EXPECT_EQ(text("<r>\xED\xA0\xBD>"), "<r>\uFFFD>");
    EXPECT_EQ(text("<r>\xED\xB8\x80\xED\xA0\xBD>"), "<r>\uFFFD\uFFFD>");
    EXPECT_EQ(text("<r>\xED\xA0\xBD\xED\xB8\x80>", "x; charset=iso-8859-1"), "<r>\U0001F600>");
    EXPECT_EQ(text("<r>\xED\x9F\xBF>"), "<r>\uD7FF>");
}

TEST(Charset, lets_go_of_a_character_that_the_end_cuts_off) {  // B-16
    EXPECT_EQ(text("<r>ab\xE2\x82"), "<r>ab");
    EXPECT_EQ(text("<r>\xF0\x9F\x98"), "<r>");
    EXPECT_EQ(text("<\0r\0>\0\x3D\xD8"sv), "<r>");
}

TEST(Charset, never_hands_over_bad_utf8) {  // B-06
    std::string bytes;
    for (int first = 0; first < 256; ++first)
        for (int second = 0; second < 256; second += 5) {
            bytes = {'<', 'a', '>', static_cast<char>(first), static_cast<char>(second), 'x'};
            for (auto const* header :
                 {"", "x; charset=utf-8", "x; charset=shift_jis", "x; charset=gbk", "x; charset=utf-16"})
                EXPECT_TRUE(is_valid_utf8(text(bytes, header))) << first << " " << second << " " << header;
        }
}

TEST(Charset, scans_as_the_slow_way_does) {
    for (int a = 0x70; a < 256; ++a)
        for (int b = 0x70; b < 256; ++b) {
            std::string const bytes = {'0',    '1', '2', '3', '4', '5', '6', static_cast<char>(a), static_cast<char>(b),
                                       '\xA0', '!'};
            EXPECT_EQ(scan_utf8(bytes).is_valid(), is_valid_utf8(bytes)) << a << " " << b;
        }
    EXPECT_TRUE(scan_utf8("\u0085").has_controls);
    EXPECT_FALSE(scan_utf8("\u00A0").has_controls);
}

TEST(Charset, finds_the_parameter_of_a_content_type) {
    EXPECT_EQ(charset_of_content_type("text/xml; charset=utf-8"), "utf-8");
    EXPECT_EQ(charset_of_content_type("text/xml;CHARSET = \"KOI8-R\"; x=y"), "KOI8-R");
    EXPECT_EQ(charset_of_content_type("text/xml;charset='x'"), "x");
    EXPECT_EQ(charset_of_content_type("text/xml"), "");
    EXPECT_EQ(charset_of_content_type("text/xml; charset"), "");
    EXPECT_EQ(charset_of_declaration("\n<?xml version=\"1.0\" encoding = 'a-b' ?><x encoding='c'/>"), "a-b");
    EXPECT_EQ(charset_of_declaration("<?xml version=\"1.0\"?><x encoding='c'/>"), "");
}

TEST(Charset, knows_ibm_pages_that_the_standard_leaves_out) {  // B-04
    struct Row {
        char const* label;
        char const* encoding;
    };
    constexpr Row rows[] = {{"cp437", "CP437"},        {"IBM850", "CP850"},       {"ibm-850", "CP850"},
                            {"852", "CP852"},          {"csIBM855", "CP855"},     {"cspc850multilingual", "CP850"},
                            {"cp_is", "CP861"},        {"ebcdic_cp_us", "CP037"}, {"cspc8codepage437", "CP437"},
                            {"cp1252", "windows-1252"}};
    for (auto const& row : rows) EXPECT_EQ(encoding_of_label(row.label), row.encoding) << row.label;
    for (auto const* const label : {"cp", "ibm", "", "cp99", "cpfoo", "85"})
        EXPECT_EQ(encoding_of_label(label), std::nullopt) << label;
}

TEST(Charset, ebcdic_names_its_page_in_its_own_letters) {  // B-03
    std::string_view const start =
        "\x4C\x6F\xA7\x94\x93\x40\x85\x95\x83\x96\x84\x89\x95\x87\x7E\x7F";                        // <?xml encoding="
    auto const decoded = decode(std::string{start} + "\x83\x97\xF5\xF0\xF0\x7F\x6F\x6E\x4A", "");  // cp500"?>[

    EXPECT_EQ(decoded.text, "<?xml encoding=\"cp500\"?>[");  // 4A is a cent sign in page 037
}

}  // namespace
}  // namespace feedherald::parse
