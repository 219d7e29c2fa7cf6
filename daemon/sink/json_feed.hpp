// SPDX-License-Identifier: MIT
// A feed written as JSON Feed 1.1: what `feedherald parse` prints.
#pragma once

#include "model/feed.hpp"

#include <iosfwd>

namespace feedherald::sink {

/** One JSON Feed 1.1 document, `indented` by two blanks or on one line, without a newline at the end. What the feed's
 *  own document did not say is left out. Large feeds are written in pieces: never more than an item and some 64 KiB of
 *  the text are in memory. */
void write_json(std::ostream& out, Feed const& feed, bool indented = false);

}  // namespace feedherald::sink
