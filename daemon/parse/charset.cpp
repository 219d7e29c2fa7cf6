// SPDX-License-Identifier: MIT
#include "parse/charset.hpp"

#include "base/text.hpp"
#include "parse/charset_labels.hpp"
#include "parse/transcode.hpp"
#include "parse/utf8_scan.hpp"

#include <algorithm>
#include <optional>

namespace feedherald::parse {

namespace {

using namespace std::string_view_literals;

struct Wide {
    int bits = 0;  ///< 0: bytes
    bool big_endian = false;
    std::size_t mark = 0;  ///< length of the byte order mark
};

/** By byte order mark, UTF-32's before the UTF-16's that it begins with; else by where the zeros of an ASCII character
 *  stand, for XML and JSON begin with one. */
Wide wide_form(std::string_view bytes) {
    if (bytes.starts_with("\xFF\xFE\0\0"sv)) return {32, false, 4};
    if (bytes.starts_with("\0\0\xFE\xFF"sv)) return {32, true, 4};
    if (bytes.starts_with("\xFF\xFE"sv)) return {16, false, 2};
    if (bytes.starts_with("\xFE\xFF"sv)) return {16, true, 2};
    auto const zeros = [&](std::size_t from, std::size_t count) {
        return bytes.size() >= from + count &&
               bytes.substr(from, count).find_first_not_of('\0') == std::string_view::npos;
    };
    auto const letter = [&](std::size_t at) { return bytes.size() > at && bytes[at] > 0; };
    if (letter(0) && zeros(1, 3)) return {32, false, 0};
    if (zeros(0, 3) && letter(3)) return {32, true, 0};
    if (letter(0) && zeros(1, 1)) return {16, false, 0};
    if (zeros(0, 1) && letter(1)) return {16, true, 0};
    return {};
}

constexpr auto utf8_mark = "\xEF\xBB\xBF"sv;

/** At least nine in ten of what is not ASCII must read as UTF-8 before the rest is taken for stray bytes. */
bool is_mostly_utf8(Utf8Scan const& scan) {
    return scan.good + scan.surrogates >= 9 * scan.bad;
}
/** XML without a label is UTF-8 by its specification; in another encoding hardly ever two bytes in a row are. */
bool is_rather_utf8(Utf8Scan const& scan) {
    return scan.good + scan.surrogates >= scan.bad;
}

std::string_view unquoted(std::string_view value) {
    value = trim(value);
    if (value.empty()) return value;
    if (value.front() == '"' || value.front() == '\'') {
        auto const end = value.find(value.front(), 1);
        return trim(value.substr(1, end == std::string_view::npos ? end : end - 1));
    }
    return value.substr(0, value.find_first_of("; \t,"));
}

std::size_t find_ignoring_case(std::string_view text, std::string_view what) {
    auto const* const found = std::search(text.begin(), text.end(), what.begin(), what.end(),
                                          [](char a, char b) { return (a | 0x20) == (b | 0x20); });
    return found == text.end() ? std::string_view::npos : static_cast<std::size_t>(found - text.begin());
}

/** By a label; empty when it says nothing that these bytes could be. */
std::optional<std::string> by_label(std::string_view bytes, std::string_view label) {
    auto const encoding = encoding_of_label(label);
    if (!encoding || *encoding == "UTF-8") return std::nullopt;  // they are not
    if (encoding->starts_with("UTF-16")) {
        // Without a single zero byte it is no UTF-16 that anybody sends.
        if (bytes.find('\0') == std::string_view::npos) return std::nullopt;
        return from_utf16(bytes, *encoding == "UTF-16BE");
    }
    if (*encoding == "windows-1252") return from_windows_1252(bytes);
    return from_iconv(bytes, std::string{*encoding});
}

Decoded own(std::string text) {
    Decoded decoded{std::make_unique<std::string>(std::move(text)), {}, false};
    decoded.text = *decoded.owned;
    while (decoded.text.starts_with(utf8_mark)) decoded.text.remove_prefix(utf8_mark.size());
    decoded.has_controls = scan_utf8(decoded.text).has_controls;
    return decoded;
}

constexpr auto ebcdic_start = "\x4C\x6F\xA7\x94"sv;  // "<?xm"

/** EBCDIC's pages agree on the letters of the declaration, which names the page. */
std::optional<std::string> from_ebcdic(std::string_view bytes, std::string_view header) {
    auto const head = from_iconv(bytes.substr(0, 512), "CP037");
    if (!head) return std::nullopt;
    for (auto const label : {header, charset_of_declaration(*head)})
        if (auto const encoding = encoding_of_label(label); encoding && encoding->starts_with("CP"))
            return from_iconv(bytes, std::string{*encoding});
    return from_iconv(bytes, "CP037");
}

bool is_utf8_label(std::string_view label) {
    return encoding_of_label(label) == "UTF-8";
}

}  // namespace

std::string_view charset_of_content_type(std::string_view content_type) {
    auto const at = find_ignoring_case(content_type, "charset");
    if (at == std::string_view::npos) return {};
    auto rest = trim(content_type.substr(at + 7));
    if (!rest.starts_with('=')) return {};
    return unquoted(rest.substr(1));
}

std::string_view charset_of_declaration(std::string_view bytes) {
    auto head = bytes.substr(0, 1024);
    auto const start = head.find("<?xml");
    if (start == std::string_view::npos) return {};
    head.remove_prefix(start);
    head = head.substr(0, head.find("?>"));
    auto const at = find_ignoring_case(head, "encoding");
    if (at == std::string_view::npos) return {};
    auto const rest = trim(head.substr(at + 8));
    if (!rest.starts_with('=')) return {};
    return unquoted(rest.substr(1));
}

Decoded decode(std::string_view bytes, std::string_view content_type) {
    bool marked = false;
    while (bytes.starts_with(utf8_mark)) {
        bytes.remove_prefix(utf8_mark.size());
        marked = true;
    }
    if (auto const form = wide_form(bytes); form.bits != 0 && !marked) {
        bytes.remove_prefix(form.mark);
        return own(form.bits == 16 ? from_utf16(bytes, form.big_endian) : from_utf32(bytes, form.big_endian));
    }

    auto const header = charset_of_content_type(content_type);
    if (bytes.starts_with(ebcdic_start))
        if (auto text = from_ebcdic(bytes, header)) return own(*std::move(text));
    auto const declared = charset_of_declaration(bytes);
    auto const scan = scan_utf8(bytes);
    if (scan.is_valid()) {
        // Seven-bit text that shifts its meaning by escapes is the one other thing that is valid UTF-8.
        for (auto const label : {header, declared})
            if (!marked && encoding_of_label(label) == "ISO-2022-JP" && bytes.find('\x1B') != std::string_view::npos)
                if (auto text = by_label(bytes, label)) return own(*std::move(text));
        if (scan.valid_end < bytes.size()) return own(std::string{bytes.substr(0, scan.valid_end)});
        return {nullptr, bytes, scan.has_controls};
    }
    if (marked || is_mostly_utf8(scan)) return own(from_mixed_utf8(bytes.substr(0, scan.valid_end)));
    for (auto const label : {header, declared})
        if (auto text = by_label(bytes, label)) return own(*std::move(text));
    // Called UTF-8 and not it: what is UTF-8 stays, each other byte is windows-1252.
    if (is_utf8_label(header) || is_utf8_label(declared) || is_rather_utf8(scan)) return own(from_mixed_utf8(bytes));
    return own(from_windows_1252(bytes));
}

}  // namespace feedherald::parse
