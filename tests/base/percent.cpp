// SPDX-License-Identifier: MIT
#include "base/percent.hpp"

#include <gtest/gtest.h>

namespace feedherald {
namespace {

TEST(PercentEncode, leaves_unreserved_characters_alone) {
    EXPECT_EQ(percent_encode("aZ09-._~"), "aZ09-._~");
    EXPECT_EQ(percent_encode("a b/c?d=e&f%+ü"), "a%20b%2Fc%3Fd%3De%26f%25%2B%C3%BC");
    EXPECT_EQ(percent_encode(std::string_view("\0", 1)), "%00");
}

TEST(PercentDecode, leaves_a_stray_percent_alone) {
    EXPECT_EQ(percent_decode("a%20b%c3%BC"), "a bü");
    EXPECT_EQ(percent_decode("100%"), "100%");
    EXPECT_EQ(percent_decode("%4"), "%4");
    EXPECT_EQ(percent_decode("%zz%41"), "%zzA");
    EXPECT_EQ(percent_decode("%%41"), "%A");
}

TEST(PercentEncodeIllegal, touches_only_what_no_uri_may_hold) {
    EXPECT_EQ(percent_encode_illegal("/a%2Fb?b=2&a=1&&x=%41"), "/a%2Fb?b=2&a=1&&x=%41");
    EXPECT_EQ(percent_encode_illegal("a b\"<>\\^`{|}\x7fü"), "a%20b%22%3C%3E%5C%5E%60%7B%7C%7D%7F%C3%BC");
    EXPECT_EQ(percent_encode_illegal("[x]%"), "[x]%");
    EXPECT_EQ(percent_encode_illegal("[x]", "[]"), "%5Bx%5D");
}

}  // namespace
}  // namespace feedherald
