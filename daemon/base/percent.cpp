// SPDX-License-Identifier: MIT
#include "base/percent.hpp"

namespace feedherald {

namespace {

constexpr std::string_view unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

void append_encoded(std::string& text, char c) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const byte = static_cast<unsigned char>(c);
    text += '%';
    text += digits[byte >> 4];
    text += digits[byte & 0xF];
}

int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

}  // namespace

std::string percent_encode(std::string_view text) {
    std::string encoded;
    encoded.reserve(text.size() + text.size() / 2);
    for (char const c : text) {
        if (unreserved.find(c) != std::string_view::npos)
            encoded += c;
        else
            append_encoded(encoded, c);
    }
    return encoded;
}

std::string percent_decode(std::string_view text) {
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        int const high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        int const low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low >= 0) {
            decoded += static_cast<char>(static_cast<unsigned char>(high * 16 + low));
            i += 2;
        } else {
            decoded += text[i];
        }
    }
    return decoded;
}

std::string percent_encode_illegal(std::string_view text, std::string_view also) {
    constexpr std::string_view illegal = "\"<>\\^`{|}";
    std::string encoded;
    encoded.reserve(text.size());
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const bad = byte <= 0x20 || byte >= 0x7F || illegal.find(c) != std::string_view::npos ||
                         also.find(c) != std::string_view::npos;
        if (bad)
            append_encoded(encoded, c);
        else
            encoded += c;
    }
    return encoded;
}

}  // namespace feedherald
