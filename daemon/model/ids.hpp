// SPDX-License-Identifier: MIT
// The names things have among the rooms. Numbers are given by the store.
#pragma once

#include "base/strong.hpp"

#include <array>
#include <cstdint>
#include <string>

namespace feedherald {

using FeedId = Strong<struct FeedTag, std::int64_t>;
using AlertId = Strong<struct AlertTag, std::int64_t>;
using DeliveryId = Strong<struct DeliveryTag, std::int64_t>;
/** The table name of a sink in the configuration: [sinks.phone] -> "phone". */
using SinkName = Strong<struct SinkTag, std::string>;
/** The first 16 bytes of a SHA-256: of an item's identity, its link, its title, its content; all zero means "has none".
 */
using Fingerprint = std::array<std::uint8_t, 16>;

}  // namespace feedherald
