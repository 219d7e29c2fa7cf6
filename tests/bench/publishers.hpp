// SPDX-License-Identifier: MIT
// Histories of publication to schedule against: made of a habit and chance, or read from a file of real dates.
#pragma once

#include "base/instant.hpp"

#include <string>
#include <vector>

namespace feedherald::bench {

struct History {
    std::string kind;
    bool has_rhythm = false;
    bool is_generated = true;
    std::vector<Instant> posts;  ///< oldest first
    Instant watched_from{};      ///< what came before is known to the poller from its first document
    Instant watched_until{};
};

/** `feeds` of every kind, the same ones each time. */
std::vector<History> generated_histories(int feeds);
/** One history a line: a name, then instants (RFC 3339); empty lines and # are passed over. The second half of each is
 *  watched. */
std::vector<History> real_histories(std::string const& file);

}  // namespace feedherald::bench
