// SPDX-License-Identifier: MIT
// Feeds that local programs write to disk: noticed when they are written, not only when their turn comes.
#pragma once

#include "model/subscription.hpp"

#include <filesystem>
#include <functional>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

struct FeedFile {
    FeedId feed;
    std::filesystem::path path;
};

/** The file: feeds among them that are enabled; one that is a link is listed under both its names. */
std::vector<FeedFile> feed_files(std::vector<Subscription> const& subscriptions);

/** Calls `written` for each of `files` that was written, replaced or removed; until cancelled. Throws std::system_error
 *  where the kernel gives no watch. */
boost::asio::awaitable<void> watch_feed_files(std::vector<FeedFile> files, std::function<void(FeedId)> written);

}  // namespace feedherald::engine
