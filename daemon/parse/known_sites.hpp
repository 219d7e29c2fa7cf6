// SPDX-License-Identifier: MIT
// Sites that document where the feed of a page is: nothing is asked, nothing is guessed (B-51).
#pragma once

#include "base/uri.hpp"

#include <optional>
#include <string>

namespace feedherald::parse {

/** The feed of a page of YouTube, GitHub, Reddit, Mastodon or Bluesky; empty for every other page, and for those of
 *  them whose address does not tell (a YouTube @handle): the page itself names its feed. */
std::optional<std::string> feed_of_known_site(Uri const& page);

}  // namespace feedherald::parse
