// SPDX-License-Identifier: MIT
#include "parse/sniff.hpp"

#include "base/text.hpp"
#include "parse/dialect.hpp"
#include "parse/doctype.hpp"

#include <algorithm>

namespace feedherald::parse {

namespace {

using namespace std::string_view_literals;

struct Magic {
    std::string_view bytes;
    std::string_view name;
    std::size_t at = 0;
};

constexpr Magic magics[] = {
    {"%PDF"sv, "a PDF document"},
    {"\x89PNG"sv, "a PNG image"},
    {"\xFF\xD8\xFF"sv, "a JPEG image"},
    {"GIF8"sv, "a GIF image"},
    {"RIFF"sv, "a media file"},
    {"ID3"sv, "an audio file"},
    {"OggS"sv, "an audio file"},
    {"fLaC"sv, "an audio file"},
    {"ftyp"sv, "a video file", 4},
    {"\x1A\x45\xDF\xA3"sv, "a video file"},
    {"PK\x03\x04"sv, "a zip archive"},
    {"\x1F\x8B"sv, "gzip-compressed data"},
    {"BZh"sv, "bzip2-compressed data"},
    {"\xFD"
     "7zXZ"sv,
     "xz-compressed data"},
    {"\x28\xB5\x2F\xFD"sv, "zstd-compressed data"},
    {"7z\xBC\xAF"sv, "a 7z archive"},
    {"\x7F"
     "ELF"sv,
     "a program"},
    {"SQLite format 3"sv, "a database"},
    {"\0\0\x01\0"sv, "an icon"},
};

constexpr std::size_t window = 64 * 1024;  // B-10: how much junk may stand before the root

bool starts_with_ignoring_case(std::string_view text, std::string_view start) {
    return equals_ignoring_ascii_case(text.substr(0, start.size()), start);
}

bool is_name_start(char c) {
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

constexpr std::size_t longest_name = 100;

/** The qualified name that begins at `at`; empty where none does or the input ends in it. */
std::string_view name_at(std::string_view text, std::size_t at) {
    if (at >= text.size() || !is_name_start(text[at])) return {};
    auto const rest = text.substr(at, longest_name);
    auto const end = rest.find_first_of(" \t\r\n/>");
    return end == std::string_view::npos ? std::string_view{} : rest.substr(0, end);
}

std::string_view local_of(std::string_view name) {
    auto const colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

bool is_feed_root(std::string_view name) {
    return dialect_of_root(local_of(name)).has_value() && name.find('<') == std::string_view::npos;
}

/** Looks for "-->" or "?>"; where there is none, none is looked for again. */
struct Closer {
    std::string_view close;
    bool is_missing = false;

    /** Behind it, or just behind the opening. */
    std::size_t behind(std::string_view text, std::size_t opening_end) {
        auto const end = is_missing ? std::string_view::npos : text.find(close, opening_end);
        is_missing = end == std::string_view::npos;
        return is_missing ? opening_end : end + close.size();
    }
};

}  // namespace

std::optional<std::string_view> binary_kind(std::string_view first_bytes) {
    for (auto const& magic : magics)
        if (first_bytes.size() >= magic.at && first_bytes.substr(magic.at).starts_with(magic.bytes)) return magic.name;
    return std::nullopt;
}

Shape sniff(std::string_view text) {
    Shape shape;
    auto at = text.find_first_not_of(" \t\r\n\f\v\0"sv);
    if (at == std::string_view::npos) {
        shape.kind = Shape::Kind::empty;
        return shape;
    }
    if (text[at] == '{') {
        shape.kind = Shape::Kind::json;
        return shape;
    }
    bool is_html = false;
    Closer comment{"-->"};
    Closer instruction{"?>"};
    auto const limit = std::min(text.size(), window);
    while ((at = text.find('<', at)) != std::string_view::npos && at < limit) {
        auto const rest = text.substr(at);
        if (rest.starts_with("<!--")) {
            at = comment.behind(text, at + 4);
        } else if (rest.starts_with("<?")) {
            at = instruction.behind(text, at + 2);
        } else if (starts_with_ignoring_case(rest, "<!doctype")) {
            auto const doctype = skip_doctype(text, at);
            if (!doctype) {
                shape.has_oversized_doctype = true;
                return shape;
            }
            is_html = is_html || starts_with_ignoring_case(trim(rest.substr(9, 20)), "html");
            at = *doctype;
        } else if (rest.starts_with("</")) {
            if (starts_with_ignoring_case(rest, "</html")) is_html = false;  // a feed may stand behind the page
            ++at;
        } else {
            auto const name = name_at(text, at + 1);
            // Some templates put HTML's document type before a feed: then its root is the first element all the same.
            if ((!is_html || shape.other_root.empty()) && is_feed_root(name)) {
                shape.kind = Shape::Kind::xml;
                shape.root = at;
                return shape;
            }
            if (equals_ignoring_ascii_case(local_of(name), "html")) {
                is_html = true;
                shape.kind = Shape::Kind::html;
            }
            if (shape.other_root.empty()) shape.other_root = name;
            ++at;
        }
    }
    if (is_html || equals_ignoring_ascii_case(shape.other_root, "html")) shape.kind = Shape::Kind::html;
    return shape;
}

}  // namespace feedherald::parse
