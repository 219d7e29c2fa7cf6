// SPDX-License-Identifier: MIT
// The plain text of items, made from their HTML only where somebody will read it: by rules and in alerts.
#pragma once

#include "model/change.hpp"
#include "model/subscription.hpp"

#include <string>

namespace feedherald::engine {

/** Fills Item::text of the items that `change` may alert. */
void add_plain_texts(Feed& feed, Change const& change, AlertPolicy const& policy);

/** What the item says, as plain text. */
std::string plain_text(Item const& item);

}  // namespace feedherald::engine
