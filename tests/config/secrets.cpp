// SPDX-License-Identifier: MIT
// K, K_file and K_credential.
#include "config/config_directory.hpp"

#include <gmock/gmock.h>

namespace feedherald::config {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::string feed_with(std::string const& line) {
    return "[[feed]]\nurl = \"https://x.example/\"\n" + line + "\n";
}

TEST(Secrets, come_from_files_without_the_last_line_end) {
    ConfigDirectory const directory(
        feed_with("username = \"u\"\npassword_file = \"pw\"\nheaders = { X-Key_file = \"pw\" }"));
    for (auto const* const text : {"s3cret", "s3cret\n", "s3cret\r\n"}) {
        directory.write("pw", text);

        auto const fetch = *must_load(directory).settings.feeds.at(0).fetch;

        EXPECT_EQ(fetch.password.reveal(), "s3cret");
        ASSERT_EQ(fetch.headers.size(), 1U);
        EXPECT_EQ(fetch.headers[0].first, "X-Key");
        EXPECT_EQ(fetch.headers[0].second.reveal(), "s3cret");
    }
}

TEST(Secrets, are_found_under_the_home_and_at_absolute_paths) {
    ConfigDirectory directory(feed_with("bearer_file = \"~/token\""));
    directory.environment["HOME"] = directory.path("home").string();
    directory.write("home/token", "t1");
    EXPECT_EQ(must_load(directory).settings.feeds.at(0).fetch->bearer.reveal(), "t1");

    directory.write("config.toml", feed_with("bearer_file = \"" + directory.path("home/token").string() + "\""));
    EXPECT_EQ(must_load(directory).settings.feeds.at(0).fetch->bearer.reveal(), "t1");
}

TEST(Secrets, that_lack_their_quotes_are_not_quoted_by_the_complaint) {
    for (std::string const secret :
         {"12345678901234567890123", "0x12345678901234567890", "trustno1secret", "false'expected'secret", "infsecret",
          "1979-05-27secret", "-s3cret", "s3cret", "1.2e3secret", "\\\"s3cret\"", "{ s3cret", "[s3cret, t3cret"}) {
        auto const errors = errors_of(feed_with("bearer = " + secret));

        ASSERT_EQ(errors.size(), 1U) << secret;
        EXPECT_THAT(errors[0], testing::StartsWith("3:"));
        for (auto const* const part : {"12345", "trust", "cret", "1979"})
            EXPECT_THAT(errors[0], testing::Not(HasSubstr(part))) << secret;
    }
    EXPECT_THAT(errors_of(feed_with("bearer = 12345678901234567890123")),
                ElementsAre(HasSubstr("the value is not representable in 64 bits")));
    EXPECT_THAT(errors_of(feed_with("bearer = trustno1secret")), ElementsAre(HasSubstr("expected 'true'")));
}

TEST(Secrets, come_from_systemd) {
    ConfigDirectory directory(feed_with("bearer_credential = \"token\""));
    EXPECT_THAT(errors_of(directory), ElementsAre(HasSubstr("3:21: feed.bearer_credential names a credential, but "
                                                            "$CREDENTIALS_DIRECTORY is not set")));

    directory.environment["CREDENTIALS_DIRECTORY"] = directory.path("credentials").string();
    EXPECT_THAT(errors_of(directory),
                ElementsAre(HasSubstr("feed.bearer_credential cannot be read: credentials/token: No such file")));

    directory.write("credentials/token", "t2\n");
    EXPECT_EQ(must_load(directory).settings.feeds.at(0).fetch->bearer.reveal(), "t2");
    directory.write("config.toml", feed_with("bearer_credential = \"../config.toml\""));
    EXPECT_THAT(errors_of(directory), ElementsAre(HasSubstr("is not the name of a credential")));
}

TEST(Secrets, that_cannot_be_had_are_errors) {
    ConfigDirectory const directory(feed_with("bearer_file = \"gone\""));
    EXPECT_THAT(errors_of(directory),
                ElementsAre("3:15: feed.bearer_file cannot be read: gone: No such file or directory"));

    directory.write("gone", "\n");
    EXPECT_THAT(errors_of(directory), ElementsAre("3:15: feed.bearer_file is empty: gone"));
    directory.write("gone", "two\nlines\n");
    EXPECT_THAT(errors_of(directory), ElementsAre(HasSubstr("feed.bearer_file holds more than one line")));
    directory.write("gone", std::string(70000, 'x'));
    EXPECT_THAT(errors_of(directory), ElementsAre(HasSubstr("is larger than 64KiB")));
    std::filesystem::remove(directory.path("gone"));
    std::filesystem::create_directory(directory.path("gone"));
    EXPECT_THAT(errors_of(directory), ElementsAre(HasSubstr("is a directory")));
}

TEST(Secrets, are_given_in_one_form_only_and_empty_means_none) {
    EXPECT_THAT(errors_of(feed_with("bearer = \"a\"\nbearer_file = \"b\"")),
                ElementsAre("4:15: feed.bearer_file is given besides bearer: choose one"));
    EXPECT_THAT(errors_of(feed_with("bearer_file = \"\"\npassword_file = \"\"\npassword_credential = \"\"")),
                IsEmpty());
    EXPECT_THAT(errors_of(feed_with("bearer_file = 3")),
                ElementsAre("3:15: feed.bearer_file must be text, not an integer"));
}

TEST(Secrets, are_left_unread_for_commands_that_need_none) {
    ConfigDirectory directory(
        feed_with("bearer_file = \"gone\"") +
        "[sinks.chat]\ntype = \"slack\"\nurl_credential = \"nowhere\"\n"
        "[sinks.hook]\ntype = \"webhook\"\nurl = \"https://h.example/\"\nsecret_file = \"gone\"\n");
    EXPECT_EQ(errors_of(directory).size(), 3U);

    directory.read_secrets = false;

    EXPECT_TRUE(must_load(directory).settings.feeds.at(0).fetch->bearer.empty());
}

TEST(Secrets, that_are_left_unread_still_draw_the_warning_of_their_file) {
    ConfigDirectory directory(feed_with("bearer_file = \"token\"\nheaders = { A_file = \"gone\" }"));
    directory.write("token", "hunter2");
    directory.read_secrets = false;
    EXPECT_THAT(must_load(directory).warnings, IsEmpty());

    using std::filesystem::perms;
    std::filesystem::permissions(directory.path("token"), perms::owner_read | perms::owner_write | perms::others_read);
    auto const warnings = must_load(directory).warnings;

    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_THAT(warnings[0].text(), HasSubstr("feed.bearer_file: others can read"));
    EXPECT_EQ(warnings[0].remedy, "chmod 600 " + directory.path("token").string());
}

TEST(Secrets, and_all_else_are_not_safe_in_files_that_others_can_write) {
    ConfigDirectory directory(feed_with("bearer_file = \"token\""));
    directory.write("token", "hunter2");
    directory.write("feeds.d/more.toml", "");
    using std::filesystem::perms;
    auto const writable = perms::owner_read | perms::owner_write | perms::others_write;
    for (auto const* const name : {"config.toml", "feeds.d/more.toml", "token"})
        std::filesystem::permissions(directory.path(name), writable);

    auto const warnings = must_load(directory).warnings;

    ASSERT_EQ(warnings.size(), 3U);
    EXPECT_EQ(warnings[0].text(),
              directory.path("config.toml").string() +
                  ": others can write this file, and so decide what feedherald does: chmod go-w it");
    EXPECT_EQ(warnings[0].remedy, "chmod go-w " + directory.path("config.toml").string());
    EXPECT_THAT(warnings[1].text(), HasSubstr("feed.bearer_file: others can write"));
    EXPECT_THAT(warnings[2].text(), HasSubstr("more.toml: others can write this file"));
}

TEST(Secrets, that_others_can_read_draw_one_warning_a_file) {
    ConfigDirectory const directory(feed_with("bearer = \"hunter2\"\nheaders = { A = \"hunter2\" }"));
    EXPECT_THAT(must_load(directory).warnings, IsEmpty());

    using std::filesystem::perms;
    auto const file = directory.path("config.toml");
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write | perms::others_read);
    auto const warnings = must_load(directory).warnings;

