// SPDX-License-Identifier: MIT
// Fingerprints.
#include "diff/fingerprint.hpp"

#include <gtest/gtest.h>

namespace feedherald::diff {
namespace {

TEST(Fingerprint, is_the_beginning_of_the_sha_256) {
    // FIPS 180-4's example: SHA-256("abc") = ba7816bf 8f01cfea 414140de 5dae2223 …
    Fingerprint const expected{0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea,
                               0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23};

    EXPECT_EQ(fingerprint("abc"), expected);
}

TEST(Fingerprint, of_nothing_is_something) {
    EXPECT_FALSE(is_none(fingerprint("")));
    EXPECT_NE(half_fingerprint(""), 0U);
}

TEST(Fingerprint, halves_come_apart_as_they_were_joined) {
    auto const joined = join(1, 2);

    EXPECT_EQ(first_half(joined), 1U);
    EXPECT_EQ(second_half(joined), 2U);
}

TEST(Fingerprint, combined_minds_the_order) {
    EXPECT_NE(combine(fingerprint("a"), fingerprint("b")), combine(fingerprint("b"), fingerprint("a")));
}

}  // namespace
}  // namespace feedherald::diff
