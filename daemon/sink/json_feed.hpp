// SPDX-License-Identifier: MIT
// Feeds and items written as JSON Feed 1.1: what `feedherald parse` prints.
#pragma once

#include "model/feed.hpp"

#include <string>

namespace feedherald::sink {

/** One JSON Feed 1.1 document, `indented` by two blanks or on one line, without a newline at the end. What the feed's
 * own document did not say is left out. */
std::string to_json(Feed const& feed, bool indented = false);
/** One item of such a document. */
std::string to_json(Item const& item, bool indented = false);

}  // namespace feedherald::sink
