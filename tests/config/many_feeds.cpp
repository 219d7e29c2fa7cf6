// SPDX-License-Identifier: MIT
// Loading grows with the number of feeds, not with its square.
#include "config/config_directory.hpp"

#include <gtest/gtest.h>

namespace feedherald::config {
namespace {

using Clock = std::chrono::steady_clock;

Clock::duration time_to_load(std::size_t feeds) {
    std::string text;
    for (std::size_t i = 0; i < feeds; ++i)
        text += "[[feed]]\nurl = \"https://host" + std::to_string(i) +
                ".example/feed.xml\"\nname = \"Feed\"\ntags = [\"a\"]\n";
    ConfigDirectory const directory(text);
    auto const start = Clock::now();
    EXPECT_EQ(must_load(directory).settings.feeds.size(), feeds);
    return Clock::now() - start;
}

TEST(ManyFeeds, load_in_one_pass) {
    auto const few = time_to_load(1000);
    auto const many = time_to_load(10000);

    RecordProperty("milliseconds",
                   static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(many).count()));
    // Ten times the work; a quadratic search would take a hundred times. The slack is for a busy machine.
    EXPECT_LT(many, 40 * few + std::chrono::milliseconds{200});
}

}  // namespace
}  // namespace feedherald::config
