// SPDX-License-Identifier: MIT
#include "base/sha256.hpp"

#include "base/sha256_blocks.hpp"

#include <bit>
#include <cstddef>

namespace feedherald {

namespace {

void compress(Sha256State& state, unsigned char const* block) {
    std::array<std::uint32_t, 64> w{};
    for (std::size_t i = 0; i < 16; ++i)
        w[i] = std::uint32_t{block[4 * i]} << 24 | std::uint32_t{block[4 * i + 1]} << 16 |
               std::uint32_t{block[4 * i + 2]} << 8 | std::uint32_t{block[4 * i + 3]};
    for (std::size_t i = 16; i < 64; ++i) {
        auto const s0 = std::rotr(w[i - 15], 7) ^ std::rotr(w[i - 15], 18) ^ (w[i - 15] >> 3);
        auto const s1 = std::rotr(w[i - 2], 17) ^ std::rotr(w[i - 2], 19) ^ (w[i - 2] >> 10);
        w[i] = w[i - 16] + s0 + w[i - 7] + s1;
    }

    auto [a, b, c, d, e, f, g, h] = state;
    for (std::size_t i = 0; i < 64; ++i) {
        auto const s1 = std::rotr(e, 6) ^ std::rotr(e, 11) ^ std::rotr(e, 25);
        auto const t1 = h + s1 + ((e & f) ^ (~e & g)) + sha256_constants[i] + w[i];
        auto const s0 = std::rotr(a, 2) ^ std::rotr(a, 13) ^ std::rotr(a, 22);
        auto const t2 = s0 + ((a & b) ^ (a & c) ^ (b & c));
        h = g;
        g = f;
        f = e;
        e = d + t1;
        d = c;
        c = b;
        b = a;
        a = t1 + t2;
    }
    Sha256State const added{a, b, c, d, e, f, g, h};
    for (std::size_t i = 0; i < state.size(); ++i) state[i] += added[i];
}

}  // namespace

void sha256_anywhere(Sha256State& state, unsigned char const* data, std::size_t blocks) {
    for (; blocks > 0; --blocks, data += sha256_block) compress(state, data);
}

Sha256 sha256(std::string_view bytes) {
    static auto* const take = has_sha256_instructions() ? sha256_by_instruction : sha256_anywhere;
    Sha256State state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    auto const* data = reinterpret_cast<unsigned char const*>(bytes.data());
    std::size_t const at = bytes.size() / sha256_block * sha256_block;
    take(state, data, at / sha256_block);

    // The tail: the rest, a one bit, zeros, and the length in bits at the end of the last block.
    std::array<unsigned char, 2 * sha256_block> tail{};
    std::size_t const rest = bytes.size() - at;
    for (std::size_t i = 0; i < rest; ++i) tail[i] = data[at + i];
    tail[rest] = 0x80;
    std::size_t const tail_size = rest + 9 <= sha256_block ? sha256_block : 2 * sha256_block;
    auto const bits = std::uint64_t{bytes.size()} * 8;
    for (std::size_t i = 0; i < 8; ++i) tail[tail_size - 1 - i] = static_cast<unsigned char>(bits >> (8 * i));
    take(state, tail.data(), tail_size / sha256_block);

    Sha256 digest{};
    for (std::size_t i = 0; i < digest.size(); ++i)
        digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
    return digest;
}

std::string to_hex(Sha256 const& digest) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(2 * digest.size());
    for (auto const byte : digest) {
        text += digits[byte >> 4];
        text += digits[byte & 0xf];
    }
    return text;
}

}  // namespace feedherald
