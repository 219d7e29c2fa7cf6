// SPDX-License-Identifier: MIT
// Notices that files of a directory were written, replaced or removed (inotify), however an editor saves them.
#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** Where to look. Asked anew whenever something has happened there: links may lead elsewhere by then. */
using Directories = std::function<std::vector<std::filesystem::path>()>;

/** Calls `changed` once after every burst of changes to entries of `directories` of which `matters` says so; until
 *  cancelled. An entry is named below its directory as that is given. Of a directory that is not there (yet), or that
 *  may not be read, the one above it is watched, so that its coming is a change to what it brings; so is another
 *  directory under its name. Costs nothing between. Throws std::system_error where the kernel gives no watch. */
boost::asio::awaitable<void> watch_files(Directories directories,
                                         std::function<bool(std::filesystem::path const& entry)> matters,
                                         std::function<void()> changed);

}  // namespace feedherald::engine
