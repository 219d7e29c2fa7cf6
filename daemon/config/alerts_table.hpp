// SPDX-License-Identifier: MIT
// The keys of [alerts], which each [[feed]] may override.
#pragma once

#include "config/table_reader.hpp"
#include "model/subscription.hpp"

#include <span>
#include <string_view>

namespace feedherald::config {

/** `sinks` are the names that `to` may hold. */
void read_alert_keys(TableReader& reader, AlertPolicy& alerts, std::span<std::string_view const> sinks);

/** "22:00-07:00"; empty when it is none, or no time at all. */
std::optional<QuietHours> parse_quiet_hours(std::string_view text);

}  // namespace feedherald::config
