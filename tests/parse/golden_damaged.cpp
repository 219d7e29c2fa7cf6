// SPDX-License-Identifier: MIT
// Every golden document cut short and written in other encodings.
#include "base/text.hpp"
#include "parse/charset.hpp"
#include "parse/golden_files.hpp"
#include "parse/repair.hpp"
#include "parse/sniff.hpp"
#include "parse/xml_reader.hpp"

#include <array>

#include <gtest/gtest.h>
#include <iconv.h>

namespace feedherald::parse {
namespace {

constexpr std::size_t step = 97;

class Nothing final : public XmlHandler {
    void start(XmlName const&, XmlAttributes const&) override {}
    void end(XmlName const&) override {}
    void text(std::string_view) override {}
};

std::string converted(std::string_view text, std::string const& encoding) {
    auto* descriptor = iconv_open(encoding.c_str(), "UTF-8");
    std::string out(text.size() * 4 + 8, '\0');
    auto* in = const_cast<char*>(text.data());
    auto in_left = text.size();
    auto* to = out.data();
    auto room = out.size();
    auto const done = iconv(descriptor, &in, &in_left, &to, &room);
    iconv_close(descriptor);
    out.resize(out.size() - room);
    return done == static_cast<std::size_t>(-1) ? std::string{} : out;
}

/** Links of an item may depend on what comes behind it (B-22). */
bool is_forward_looking(std::string const& path) {
    return path == "rss/relative_links.xml";
}
/** A section without an end ends elsewhere when the section after it is cut off. */
bool is_ambiguous(std::string const& path) {
    return path.find("cdata_") != std::string::npos;
}

TEST(Golden, truncated_anywhere_the_items_are_a_prefix) {  // B-16
    for (auto const& document : golden_documents()) {
        auto const whole = read_feed(source_of(document));
        if (!whole || is_forward_looking(document.path) || is_ambiguous(document.path)) continue;
        for (std::size_t size = 0; size < document.bytes.size(); size += step) {
            SCOPED_TRACE(document.path + " cut at " + std::to_string(size));
            auto const cut = document.bytes.substr(0, size);
            auto const feed = read_feed({cut, "", "https://example.org/feeds/feed.xml"});
            if (!feed) continue;

            ASSERT_LE(feed->items.size(), whole->items.size());
            for (std::size_t n = 0; n + 1 < feed->items.size(); ++n) EXPECT_EQ(feed->items[n], whole->items[n]);
            if (feed->items.empty()) continue;
            auto const& last = feed->items.back();
            auto const& model = whole->items[feed->items.size() - 1];
            EXPECT_TRUE(last == model || (feed->truncated && (!last.id.empty() || !last.url.empty())));
            if (!last.id.empty()) {
                EXPECT_EQ(last.id, model.id);
            }
        }
    }
}

TEST(Golden, damaged_documents_never_crash_and_stay_valid) {  // B-07, C-14
    unsigned state = 1;
    for (auto const& document : golden_documents())
        for (int round = 0; round < 20; ++round) {
            auto bytes = document.bytes;
            if (bytes.empty()) continue;
            for (int change = 0; change < 4; ++change) {
                state = state * 1664525U + 1013904223U;
                bytes[(state >> 8) % bytes.size()] = "<>&\"'/!?]-\xff\x01 "[(state >> 4) % 13];
            }
            SCOPED_TRACE(document.path + " round " + std::to_string(round));
            auto const feed = read_feed({bytes, "", "https://example.org/feeds/feed.xml"});
            if (!feed) continue;
            for (auto const& item : feed->items)
                for (auto const* field : {&item.id, &item.url, &item.title, &item.content_html, &item.summary})
                    EXPECT_TRUE(is_valid_utf8(*field));
        }
}

TEST(Golden, repaired_documents_parse_without_an_error) {  // C-02, C-13
    Limits const limits;
    Deadline const deadline{std::chrono::hours{1}};
    Nothing nothing;
    for (auto const& document : golden_documents()) {
        if (!is_valid_utf8(document.bytes)) continue;
        auto const shape = sniff(decode(document.bytes, "").text);
        if (shape.kind != Shape::Kind::xml) continue;
        for (std::size_t size = shape.root + 1; size <= document.bytes.size(); size += 13) {
            auto const decoded = decode(std::string_view{document.bytes}.substr(0, size), "");
            if (decoded.text.size() <= shape.root) continue;
            auto const repaired = repair(decoded.text.substr(shape.root), limits, deadline);
            if (repaired.text.empty()) continue;
            XmlReader reader{repaired.text, XmlMode::strict, nothing, limits, deadline};
            auto const outcome = reader.run();

            ASSERT_EQ(outcome.errors, 0) << document.path << " cut at " << size << "\n" << repaired.text;
            ASSERT_EQ(outcome.kind, XmlOutcome::Kind::complete) << document.path << " cut at " << size;
        }
    }
}

TEST(Golden, any_encoding_reads_the_same) {  // B-03, B-04
    struct Form {
        char const* encoding;
        std::string_view mark;
    };
    using namespace std::string_view_literals;
    constexpr std::array forms{Form{"UTF-16LE", "\xFF\xFE"sv},
                               Form{"UTF-16BE", "\xFE\xFF"sv},
                               Form{"UTF-32LE", "\xFF\xFE\0\0"sv},
                               Form{"UTF-32BE", "\0\0\xFE\xFF"sv},
                               Form{"UTF-16LE", ""sv},
                               Form{"UTF-16BE", ""sv},
                               Form{"UTF-32LE", ""sv},
                               Form{"UTF-32BE", ""sv},
                               Form{"UTF-8", "\xEF\xBB\xBF"sv},
                               Form{"UTF-8", "\xEF\xBB\xBF\xEF\xBB\xBF"sv}};
    for (auto const& document : golden_documents()) {
        if (!is_valid_utf8(document.bytes) || document.bytes.find('\0') != std::string::npos) continue;
        bool const starts_plainly = document.bytes.starts_with('<') || document.bytes.starts_with('\n');
        for (auto const& form : forms) {
            if (!starts_plainly && form.mark.empty()) continue;
            SCOPED_TRACE(document.path + " as " + form.encoding);
            auto const bytes = std::string{form.mark} + converted(document.bytes, form.encoding);

            EXPECT_EQ(printed_reading({bytes, "", "https://example.org/feeds/feed.xml"}), expected_of(document));
        }
    }
}

TEST(Golden, any_legacy_encoding_that_can_write_it_reads_the_same) {  // B-03, B-04
    struct Form {
        char const* label;
        char const* iconv_name;
    };
    constexpr std::array forms{
        Form{"gb18030", "GB18030"},       Form{"windows-1252", "CP1252"},   Form{"iso-8859-1", "ISO-8859-1"},
        Form{"iso-8859-2", "ISO-8859-2"}, Form{"iso-8859-7", "ISO-8859-7"}, Form{"iso-8859-15", "ISO-8859-15"},
        Form{"windows-1251", "CP1251"},   Form{"koi8-r", "KOI8-R"},         Form{"macintosh", "MACINTOSH"},
        Form{"shift_jis", "CP932"},       Form{"euc-jp", "EUC-JP"},         Form{"iso-2022-jp", "ISO-2022-JP"},
        Form{"euc-kr", "CP949"},          Form{"big5", "BIG5-HKSCS"},       Form{"ibm850", "IBM850"},
        Form{"ibm037", "IBM037"}};
    std::size_t readings = 0;
    for (auto const& document : golden_documents()) {
        if (!is_valid_utf8(document.bytes) || !document.bytes.starts_with("<?xml")) continue;
        if (document.path == "broken/c1_controls.xml") continue;  // written in one byte, they need no repair
        for (auto const& form : forms) {
            auto const bytes = converted(document.bytes, form.iconv_name);
            if (bytes.empty() || bytes == document.bytes) continue;  // cannot write it, or in ASCII like all others
            SCOPED_TRACE(document.path + " as " + form.label);
            auto const content_type = std::string{"text/xml; charset="} + form.label;

            EXPECT_EQ(printed_reading({bytes, content_type, "https://example.org/feeds/feed.xml"}),
                      expected_of(document));
            ++readings;
        }
    }
    EXPECT_GT(readings, 60U);
}

TEST(Golden, legacy_encodings_read_the_same_by_header_or_declaration) {  // B-03, B-04
    struct Sample {
        char const* label;
        char const* iconv_name;
        char const* text;
    };
    constexpr Sample samples[] = {
        {"iso-8859-1", "CP1252", "Café naïve “x”"},
        {"us-ascii", "CP1252", "déjà"},
        {"iso-8859-2", "ISO-8859-2", "Příliš žluťoučký"},
        {"windows-1250", "CP1250", "kůň"},
        {"iso-8859-5", "ISO-8859-5", "Привет"},
        {"windows-1251", "CP1251", "Привет"},
        {"koi8-r", "KOI8-R", "Привет"},
        {"iso-8859-7", "ISO-8859-7", "Καλημέρα"},
        {"iso-8859-9", "CP1254", "İstanbul"},
        {"iso-8859-15", "ISO-8859-15", "5 €"},
        {"gb2312", "GB18030", "中文测试"},
        {"gbk", "GB18030", "中文𠀀"},
        {"big5", "BIG5-HKSCS", "繁體中文"},
        {"shift_jis", "CP932", "日本語①"},
        {"euc-jp", "EUC-JP", "日本語テスト"},
        {"iso-2022-jp", "ISO-2022-JP", "日本語"},
        {"euc-kr", "CP949", "한국어"},
        {"ks_c_5601-1987", "CP949", "똠방각하"},
        {"tis-620", "CP874", "ภาษาไทย"},
        {"windows-1256", "CP1256", "مرحبا"},
    };
    for (auto const& sample : samples) {
        SCOPED_TRACE(sample.label);
        std::string const body = "<rss><channel><title>" + std::string{sample.text} + "</title></channel></rss>";
        auto const declared = converted("<?xml version=\"1.0\" encoding=\"" + std::string{sample.label} + "\"?>" + body,
                                        sample.iconv_name);
        auto const bare = converted(body, sample.iconv_name);
        auto const by_declaration = read_feed({declared, "application/rss+xml", ""});
        auto const by_header = read_feed({bare, "text/xml; charset=\"" + std::string{sample.label} + "\"", ""});

        ASSERT_TRUE(by_declaration && by_header);
        EXPECT_EQ(by_declaration->title, sample.text);
        EXPECT_EQ(by_header->title, sample.text);
    }
}

}  // namespace
}  // namespace feedherald::parse
