// SPDX-License-Identifier: MIT
// Makes the links of a JSON feed absolute (B-22) without letting a long base multiply a short document.
#pragma once

#include "model/feed.hpp"

#include <cstddef>
#include <deque>
#include <string>

namespace feedherald::parse {

/** Against home_page_url, else feed_url, else `base`; adds at most `budget` bytes. What cannot be made absolute goes.
 */
void resolve_json_links(Feed& feed, std::deque<Item>& items, std::string base, std::size_t budget);

}  // namespace feedherald::parse
