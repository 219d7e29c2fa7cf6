// SPDX-License-Identifier: MIT
// [[feed]] tables in the text of a configuration file: found, written and taken out; every other byte stays as it is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::config {

/** What `add` and `import` write; empty ones are left out. */
struct NewFeed {
    std::string url;
    std::string name;
    std::vector<std::string> tags;
    std::vector<std::string> to;
};

/** One feed as it stands in a text. */
struct WrittenFeed {
    std::string url;               ///< as Subscription::url has it
    std::uint32_t first_line = 0;  ///< 1-based
    std::uint32_t last_line = 0;
};

struct WrittenFeeds {
    std::vector<WrittenFeed> feeds;
    bool inline_array = false;  ///< feed = [{…}]: no [[feed]] may follow, and none can be taken out
};

/** `text`: valid TOML, else there are no feeds in it. */
WrittenFeeds written_feeds(std::string_view text);

/** The feeds at the end, each behind a blank line. `text` must not hold them as an inline array. */
std::string with_feeds(std::string_view text, std::span<NewFeed const> feeds);

/** Without those [[feed]] tables (counted from 0), their sub-tables and one blank line beside each; comments that stand
 *  between tables stay. Undoes with_feeds(). `text`: valid TOML with so many [[feed]] tables. */
std::string without_feeds(std::string_view text, std::span<std::size_t const> indices);

}  // namespace feedherald::config
