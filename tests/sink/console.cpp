// SPDX-License-Identifier: MIT
// The console sink: one line an alert, whatever the post holds.
#include "sink/console/console.hpp"

#include "samples.hpp"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

namespace {

using namespace feedherald;

struct CloseFile {
    void operator()(std::FILE* file) const noexcept { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

DeliveryOutcome deliver(std::FILE* out, Delivery const& delivery) {
    boost::asio::io_context io{1};
    sink::Console console{out};
    auto future = boost::asio::co_spawn(io, console.deliver({delivery}), boost::asio::use_future);
    io.run();
    return future.get();
}

TEST(ConsoleLine, is_time_feed_title_and_link) {
    EXPECT_EQ(sink::console_line(test::ordinary().alert),
              "2026-11-22T08:00:00Z\tThe Blog\tGröße & Form\thttps://blog.example/1?a=1&b=2");
}

TEST(ConsoleLine, says_what_became_of_a_feed) {
    EXPECT_EQ(sink::console_line(test::failing_feed().alert),
              "2026-11-22T08:00:00Z\tThe Blog\tFeed is failing: The Blog (no success for 3 days: connection refused)\t"
              "https://blog.example/");
}

TEST(ConsoleLine, leaves_the_terminal_alone) {
    auto const line = sink::console_line(test::hostile().alert);

    EXPECT_EQ(std::count(line.begin(), line.end(), '\t'), 3);
    for (char const c : line) EXPECT_TRUE(c == '\t' || static_cast<unsigned char>(c) >= 0x20);
    for (auto const* bad : {"\x7f", "\u202e", "\u2066"}) EXPECT_EQ(line.find(bad), std::string::npos);
}

TEST(ConsoleLine, does_without_a_link) {
    auto alert = test::ordinary().alert;
    alert.item.url = "file:///etc/passwd";

    EXPECT_EQ(sink::console_line(alert), "2026-11-22T08:00:00Z\tThe Blog\tGröße & Form");
}

TEST(Console, has_written_the_line_when_it_says_so) {
    char* text = nullptr;
    std::size_t size = 0;
    File out{open_memstream(&text, &size)};

    auto const outcome = deliver(out.get(), test::ordinary());

    EXPECT_TRUE(std::holds_alternative<Delivered>(outcome));
    EXPECT_EQ(std::string(text, size), sink::console_line(test::ordinary().alert) + "\n");
    out.reset();
    std::free(text);
}

TEST(Console, keeps_the_alert_when_the_line_could_not_be_written) {
    File const full{std::fopen("/dev/full", "w")};
    ASSERT_NE(full, nullptr);

    auto const outcome = deliver(full.get(), test::ordinary());

    ASSERT_TRUE(std::holds_alternative<RetryLater>(outcome));
    EXPECT_NE(std::get<RetryLater>(outcome).reason.find("standard output"), std::string::npos);
}

}  // namespace
