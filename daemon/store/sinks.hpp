// SPDX-License-Identifier: MIT
// What is remembered of a sink: its last error, and whether its receiver has told us to stop.
#pragma once

#include "store/database.hpp"
#include "store/store.hpp"

#include <optional>
#include <string>

namespace feedherald::store {

/** The reason of the last attempt becomes the sink's last error; an empty one clears it. */
void note_outcome(Database& database, DeliveryId delivery, std::string const& reason);
SinkState read_sink_state(Database& database, SinkName const& sink);
void write_disabled(Database& database, SinkName const& sink, std::string const& reason, std::string const& settings,
                    Instant now);
/** Whatever they were disabled for; all of them without a name. */
void enable_sinks(Database& database, std::optional<SinkName> const& sink);
bool sink_stays_disabled(Database& database, SinkName const& sink, std::string const& settings);

}  // namespace feedherald::store
