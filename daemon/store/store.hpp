// SPDX-License-Identifier: MIT
// The memory of the daemon in one SQLite file: feeds, the seen-set, the outbox, history. Blocking, short, one thread.
// A broken database throws std::runtime_error with context; what is not there is a value.
#pragma once

#include "model/alert.hpp"
#include "model/change.hpp"
#include "model/known.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace feedherald::store {

/** SQLite found the file damaged while it was in use. It has been renamed already; this Store throws from now on, and a
 *  new one opened on the same directory begins afresh. */
class Damaged : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/** Another process holds the lock of the state directory. */
class InUse : public std::runtime_error {
  public:
    InUse(std::string const& what, int holder) : std::runtime_error(what), pid(holder) {}
    int pid;  ///< 0: unknown
};

/** Why an item was alerted or not, in words, for `explain`. */
struct Decision {
    Fingerprint key{};  ///< SeenItem::key
    Instant time{};
    std::string reason;
};

/** What one poll changes; written in ONE transaction, so a crash loses no alert (INTERFACE "What is new"). */
struct PollRecord {
    FeedState state;             ///< the feed's row as it is from now on
    std::vector<SeenItem> seen;  ///< rows to add or to refresh
    std::vector<Owed> owed;
    std::vector<Decision> decisions;
    std::vector<Alert> withheld;  ///< new, but kept back by the user's rules: remembered for a month, to replay
};

/** What became of one or more deliveries. */
struct Settlement {
    enum class State { delivered, pending, failed, held };
    State state = State::delivered;
    std::optional<Instant> next_attempt;  ///< pending, held: not before
    std::string reason;
    bool counts_as_attempt = true;
    bool explicit_wait = false;  ///< the receiver or the user named next_attempt: make_due() leaves it alone
};

struct SinkState {
    std::size_t pending = 0;
    std::optional<Instant> next_attempt;  ///< of the earliest pending delivery; empty: none waits
    std::string last_error;
    bool disabled = false;
};

/** The outbox in numbers, for the closing line of `run --once` and for `status`. */
struct OutboxCounts {
    std::size_t pending = 0;
    std::size_t held = 0;
    std::size_t delivered = 0;  ///< since the instant asked for
    std::size_t failed = 0;     ///< since the instant asked for
};

/** Of the subscribed feeds. */
struct FeedCounts {
    std::size_t all = 0;
    std::size_t failing = 0;
};

struct HistoryDelivery {
    SinkName sink;
    Settlement::State state = Settlement::State::pending;
    int attempts = 0;
    std::optional<Instant> time;  ///< of the last change of state
    std::string last_error;
    std::optional<Instant> not_before;  ///< pending, held: goes out then at the earliest; empty: at any time
    bool was_postponed = false;         ///< by the user's Later
};

struct HistoryEntry {
    Alert alert;
    std::vector<HistoryDelivery> deliveries;
};

class Store {
  public:
    /** Opens or makes `directory`/state.db (directory 0700, file 0600, WAL) and takes the lock of the directory.
     *  A damaged file is renamed state.db.corrupt-DATE and a new one begun: `set_aside` says so.
     *  Throws InUse when another process holds it ("process 1234"); std::runtime_error: not writable; schema of a newer
     *  version. */
    Store(std::filesystem::path const& directory, Instant now);
    /** In memory, for tests. */
    Store();
    /** What a daemon, running or not, has written there, for commands: takes no lock, changes nothing; mutators throw.
     *  Null where there is no state yet. */
    static std::unique_ptr<Store> for_reading(std::filesystem::path const& directory);
    /** The state of a daemon that runs, for one short change by a command; takes no lock: SQLite keeps the two apart.
     *  Null where there is no state yet. */
    static std::unique_ptr<Store> beside_daemon(std::filesystem::path const& directory);
    ~Store();
    Store(Store const&) = delete;
    Store& operator=(Store const&) = delete;

    /** Empty, or the path that a damaged database was renamed to when this one was opened. */
    [[nodiscard]] std::filesystem::path const& set_aside() const;

    /** Where it lies; empty in memory. */
    [[nodiscard]] std::filesystem::path directory() const;

    /** Gives every subscription its id (adding feeds that are new) and notes which known feeds are no longer subscribed
     *  (their seen-set stays for `keep`). Returns the state of each, in the same order. */
    std::vector<FeedState> enlist(std::vector<Subscription>& subscriptions, Instant now);
    [[nodiscard]] std::optional<FeedState> known(FeedId feed);
    /** Grows whenever what known() gives of a feed changes by something else than the record of a poll. */
    [[nodiscard]] std::uint64_t revision() const;
    [[nodiscard]] std::vector<SeenItem> seen(FeedId feed);
    void record(PollRecord const& poll, Instant now);
    /** Several polls in one transaction: unchanged feeds cost a fraction of a page each. */
    void record(std::span<PollRecord const> polls, Instant now);
    /** A poll that found nothing new, kept in memory: record() and every other use but known() writes it, in one
     *  transaction with all others. A crash before that costs one more conditional request, nothing else. */
    void record_unchanged(FeedState state);
    [[nodiscard]] std::size_t unwritten() const;
    /** Throws as the others do: then they are kept. */
    void write_unchanged();
    /** A record that owes nothing survives a crash of the program at once, but a loss of power only after the next one
     *  that does, or after this; so does what settle() was told of. */
    void flush();
    /** Alerts that no poll made: sink_disabled, sink_failing. */
    void owe(std::vector<Owed> const& owed, Instant now);
    /** By SeenItem::key or SeenItem::link. */
    [[nodiscard]] std::optional<Decision> decision(FeedId feed, Fingerprint const& key_or_link);

