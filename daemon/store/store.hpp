// SPDX-License-Identifier: MIT
// The memory of the daemon in one SQLite file: feeds, the seen-set, the outbox, history. Blocking, short, one thread.
// A broken database throws std::runtime_error with context; what is not there is a value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/alert.hpp"
#include "model/change.hpp"
#include "model/known.hpp"

namespace feedherald::store {

/** What one poll changes; written in ONE transaction, so a crash loses no alert (INTERFACE "What is new"). */
struct PollRecord {
    FeedState state;              ///< the feed's row as it is from now on
    std::vector<SeenItem> seen;   ///< rows to add or to refresh
    std::vector<Owed> owed;
};

/** What became of one or more deliveries. */
struct Settlement {
    enum class State { delivered, pending, failed, held };
    State state = State::delivered;
    std::optional<Instant> next_attempt;  ///< pending, held: not before
    std::string reason;
    bool counts_as_attempt = true;
};

struct SinkState {
    std::size_t pending = 0;
    std::optional<Instant> next_attempt;  ///< of the earliest pending delivery; empty: none waits
    std::string last_error;
    bool disabled = false;
};

struct HistoryDelivery {
    SinkName sink;
    Settlement::State state = Settlement::State::pending;
    int attempts = 0;
    std::optional<Instant> time;  ///< of the last change of state
    std::string last_error;
};

struct HistoryEntry {
    Alert alert;
    std::vector<HistoryDelivery> deliveries;
};

class Store {
  public:
    /** Opens or makes `directory`/state.db (directory 0700, file 0600, WAL) and takes the lock of the directory.
     *  A damaged file is renamed state.db.corrupt-DATE and a new one begun: `set_aside` says so.
     *  Throws std::runtime_error: not writable; schema of a newer version; another process holds it ("process 1234"). */
    Store(std::filesystem::path const& directory, Instant now);
    /** In memory, for tests. */
    Store();
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    /** Empty, or the path that a damaged database was renamed to when this one was opened. */
    [[nodiscard]] std::filesystem::path const& set_aside() const;

    /** Gives every subscription its id (adding feeds that are new) and notes which known feeds are no longer subscribed
     *  (their seen-set stays for `keep`). Returns the state of each, in the same order. */
    std::vector<FeedState> enlist(std::vector<Subscription>& subscriptions, Instant now);
    [[nodiscard]] std::optional<FeedState> known(FeedId feed);
    [[nodiscard]] std::vector<SeenItem> seen(FeedId feed);
    void record(PollRecord const& poll, Instant now);

    /** Due deliveries of a sink, oldest first, at most `limit`. In order within a feed: a feed whose oldest pending
     *  delivery is not due yet gives none. */
    [[nodiscard]] std::vector<Delivery> due(SinkName const& sink, Instant now, std::size_t limit);
    /** Every pending delivery made due at once (`run --once`), but those whose receiver asked for a wait (Retry-After). */
    void settle(std::span<DeliveryId const> deliveries, Settlement const& settlement, Instant now);
    [[nodiscard]] SinkState sink_state(SinkName const& sink);
    void disable_sink(SinkName const& sink, std::string const& reason, std::string const& settings_fingerprint, Instant now);
    /** True while the sink was disabled under these very settings; other settings enable it again. */
    bool is_disabled(SinkName const& sink, std::string const& settings_fingerprint);

    [[nodiscard]] std::vector<HistoryEntry> history(std::size_t most, std::optional<FeedId> feed);
    [[nodiscard]] std::vector<FeedState> all_feeds();
    [[nodiscard]] std::size_t items_known(FeedId feed);

    /** A note that outlives a restart: "paused_until", a host's cool-down ("cool-down https://…"). */
    void set_note(std::string const& name, std::string const& value);
    [[nodiscard]] std::optional<std::string> note(std::string const& name);
    /** All notes whose name begins so. */
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> notes(std::string const& prefix);

    /** Forgets items that left their feed longer than `keep` ago, and unsubscribed feeds likewise. Cheap; once a day. */
    void prune(Duration keep, Instant now);

  private:
    struct Database;
    std::unique_ptr<Database> database_;
};

}  // namespace feedherald::store
