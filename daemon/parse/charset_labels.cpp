// SPDX-License-Identifier: MIT
#include "parse/charset_labels.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <iterator>

namespace feedherald::parse {

namespace {

struct Row {
    std::string_view label;
    std::string_view encoding;
};

// Sorted by label. Besides the standard's labels, some that feeds are known to use.
// clang-format off
constexpr Row labels[] = {
    {"646", "windows-1252"}, {"866", "IBM866"}, {"8859", "windows-1252"}, {"ansi_x3.4-1968", "windows-1252"},
    {"arabic", "ISO-8859-6"}, {"ascii", "windows-1252"}, {"asmo-708", "ISO-8859-6"}, {"big5", "BIG5-HKSCS"},
    {"big5-hkscs", "BIG5-HKSCS"}, {"big5-tw", "BIG5-HKSCS"}, {"chinese", "GB18030"}, {"cn-big5", "BIG5-HKSCS"},
    {"cp1250", "CP1250"}, {"cp1251", "CP1251"}, {"cp1252", "windows-1252"}, {"cp1253", "CP1253"},
    {"cp1254", "CP1254"}, {"cp1255", "CP1255"}, {"cp1256", "CP1256"}, {"cp1257", "CP1257"}, {"cp1258", "CP1258"},
    {"cp154", "PT154"}, {"cp819", "windows-1252"}, {"cp866", "IBM866"}, {"cp932", "CP932"}, {"cp936", "GB18030"},
    {"cp949", "CP949"}, {"csbig5", "BIG5-HKSCS"}, {"cseuckr", "CP949"}, {"cseucpkdfmtjapanese", "EUC-JP"},
    {"csgb2312", "GB18030"}, {"cshproman8", "HP-ROMAN8"}, {"csibm866", "IBM866"}, {"csiso2022jp", "ISO-2022-JP"},
    {"csiso58gb231280", "GB18030"}, {"csiso88596e", "ISO-8859-6"}, {"csiso88596i", "ISO-8859-6"},
    {"csiso88598e", "ISO-8859-8"}, {"csiso88598i", "ISO-8859-8"}, {"csisolatin1", "windows-1252"},
    {"csisolatin2", "ISO-8859-2"}, {"csisolatin3", "ISO-8859-3"}, {"csisolatin4", "ISO-8859-4"},
    {"csisolatin5", "CP1254"}, {"csisolatin6", "ISO-8859-10"}, {"csisolatin9", "ISO-8859-15"},
    {"csisolatinarabic", "ISO-8859-6"}, {"csisolatincyrillic", "ISO-8859-5"}, {"csisolatingreek", "ISO-8859-7"},
    {"csisolatinhebrew", "ISO-8859-8"}, {"cskoi8r", "KOI8-R"}, {"csksc56011987", "CP949"},
    {"csmacintosh", "MACINTOSH"}, {"csptcp154", "PT154"}, {"csshiftjis", "CP932"}, {"csunicode", "UTF-16LE"},
    {"cyrillic", "ISO-8859-5"}, {"cyrillic-asian", "PT154"}, {"dos-874", "CP874"}, {"ecma-114", "ISO-8859-6"},
    {"ecma-118", "ISO-8859-7"}, {"elot_928", "ISO-8859-7"}, {"euc-jis-2004", "EUC-JISX0213"},
    {"euc-jisx0213", "EUC-JISX0213"}, {"euc-jp", "EUC-JP"}, {"euc-kr", "CP949"}, {"eucjisx0213", "EUC-JISX0213"},
    {"eucjp", "EUC-JP"}, {"gb18030", "GB18030"}, {"gb18030-2000", "GB18030"}, {"gb2312", "GB18030"},
    {"gb_2312", "GB18030"}, {"gb_2312-80", "GB18030"}, {"gbk", "GB18030"}, {"greek", "ISO-8859-7"},
    {"greek8", "ISO-8859-7"}, {"hebrew", "ISO-8859-8"}, {"hkscs", "BIG5-HKSCS"}, {"hp-roman8", "HP-ROMAN8"},
    {"ibm819", "windows-1252"}, {"ibm866", "IBM866"}, {"iso-10646-ucs-2", "UTF-16LE"}, {"iso-2022-jp", "ISO-2022-JP"},
    {"iso-8859-1", "windows-1252"}, {"iso-8859-10", "ISO-8859-10"}, {"iso-8859-11", "CP874"},
    {"iso-8859-13", "ISO-8859-13"}, {"iso-8859-14", "ISO-8859-14"}, {"iso-8859-15", "ISO-8859-15"},
    {"iso-8859-16", "ISO-8859-16"}, {"iso-8859-2", "ISO-8859-2"}, {"iso-8859-3", "ISO-8859-3"},
    {"iso-8859-4", "ISO-8859-4"}, {"iso-8859-5", "ISO-8859-5"}, {"iso-8859-6", "ISO-8859-6"},
    {"iso-8859-6-e", "ISO-8859-6"}, {"iso-8859-6-i", "ISO-8859-6"}, {"iso-8859-7", "ISO-8859-7"},
    {"iso-8859-8", "ISO-8859-8"}, {"iso-8859-8-e", "ISO-8859-8"}, {"iso-8859-8-i", "ISO-8859-8"},
    {"iso-8859-9", "CP1254"}, {"iso-celtic", "ISO-8859-14"}, {"iso-ir-100", "windows-1252"},
    {"iso-ir-101", "ISO-8859-2"}, {"iso-ir-109", "ISO-8859-3"}, {"iso-ir-110", "ISO-8859-4"},
    {"iso-ir-126", "ISO-8859-7"}, {"iso-ir-127", "ISO-8859-6"}, {"iso-ir-138", "ISO-8859-8"},
    {"iso-ir-144", "ISO-8859-5"}, {"iso-ir-148", "CP1254"}, {"iso-ir-149", "CP949"}, {"iso-ir-157", "ISO-8859-10"},
    {"iso-ir-166", "CP874"}, {"iso-ir-199", "ISO-8859-14"}, {"iso-ir-203", "ISO-8859-15"},
    {"iso-ir-226", "ISO-8859-16"}, {"iso-ir-58", "GB18030"}, {"iso-ir-6", "windows-1252"},
    {"iso2022-jp", "ISO-2022-JP"}, {"iso8859", "windows-1252"}, {"iso8859-1", "windows-1252"},
    {"iso8859-10", "ISO-8859-10"}, {"iso8859-11", "CP874"}, {"iso8859-13", "ISO-8859-13"},
    {"iso8859-14", "ISO-8859-14"}, {"iso8859-15", "ISO-8859-15"}, {"iso8859-2", "ISO-8859-2"},
    {"iso8859-3", "ISO-8859-3"}, {"iso8859-4", "ISO-8859-4"}, {"iso8859-5", "ISO-8859-5"},
    {"iso8859-6", "ISO-8859-6"}, {"iso8859-7", "ISO-8859-7"}, {"iso8859-8", "ISO-8859-8"}, {"iso8859-9", "CP1254"},
    {"iso88591", "windows-1252"}, {"iso885910", "ISO-8859-10"}, {"iso885911", "CP874"}, {"iso885913", "ISO-8859-13"},
    {"iso885914", "ISO-8859-14"}, {"iso885915", "ISO-8859-15"}, {"iso88592", "ISO-8859-2"},
    {"iso88593", "ISO-8859-3"}, {"iso88594", "ISO-8859-4"}, {"iso88595", "ISO-8859-5"}, {"iso88596", "ISO-8859-6"},
    {"iso88597", "ISO-8859-7"}, {"iso88598", "ISO-8859-8"}, {"iso88599", "CP1254"}, {"iso_8859-1", "windows-1252"},
    {"iso_8859-15", "ISO-8859-15"}, {"iso_8859-1:1987", "windows-1252"}, {"iso_8859-2", "ISO-8859-2"},
    {"iso_8859-2:1987", "ISO-8859-2"}, {"iso_8859-3", "ISO-8859-3"}, {"iso_8859-3:1988", "ISO-8859-3"},
    {"iso_8859-4", "ISO-8859-4"}, {"iso_8859-4:1988", "ISO-8859-4"}, {"iso_8859-5", "ISO-8859-5"},
    {"iso_8859-5:1988", "ISO-8859-5"}, {"iso_8859-6", "ISO-8859-6"}, {"iso_8859-6:1987", "ISO-8859-6"},
    {"iso_8859-7", "ISO-8859-7"}, {"iso_8859-7:1987", "ISO-8859-7"}, {"iso_8859-8", "ISO-8859-8"},
    {"iso_8859-8:1988", "ISO-8859-8"}, {"iso_8859-9", "CP1254"}, {"iso_8859-9:1989", "CP1254"}, {"johab", "JOHAB"},
    {"koi", "KOI8-R"}, {"koi8", "KOI8-R"}, {"koi8-r", "KOI8-R"}, {"koi8-ru", "KOI8-U"}, {"koi8-u", "KOI8-U"},
    {"koi8_r", "KOI8-R"}, {"korean", "CP949"}, {"ks_c_5601", "CP949"}, {"ks_c_5601-1987", "CP949"},
    {"ks_c_5601-1989", "CP949"}, {"ksc5601", "CP949"}, {"ksc_5601", "CP949"}, {"l1", "windows-1252"},
    {"l10", "ISO-8859-16"}, {"l2", "ISO-8859-2"}, {"l3", "ISO-8859-3"}, {"l4", "ISO-8859-4"}, {"l5", "CP1254"},
    {"l6", "ISO-8859-10"}, {"l7", "ISO-8859-13"}, {"l8", "ISO-8859-14"}, {"l9", "ISO-8859-15"},
    {"latin-1", "windows-1252"}, {"latin-9", "ISO-8859-15"}, {"latin1", "windows-1252"}, {"latin10", "ISO-8859-16"},
    {"latin2", "ISO-8859-2"}, {"latin3", "ISO-8859-3"}, {"latin4", "ISO-8859-4"}, {"latin5", "CP1254"},
    {"latin6", "ISO-8859-10"}, {"latin7", "ISO-8859-13"}, {"latin8", "ISO-8859-14"}, {"latin9", "ISO-8859-15"},
    {"logical", "ISO-8859-8"}, {"mac", "MACINTOSH"}, {"mac-cyrillic", "MAC-CYRILLIC"},
    {"mac-latin2", "MAC-CENTRALEUROPE"}, {"mac-roman", "MACINTOSH"}, {"macintosh", "MACINTOSH"}, {"ms932", "CP932"},
    {"ms_kanji", "CP932"}, {"pt154", "PT154"}, {"ptcp154", "PT154"}, {"r8", "HP-ROMAN8"}, {"roman8", "HP-ROMAN8"},
    {"shift-jis", "CP932"}, {"shift-jisx0213", "SHIFT_JISX0213"}, {"shift_jis", "CP932"}, {"sjis", "CP932"},
    {"sun_eu_greek", "ISO-8859-7"}, {"tcvn", "TCVN"}, {"thai", "CP874"}, {"tis-620", "CP874"}, {"u8", "UTF-8"},
    {"ucs-2", "UTF-16LE"}, {"uhc", "CP949"}, {"ujis", "EUC-JP"}, {"unicode", "UTF-16LE"},
    {"unicode-1-1-utf-8", "UTF-8"}, {"unicode11utf8", "UTF-8"}, {"unicode20utf8", "UTF-8"},
    {"unicodefeff", "UTF-16LE"}, {"unicodefffe", "UTF-16BE"}, {"us", "windows-1252"}, {"us-ascii", "windows-1252"},
    {"utf-16", "UTF-16LE"}, {"utf-16-be", "UTF-16BE"}, {"utf-16-le", "UTF-16LE"}, {"utf-16be", "UTF-16BE"},
    {"utf-16le", "UTF-16LE"}, {"utf-8", "UTF-8"}, {"utf8", "UTF-8"}, {"utf_8", "UTF-8"}, {"viscii", "VISCII"},
    {"visual", "ISO-8859-8"}, {"win-1250", "CP1250"}, {"win-1251", "CP1251"}, {"win-1252", "windows-1252"},
    {"win1250", "CP1250"}, {"win1251", "CP1251"}, {"win1252", "windows-1252"}, {"windows-1250", "CP1250"},
    {"windows-1251", "CP1251"}, {"windows-1252", "windows-1252"}, {"windows-1253", "CP1253"},
    {"windows-1254", "CP1254"}, {"windows-1255", "CP1255"}, {"windows-1256", "CP1256"}, {"windows-1257", "CP1257"},
    {"windows-1258", "CP1258"}, {"windows-31j", "CP932"}, {"windows-874", "CP874"}, {"windows-932", "CP932"},
    {"windows-936", "GB18030"}, {"windows-949", "CP949"}, {"windows1250", "CP1250"}, {"windows1251", "CP1251"},
    {"windows1252", "windows-1252"}, {"x-cp1250", "CP1250"}, {"x-cp1251", "CP1251"}, {"x-cp1252", "windows-1252"},
    {"x-cp1253", "CP1253"}, {"x-cp1254", "CP1254"}, {"x-cp1255", "CP1255"}, {"x-cp1256", "CP1256"},
    {"x-cp1257", "CP1257"}, {"x-cp1258", "CP1258"}, {"x-euc-jp", "EUC-JP"}, {"x-gbk", "GB18030"},
    {"x-iso-2022-jp", "ISO-2022-JP"}, {"x-mac-ce", "MAC-CENTRALEUROPE"}, {"x-mac-cyrillic", "MAC-CYRILLIC"},
    {"x-mac-roman", "MACINTOSH"}, {"x-mac-ukrainian", "MAC-CYRILLIC"}, {"x-sjis", "CP932"},
    {"x-unicode20utf8", "UTF-8"}, {"x-windows-949", "CP949"}, {"x-x-big5", "BIG5-HKSCS"},
};
// clang-format on

static_assert(std::ranges::is_sorted(labels, {}, &Row::label));

// IBM's code pages, which the standard leaves out and some archives still use.
constexpr Row pages[] = {
    {"037", "CP037"}, {"039", "CP037"}, {"1026", "CP1026"}, {"1125", "CP1125"}, {"1140", "CP1140"}, {"437", "CP437"},
    {"500", "CP500"}, {"737", "CP737"}, {"775", "CP775"},   {"850", "CP850"},   {"852", "CP852"},   {"855", "CP855"},
    {"856", "CP856"}, {"857", "CP857"}, {"860", "CP860"},   {"861", "CP861"},   {"862", "CP862"},   {"863", "CP863"},
    {"864", "CP864"}, {"865", "CP865"}, {"869", "CP869"},   {"874", "CP874"},   {"875", "CP875"},   {"be", "CP500"},
    {"ca", "CP037"},  {"ch", "CP500"},  {"is", "CP861"},    {"nl", "CP037"},    {"us", "CP037"},    {"wt", "CP037"},
};
constexpr std::string_view page_prefixes[] = {"ebcdic-cp-", "csibm", "cspc8codepage", "cspcp", "cspc",
                                              "ibm-",       "ibm",   "cp-",           "cp",    ""};

std::optional<std::string_view> encoding_in_table(std::string_view label) {
    auto const* const row = std::ranges::lower_bound(labels, label, {}, &Row::label);
    if (row == std::end(labels) || row->label != label) return std::nullopt;
    return row->encoding;
}

/** "cp850", "IBM-850", "csIBM850", "850", "cspc850multilingual", "ebcdic-cp-us". */
std::optional<std::string_view> encoding_of_page(std::string_view label) {
    for (auto const prefix : page_prefixes) {
        if (!label.starts_with(prefix)) continue;
        auto number = label.substr(prefix.size());
        if (prefix == "cspc") number = number.substr(0, number.find_first_not_of("0123456789"));
        for (auto const& page : pages)
            if (page.label == number) return page.encoding;
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string_view> encoding_of_label(std::string_view label) {
    auto wanted = to_lower_ascii(trim(label));
    if (auto const encoding = encoding_in_table(wanted)) return encoding;
    std::ranges::replace(wanted, '_', '-');  // "windows_1251"
    if (auto const encoding = encoding_in_table(wanted)) return encoding;
    return encoding_of_page(wanted);
}

}  // namespace feedherald::parse
