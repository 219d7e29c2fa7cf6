// SPDX-License-Identifier: MIT
#include "parse/utf8_scan.hpp"

#include <array>
#include <cstdint>
#include <cstring>

namespace feedherald::parse {

namespace {

constexpr std::uint64_t high_bits = 0x8080808080808080U;

unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/** By its first byte; 0 for a byte that begins nothing. */
std::size_t expected_length(unsigned first) {
    if (first < 0x80) return 1;
    if (first < 0xC2) return 0;
    if (first < 0xE0) return 2;
    if (first < 0xF0) return 3;
    return first < 0xF5 ? 4 : 0;
}

/** What may follow the first byte: overlong forms, surrogates and numbers over U+10FFFF are left out. */
bool second_fits(unsigned first, unsigned second) {
    switch (first) {
        case 0xE0:
            return second >= 0xA0 && second <= 0xBF;
        case 0xED:
            return second >= 0x80 && second <= 0x9F;
        case 0xF0:
            return second >= 0x90 && second <= 0xBF;
        case 0xF4:
            return second >= 0x80 && second <= 0x8F;
        default:
            return second >= 0x80 && second <= 0xBF;
    }
}

/** A sequence that is valid so far as the input goes. */
bool is_cut_off(std::string_view bytes, std::size_t at) {
    auto const length = expected_length(byte_at(bytes, at));
    if (length < 2 || at + length <= bytes.size()) return false;
    for (std::size_t next = at + 1; next < bytes.size(); ++next) {
        bool const fits = next == at + 1 ? second_fits(byte_at(bytes, at), byte_at(bytes, next))
                                         : (byte_at(bytes, next) & 0xC0U) == 0x80U;
        if (!fits) return false;
    }
    return true;
}

/** The first byte from `at` on that is not ASCII: most text is, so it is read in large steps, then in smaller ones. */
std::size_t behind_ascii(std::string_view bytes, std::size_t at) {
    std::array<std::uint64_t, 4> block{};
    while (at + sizeof block <= bytes.size()) {
        std::memcpy(block.data(), bytes.data() + at, sizeof block);
        if (((block[0] | block[1] | block[2] | block[3]) & high_bits) != 0) break;
        at += sizeof block;
    }
    std::uint64_t eight = 0;
    while (at + sizeof eight <= bytes.size()) {
        std::memcpy(&eight, bytes.data() + at, sizeof eight);
        if ((eight & high_bits) != 0) break;
        at += sizeof eight;
    }
    while (at < bytes.size() && byte_at(bytes, at) < 0x80) ++at;
    return at;
}

}  // namespace

std::size_t utf8_sequence(std::string_view bytes, std::size_t at) {
    auto const first = byte_at(bytes, at);
    auto const length = expected_length(first);
    if (length < 2) return length;
    if (at + length > bytes.size() || !second_fits(first, byte_at(bytes, at + 1))) return 0;
    for (std::size_t next = 2; next < length; ++next)
        if ((byte_at(bytes, at + next) & 0xC0U) != 0x80U) return 0;
    return length;
}

char32_t surrogate_at(std::string_view bytes, std::size_t at) {
    if (at + 3 > bytes.size() || byte_at(bytes, at) != 0xED) return 0;
    auto const second = byte_at(bytes, at + 1);
    auto const third = byte_at(bytes, at + 2);
    if (second < 0xA0 || second > 0xBF || (third & 0xC0U) != 0x80U) return 0;
    return 0xD000 + ((second & 0x3FU) << 6) + (third & 0x3FU);
}

Utf8Scan scan_utf8(std::string_view bytes) {
    Utf8Scan scan;
    scan.valid_end = bytes.size();
    std::size_t at = 0;
    while (at < bytes.size()) {
        if (byte_at(bytes, at) < 0x80) {
            at = behind_ascii(bytes, at);
            continue;
        }
        if (auto const length = utf8_sequence(bytes, at); length > 0) {
            ++scan.good;
            if (byte_at(bytes, at) == 0xC2 && byte_at(bytes, at + 1) < 0xA0) scan.has_controls = true;
            at += length;
        } else if (surrogate_at(bytes, at) != 0) {
            ++scan.surrogates;
            at += 3;
        } else if (is_cut_off(bytes, at)) {
            scan.valid_end = at;
            break;
        } else {
            ++scan.bad;
            ++at;
        }
    }
    return scan;
}

}  // namespace feedherald::parse
