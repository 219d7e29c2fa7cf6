// SPDX-License-Identifier: MIT
#include "base/sha256_blocks.hpp"

#include <cassert>

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>
#endif

namespace feedherald {

#if defined(__x86_64__)

namespace {

__m128i* words(std::uint32_t* at) {
    return reinterpret_cast<__m128i*>(at);
}
__m128i const* words(void const* at) {
    return static_cast<__m128i const*>(at);
}

}  // namespace

bool has_sha256_instructions() {
    unsigned a = 0, b = 0, c = 0, d = 0;
    bool const has_shuffles = __get_cpuid(1, &a, &b, &c, &d) != 0 && (c & bit_SSSE3) != 0 && (c & bit_SSE4_1) != 0;
    return has_shuffles && __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & bit_SHA) != 0;
}

__attribute__((target("sha,ssse3,sse4.1"))) void sha256_by_instruction(Sha256State& state, unsigned char const* data,
                                                                       std::size_t blocks) {
    // The instructions want the eight words a to h as two vectors, "abef" and "cdgh".
    auto const cdab = _mm_shuffle_epi32(_mm_loadu_si128(words(state.data())), 0xb1);
    auto const efgh = _mm_shuffle_epi32(_mm_loadu_si128(words(state.data() + 4)), 0x1b);
    auto abef = _mm_alignr_epi8(cdab, efgh, 8);
    auto cdgh = _mm_blend_epi16(efgh, cdab, 0xf0);
    auto const big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0b, 0x0405060700010203);

    for (; blocks > 0; --blocks, data += sha256_block) {
        auto const abef_before = abef;
        auto const cdgh_before = cdgh;
        __m128i w[4];
        for (int i = 0; i < 4; ++i) w[i] = _mm_shuffle_epi8(_mm_loadu_si128(words(data + 16 * i)), big_endian);
#pragma GCC unroll 16
        for (int i = 0; i < 16; ++i) {  // four rounds each
            auto& now = w[i % 4];
            auto const sum = _mm_add_epi32(now, _mm_loadu_si128(words(sha256_constants.data() + 4 * i)));
            cdgh = _mm_sha256rnds2_epu32(cdgh, abef, sum);
            abef = _mm_sha256rnds2_epu32(abef, cdgh, _mm_shuffle_epi32(sum, 0x0e));
            auto const& last = w[(i + 3) % 4];
            auto const seven_back = _mm_alignr_epi8(last, w[(i + 2) % 4], 4);
            now = _mm_sha256msg2_epu32(_mm_add_epi32(_mm_sha256msg1_epu32(now, w[(i + 1) % 4]), seven_back), last);
        }
        abef = _mm_add_epi32(abef, abef_before);
        cdgh = _mm_add_epi32(cdgh, cdgh_before);
    }

    auto const feba = _mm_shuffle_epi32(abef, 0x1b);
    auto const dchg = _mm_shuffle_epi32(cdgh, 0xb1);
    _mm_storeu_si128(words(state.data()), _mm_blend_epi16(feba, dchg, 0xf0));
    _mm_storeu_si128(words(state.data() + 4), _mm_alignr_epi8(dchg, feba, 8));
}

#else

bool has_sha256_instructions() {
    return false;
}

void sha256_by_instruction(Sha256State&, unsigned char const*, std::size_t) {
    assert(false);
}

#endif

}  // namespace feedherald
