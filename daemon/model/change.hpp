// SPDX-License-Identifier: MIT
// The difference that a document makes: which items are new, and what the seen-set should hold from now on.
#pragma once

#include "model/known.hpp"

#include <string>
#include <vector>

namespace feedherald {

enum class Verdict {
    is_new,
    updated,  ///< known, title or content changed
    known,
    rekeyed,     ///< known under another id, link or domain
    backfill,    ///< appeared later, dated before the first poll's oldest
    first_poll,  ///< the feed's first document: recorded, alerted only as `backlog` says
    duplicate,   ///< again in the same document
};

struct JudgedItem {
    Verdict verdict = Verdict::known;
    std::size_t index = 0;  ///< into Feed::items
    SeenItem seen;          ///< the row to write
};

struct Change {
    bool is_first = false;          ///< the feed's first document
    bool rekeyed = false;           ///< the feed-level gate closed: most of it is known by another name
    bool gap = false;               ///< nothing of it was known: items may have come and gone between two polls
    bool gap_closed = false;        ///< older pages led back to what was known: nothing was missed
    std::vector<JudgedItem> items;  ///< in document order
    std::vector<SeenItem> marks;    ///< further rows to write: names that several items share
};

}  // namespace feedherald
