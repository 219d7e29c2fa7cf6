// SPDX-License-Identifier: MIT
// Signatures against the official vector of Standard Webhooks, and base64 against RFC 4648.
#include "sink/webhook/signature.hpp"

#include "base/base64.hpp"

#include <stdexcept>
#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace {

using feedherald::from_base64;
using feedherald::Secret;
using feedherald::to_base64;
using feedherald::sink::secret_error;
using feedherald::sink::signature;

constexpr char official_secret[] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr char official_signature[] = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

std::string sign(std::vector<Secret> const& secrets) {
    return signature(secrets, "msg_p5jXN8AQM9LWM0D4loKWxJek",
                     std::chrono::sys_seconds{std::chrono::seconds{1614265330}}, R"({"test": 2432232314})");
}

TEST(Signature, is_that_of_the_official_vector) {
    EXPECT_EQ(sign({Secret(official_secret)}), official_signature);
}

TEST(Signature, does_not_need_the_prefix_nor_minds_the_newline_of_a_file) {
    EXPECT_EQ(sign({Secret("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")}), official_signature);
    EXPECT_EQ(sign({Secret(std::string(official_secret) + "\n")}), official_signature);
}

TEST(Signature, holds_one_for_each_secret_while_they_rotate) {
    auto const both = sign({Secret("whsec_" + to_base64("another key of some length")), Secret(official_secret)});

    ASSERT_EQ(both.size(), 2 * sizeof official_signature - 1);
    EXPECT_EQ(both.substr(sizeof official_signature), official_signature);
    EXPECT_EQ(both[sizeof official_signature - 1], ' ');
    EXPECT_EQ(both.substr(0, 3), "v1,");
    EXPECT_NE(both.substr(0, sizeof official_signature - 1), official_signature);
}

TEST(Signature, changes_with_every_part_that_is_signed) {
    std::vector<Secret> const secrets{Secret(official_secret)};
    std::chrono::sys_seconds const time{std::chrono::seconds{1614265330}};
    auto const one = signature(secrets, "id", time, "body");

    EXPECT_NE(signature(secrets, "ie", time, "body"), one);
    EXPECT_NE(signature(secrets, "id", time + std::chrono::seconds{1}, "body"), one);
    EXPECT_NE(signature(secrets, "id", time, "body "), one);
}

TEST(SecretError, refuses_what_is_not_base64_without_telling_it) {
    EXPECT_EQ(secret_error(Secret(official_secret)), std::nullopt);
    EXPECT_EQ(secret_error(Secret("whsec_dGVzdA==")), std::nullopt);
    for (auto const* bad : {"", "whsec_", "whsec_not base64!", "whsec_abcde", "whsk_dGVzdA==", "whsec_dGVz=A=="}) {
        auto const error = secret_error(Secret(bad));
        ASSERT_TRUE(error.has_value()) << bad;
        if (std::string(bad).size() > 6) {
            EXPECT_EQ(error->find(std::string(bad).substr(6)), std::string::npos) << *error;
        }
    }
    EXPECT_THROW(sign({Secret("whsec_not base64!")}), std::runtime_error);
}

TEST(Base64, is_that_of_the_rfc) {
    struct Row {
        std::string bytes;
        std::string text;
    };
    for (auto const& [bytes, text] : {Row{"", ""}, Row{"f", "Zg=="}, Row{"fo", "Zm8="}, Row{"foo", "Zm9v"},
                                      Row{"foob", "Zm9vYg=="}, Row{"fooba", "Zm9vYmE="}, Row{"foobar", "Zm9vYmFy"},
                                      Row{"\xff\xfe\xfd", "//79"}, Row{"\xfb\xef\xbe", "++++"}}) {
        SCOPED_TRACE(text);
        EXPECT_EQ(to_base64(bytes), text);
        EXPECT_EQ(from_base64(text), bytes);
        EXPECT_EQ(from_base64(text.substr(0, text.find('='))), bytes);
    }
}

TEST(Base64, refuses_everything_else) {
    for (auto const* bad : {"Z", "Zg=", "Zg===", "=", "====", "Z===", "Zm9v=", "Zm 9v", "Zm9v\n", "Zm-_", "Zg==Zg=="})
        EXPECT_EQ(from_base64(bad), std::nullopt) << bad;
}

}  // namespace
