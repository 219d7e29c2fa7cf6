// SPDX-License-Identifier: MIT
// What a document changes: which of its items are new, each exactly once, and what the seen-set holds from now on.
#pragma once

#include "diff/fingerprint.hpp"
#include "model/change.hpp"

#include <vector>

namespace feedherald::diff {

/** `seen` is the whole seen-set of the feed. Does not interact with anything, only processes data. */
Change diff(FeedState const& known, std::vector<SeenItem> const& seen, Feed const& feed, Instant now);

}  // namespace feedherald::diff
