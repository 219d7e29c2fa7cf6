// SPDX-License-Identifier: MIT
// One [[feed]]: the defaults, overridden by its own keys.
#pragma once

#include "config/table_reader.hpp"
#include "model/subscription.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace feedherald::config {

struct ReadFeed {
    Subscription subscription;
    bool is_private = false;         ///< file: or a host that itself names a private address
    bool inherits_interval = false;  ///< none of its own
};

/** Empty without a good URL. All that is wrong has been reported. */
std::optional<ReadFeed> read_feed(TableReader& reader, Subscription const& defaults,
                                  std::span<std::string_view const> sinks);

}  // namespace feedherald::config
