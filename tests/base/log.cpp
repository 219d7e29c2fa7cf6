// SPDX-License-Identifier: MIT
#include "base/log.hpp"

#include <stdexcept>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

struct Entry {
    LogLevel level;
    std::string message;
    std::vector<std::pair<std::string, std::string>> fields;
};

/** Collects what is logged while it lives. */
class Collected {
  public:
    Collected() {
        set_log_writer([this](LogLevel level, std::string_view message, std::vector<LogField> const& fields) {
            Entry entry{level, std::string(message), {}};
            for (auto const& field : fields) entry.fields.emplace_back(field.name, field.value);
            entries.push_back(entry);
        });
    }
    ~Collected() {
        set_log_writer({});
        set_log_level(LogLevel::info);
    }
    Collected(Collected const&) = delete;
    Collected& operator=(Collected const&) = delete;
    std::vector<Entry> entries;
};

TEST(Log, escapes_foreign_text_in_message_and_fields) {
    Collected collected;

    log_warning("title \x1b[31m\nforged", {{"FEED_URL", "https://x/\r\ny"}});

    ASSERT_EQ(collected.entries.size(), 1U);
    EXPECT_EQ(collected.entries[0].message, "title \\x1b[31m\\nforged");
    EXPECT_EQ(collected.entries[0].fields.at(0).second, "https://x/\\r\\ny");
    EXPECT_EQ(collected.entries[0].level, LogLevel::warning);
}

TEST(Log, drops_what_is_below_the_level) {
    Collected collected;

    log_debug("a request");
    log_info("a change");
    set_log_level(LogLevel::error);
    log_warning("a worry");
    log_error("a failure");

    ASSERT_EQ(collected.entries.size(), 2U);
    EXPECT_EQ(collected.entries[0].message, "a change");
    EXPECT_EQ(collected.entries[1].message, "a failure");
}

TEST(Log, never_throws) {
    set_log_writer([](LogLevel, std::string_view, std::vector<LogField> const&) { throw std::runtime_error("full"); });
    EXPECT_NO_THROW(log_error("anything"));
    set_log_writer({});
}

TEST(Log, writes_one_readable_line_to_stderr) {
    testing::internal::CaptureStderr();
    log_warning(
        "https://x.example/ answers 404",
        {{"FEED_URL", "https://x.example/"}, {"SINK", "phone"}, {"MESSAGE_ID", "0123456789abcdef0123456789abcdef"}});
    log_info("plain");
    auto const written = testing::internal::GetCapturedStderr();

    EXPECT_EQ(written, "warning: https://x.example/ answers 404 [SINK=phone]\ninfo: plain\n");
}

}  // namespace
}  // namespace feedherald
