// SPDX-License-Identifier: MIT
// An answer that one process has fetched for another: `add` leaves it in the state directory, and the daemon takes it
// for the feed's first poll, so that adding a feed costs its publisher one request.
#pragma once

#include "model/fetched.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace feedherald::engine {

/** Leaves `document` for whoever polls `url` next. A file that is complete or not there at all; losing it costs one
 * more request, nothing else. Throws std::runtime_error when it cannot be written. */
void hand_over(std::filesystem::path const& state_directory, std::string const& url, Document const& document);

/** What was left for `url`, once; nothing where there is none, it is damaged, or older than five minutes. */
std::optional<Document> take_handed_over(std::filesystem::path const& state_directory, std::string const& url,
                                         Instant now);

}  // namespace feedherald::engine