    /** Due deliveries of a sink, pending or held, oldest first, at most `limit`. In order within a feed: what stands
     *  behind a delivery that is not due yet is not given, so the given ones of a feed are its oldest, without a gap.
     */
    [[nodiscard]] std::vector<Delivery> due(SinkName const& sink, Instant now, std::size_t limit);
    /** Every waiting delivery made due at once (`run --once`), but explicit waits (Retry-After, quiet hours, Later). */
    void make_due(Instant now);
    /** What waits for the sink and might go out now is held: it arrives as one digest. */
    void hold(SinkName const& sink, Instant now);
    /** What of the feed waits for the sink waits until then, and arrives as one digest; empty: nothing is held any
     * more. The user's Later and a receiver's Retry-After stay as they are. */
    void hold_feed(SinkName const& sink, FeedId feed, std::optional<Instant> until, Instant now);
    /** In ascending order. */
    [[nodiscard]] std::vector<FeedId> feeds_owed(SinkName const& sink);
    void make_due(SinkName const& sink, Instant now);
    /** What was given up waits again, under the same uid, as if it had never been tried; a sink that was disabled gets
     *  it. All sinks without a name. How many alerts of which sink. */
    std::vector<std::pair<SinkName, std::size_t>> revive(std::optional<SinkName> const& sink, Instant now);
    /** The user's Later: the same deliveries again at `until`, outside the order of their feed, under new uids. */
    void postpone(std::span<DeliveryId const> deliveries, Instant until, Instant now);
    /** Survives kill -9 at once. A loss of power as well, unless `flush_follows`: then only from the next flush() on.
     */
    void settle(std::span<DeliveryId const> deliveries, Settlement const& settlement, Instant now,
                bool flush_follows = false);
    [[nodiscard]] SinkState sink_state(SinkName const& sink);
    /** Sinks for which something waits, configured or not. */
    [[nodiscard]] std::vector<SinkName> sinks_owed();
    [[nodiscard]] OutboxCounts outbox(Instant since);
    void disable_sink(SinkName const& sink, std::string const& reason, std::string const& settings_fingerprint,
                      Instant now);
    /** True while the sink was disabled under these very settings; other settings enable it again. */
    bool stays_disabled(SinkName const& sink, std::string const& settings_fingerprint);

    [[nodiscard]] std::vector<HistoryEntry> history(std::size_t most, std::optional<FeedId> feed);
    /** Newest first; with what was withheld, which has no deliveries. */
    [[nodiscard]] std::vector<HistoryEntry> alerts_since(Instant since);
    /** The subscribed ones, in the order of the configuration when they were enlisted. */
    [[nodiscard]] std::vector<FeedState> all_feeds();
    /** The same, one by one and in no order: in thousands, much cheaper. `visit` leaves the store alone. */
    void each_feed(std::function<void(FeedState)> const& visit);
    [[nodiscard]] FeedCounts feed_counts();
    [[nodiscard]] std::size_t items_known(FeedId feed);
    /** Of every feed that has any. */
    [[nodiscard]] std::unordered_map<FeedId, std::size_t> items_known();
    /** Also of a feed that is no longer subscribed. */
    [[nodiscard]] std::optional<FeedId> feed_of(std::string const& url);
    /** The clock was set back by so much: when feeds were polled and will be moves with it. */
    void move_polls_back(Duration step);
    /** No pop-ups of this feed until then; empty unmutes. What that means for an alert is the caller's affair. */
    void mute(FeedId feed, std::optional<Instant> until);
    [[nodiscard]] std::optional<Instant> muted_until(FeedId feed, Instant now);

    /** A note that outlives a restart: "paused_until", a host's cool-down ("cool-down https://…"). */
    void set_note(std::string const& name, std::string const& value);
    void remove_note(std::string const& name);
    [[nodiscard]] std::optional<std::string> note(std::string const& name);
    /** All notes whose name begins so. */
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> notes(std::string const& prefix);

    /** The pages of the file that are kept in memory to be quicker: up to 2 MiB. */
    void give_memory_back();

    /** Forgets items that left their feed longer than `keep` ago, and unsubscribed feeds and alerts likewise. Once a
     * day. A clock that has leapt ahead of the last poll forgets nothing. */
    void prune(Duration keep, Instant now);

  private:
    struct Parts;
    explicit Store(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

/** The process that has the state in `directory` open for writing; asking does not get in its way. */
std::optional<long> holder_of(std::filesystem::path const& directory);

}  // namespace feedherald::store
