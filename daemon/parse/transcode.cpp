// SPDX-License-Identifier: MIT
#include "parse/transcode.hpp"

#include "base/text.hpp"
#include "parse/utf8_scan.hpp"

#include <array>
#include <cerrno>
#include <cstdint>

#include <iconv.h>

namespace feedherald::parse {

namespace {

// 0x80..0x9F; all other bytes are their own code points.
constexpr std::array<char16_t, 32> windows_1252 = {0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                                   0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
                                                   0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                                   0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

void append_windows_1252(std::string& text, char byte) {
    auto const code = static_cast<unsigned char>(byte);
    append_utf8(text, code >= 0x80 && code < 0xA0 ? windows_1252[code - 0x80U] : code);
}

struct CloseIconv {
    iconv_t descriptor;
    ~CloseIconv() { iconv_close(descriptor); }
};

char32_t unit_of(std::string_view bytes, std::size_t at, std::size_t size, bool big_endian) {
    char32_t unit = 0;
    for (std::size_t part = 0; part < size; ++part) {
        auto const byte = static_cast<unsigned char>(bytes[at + (big_endian ? part : size - 1 - part)]);
        unit = (unit << 8) | byte;
    }
    return unit;
}

constexpr char32_t replacement = 0xFFFD;

}  // namespace

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (char const byte : bytes) {
        if (static_cast<unsigned char>(byte) < 0x80)
            text += byte;
        else
            append_windows_1252(text, byte);
    }
    return text;
}

std::string from_mixed_utf8(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 16);
    for (std::size_t at = 0; at < bytes.size();) {
        if (auto const length = utf8_sequence(bytes, at); length > 0) {
            text += bytes.substr(at, length);
            at += length;
        } else if (auto const first = surrogate_at(bytes, at); first != 0) {
            auto const second = surrogate_at(bytes, at + 3);
            bool const is_pair = first < 0xDC00 && second >= 0xDC00;
            append_utf8(text, is_pair ? 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00) : replacement);
            at += is_pair ? 6 : 3;
        } else {
            append_windows_1252(text, bytes[at++]);
        }
    }
    return text;
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string text;
    text.reserve(bytes.size());
    std::size_t at = 0;
    while (at + 2 <= bytes.size()) {
        auto const unit = unit_of(bytes, at, 2, big_endian);
        at += 2;
        bool const leads = unit >= 0xD800 && unit < 0xDC00;
        if (leads && at + 2 > bytes.size()) return text;  // the end of input cut it off
        auto const next = leads ? unit_of(bytes, at, 2, big_endian) : 0;
        if (leads && next >= 0xDC00 && next < 0xE000) {
            at += 2;
            append_utf8(text, 0x10000 + ((unit - 0xD800) << 10) + (next - 0xDC00));
        } else {
            append_utf8(text, unit);  // a lone surrogate becomes U+FFFD there
        }
    }
    return text;
}

std::string from_utf32(std::string_view bytes, bool big_endian) {
    std::string text;
    text.reserve(bytes.size() / 2);
    for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4) append_utf8(text, unit_of(bytes, at, 4, big_endian));
    return text;
}

std::optional<std::string> from_iconv(std::string_view bytes, std::string const& encoding) {
    auto* const descriptor = iconv_open("UTF-8", encoding.c_str());
    // NOLINTNEXTLINE: iconv's own way to say "no"
    if (descriptor == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
    CloseIconv const closer{descriptor};
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 2);
    std::array<char, 16384> chunk{};
    auto* in = const_cast<char*>(bytes.data());
    auto left = bytes.size();
    while (left > 0) {
        auto* out = chunk.data();
        auto room = chunk.size();
        auto const done = iconv(descriptor, &in, &left, &out, &room);
        int const error = errno;
        text.append(chunk.data(), chunk.size() - room);
        if (done != static_cast<std::size_t>(-1) || error == E2BIG) continue;
        if (error == EINVAL) break;  // the end of input cut a character off
        append_utf8(text, replacement);
        ++in;
        --left;
    }
    // Encodings that combine characters keep the last one back until there is no more.
    auto* out = chunk.data();
    auto room = chunk.size();
    iconv(descriptor, nullptr, nullptr, &out, &room);
    text.append(chunk.data(), chunk.size() - room);
    return text;
}

std::optional<std::string> without_c1_controls(std::string_view utf8) {
    std::string text;
    std::size_t copied = 0;
    for (auto at = utf8.find('\xC2'); at != std::string_view::npos && at + 1 < utf8.size();
         at = utf8.find('\xC2', at + 1)) {
        auto const second = utf8[at + 1];
        if (static_cast<unsigned char>(second) >= 0xA0) continue;
        text += utf8.substr(copied, at - copied);
        append_windows_1252(text, second);
        copied = at + 2;
    }
    if (copied == 0) return std::nullopt;
    text += utf8.substr(copied);
    return text;
}

}  // namespace feedherald::parse