    ASSERT_EQ(warnings.size(), 1U);
    EXPECT_THAT(warnings[0].text(), HasSubstr("is a secret, and others can read this file"));
    EXPECT_THAT(warnings[0].text(), testing::Not(HasSubstr("hunter2")));

    directory.write("config.toml", feed_with("bearer_file = \"config.toml\"\nname = \"no literal secret\""));
    std::filesystem::permissions(file, perms::owner_read | perms::owner_write | perms::others_read);
    auto const errors = errors_of(directory);
    EXPECT_THAT(errors, ElementsAre(HasSubstr("more than one line")));
}

TEST(Secrets, in_files_of_their_own_that_others_can_read_draw_a_warning) {
    ConfigDirectory directory(feed_with("bearer_file = \"token\"\nheaders = { A_file = \"token\" }"));
    directory.write("token", "hunter2");
    EXPECT_THAT(must_load(directory).warnings, IsEmpty());

    using std::filesystem::perms;
    std::filesystem::permissions(directory.path("token"), perms::owner_read | perms::owner_write | perms::others_read);
    auto const warnings = must_load(directory).warnings;

    ASSERT_EQ(warnings.size(), 2U);
    for (auto const& warning : warnings) {
        EXPECT_THAT(warning.text(), HasSubstr("token: chmod 600 it"));
        EXPECT_THAT(warning.text(), testing::Not(HasSubstr("hunter2")));
    }
    EXPECT_THAT(warnings[0].text(), HasSubstr("feed.bearer_file: others can read"));
}

}  // namespace
}  // namespace feedherald::config
