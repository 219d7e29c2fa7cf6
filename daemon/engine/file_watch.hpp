// SPDX-License-Identifier: MIT
// Notices that files of a directory were written, replaced or removed (inotify), however an editor saves them.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** Calls `changed` once after every burst of changes to entries of `directories` for whose name `matters` says so;
 * until cancelled. Of a directory that is not there (yet) the one above it is watched, so that its coming is a change
 * to what it brings. Costs nothing between. Throws std::system_error where the kernel gives no watch. */
boost::asio::awaitable<void> watch_files(std::vector<std::filesystem::path> directories,
                                         std::function<bool(std::filesystem::path const& name)> matters,
                                         std::function<void()> changed);

}  // namespace feedherald::engine
