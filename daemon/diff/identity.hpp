// SPDX-License-Identifier: MIT
// By what an item is known within its feed (B-30, B-31).
#pragma once

#include "diff/fingerprint.hpp"
#include "model/item.hpp"
#include "model/known.hpp"

#include <string_view>

namespace feedherald::diff {

/** What an item calls itself and by what else it can be found again. None of it comes from its dates (B-31, B-41). */
struct Identity {
    enum class Kind { id, link, text };
    Kind kind = Kind::text;
    Fingerprint name{};  ///< of the id, else the link, else title and text
    Fingerprint link{};  ///< host and rest, half each: see link_fingerprint
    Fingerprint title{};
    Half version = 0;  ///< of title and text together: tells edits
    std::optional<Instant> published;
};

Identity identify(Item const& item);
/** Identity::version of an item that says nothing at all. */
Half version_of_nothing();

/** The two halves are of the host and of what follows it; the second is zero for a link to the root. None for "".
 *  `explain` finds an item by it. */
Fingerprint link_fingerprint(std::string_view link);
/** Case and white space do not matter. None for "". */
Fingerprint title_fingerprint(std::string_view title);

/** Two items of one name: the same one, or is the name not enough to tell them apart (B-32)? */
bool is_same_occurrence(Identity::Kind kind, Fingerprint const& link_a, Fingerprint const& title_a,
                        Fingerprint const& link_b, Fingerprint const& title_b);

/** The key of an item whose name is not enough: the name and its link, else its title. */
Fingerprint full_key(Identity::Kind kind, Fingerprint const& name, Fingerprint const& link, Fingerprint const& title);

/** A row that stands for no item: its key is a name that several items share. */
SeenItem shared_name_mark(Fingerprint const& name, Instant first_seen, Instant now);
bool is_shared_name_mark(SeenItem const& row);

}  // namespace feedherald::diff
