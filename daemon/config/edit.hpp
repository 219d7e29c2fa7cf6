// SPDX-License-Identifier: MIT
// A change of the feeds in the configuration files, worked out before anything is written: which file, and its new
// text.
#pragma once

#include "config/feed_text.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include <boost/system/result.hpp>

namespace feedherald::config {

struct Edit {
    std::filesystem::path file;
    std::string text;    ///< all of the file, from now on
    std::string remark;  ///< why it is this file and not config.toml; may be empty
};

/** Why nothing can be written, with the words to do it by hand. */
struct Refusal {
    std::string reason;
};

/** At the end of config.toml; where another tool looks after that file (a link, read-only), in feeds.d/added.toml. */
boost::system::result<Edit, Refusal> add_feeds(std::filesystem::path const& config_file,
                                               std::span<NewFeed const> feeds);

/** The feeds with these addresses (as Subscription::url has them) out of the files they stand in. One Edit a file. */
boost::system::result<std::vector<Edit>, Refusal> remove_feeds(std::span<std::filesystem::path const> files,
                                                               std::span<std::string const> urls);

}  // namespace feedherald::config
