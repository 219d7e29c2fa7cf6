// SPDX-License-Identifier: MIT
// The outbox: alerts owed to sinks, handed out oldest first and in order within a feed, until a sink has accepted them.
#pragma once

#include "store/database.hpp"
#include "store/store.hpp"

#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace feedherald::store {

void write_owed(Database& database, std::span<Owed const> owed, Instant now);
void make_sink_due(Database& database, SinkName const& sink);
std::vector<std::pair<SinkName, std::size_t>> revive_failed(Database& database, std::optional<SinkName> const& sink,
                                                            Instant now);
std::vector<Delivery> read_due(Database& database, SinkName const& sink, Instant now, std::size_t limit);
void settle_deliveries(Database& database, std::span<DeliveryId const> deliveries, Settlement const& settlement,
                       Instant now);
void make_all_due(Database& database);
void hold_pending(Database& database, SinkName const& sink, Instant now);
void hold_feed(Database& database, SinkName const& sink, FeedId feed, std::optional<Instant> until, Instant now);
std::vector<FeedId> feeds_owed(Database& database, SinkName const& sink);
void postpone_deliveries(Database& database, std::span<DeliveryId const> deliveries, Instant until, Instant now);
/** What was decided by a clock that stood later than `now` does waits no longer: nobody can say for how long it would.
 */
void forgive_future(Database& database, Instant now);

std::vector<SinkName> sinks_owed(Database& database);
OutboxCounts count_outbox(Database& database, Instant since);

/** Settlement::State as the column holds it, and back. */
int state_number(Settlement::State state);
Settlement::State read_delivery_state(Query& row);

}  // namespace feedherald::store
