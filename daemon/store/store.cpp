// SPDX-License-Identifier: MIT
#include "store/store.hpp"

#include "store/alerts.hpp"
#include "store/feeds.hpp"
#include "store/history.hpp"
#include "store/notes.hpp"
#include "store/outbox.hpp"
#include "store/parts.hpp"
#include "store/prune.hpp"
#include "store/schema.hpp"
#include "store/seen.hpp"
#include "store/sinks.hpp"

#include <algorithm>
#include <system_error>

namespace feedherald::store {

Store::Store(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Store::Store(std::filesystem::path const& directory, Instant now) : parts_(std::make_unique<Parts>()) {
    parts_->open_for_writing(directory, now);
}

Store::Store() : parts_(std::make_unique<Parts>()) {
    parts_->database = std::make_unique<Database>(":memory:", Access::write);
    migrate(*parts_->database);
}

Store::~Store() = default;

std::unique_ptr<Store> Store::for_reading(std::filesystem::path const& directory) {
    auto parts = std::make_unique<Parts>();
    parts->file = directory / "state.db";
    std::error_code unknown;
    if (!std::filesystem::exists(parts->file, unknown)) return nullptr;
    parts->open_for_reading();
    if (!parts->use([](Database& database) { return is_readable(database); })) return nullptr;
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

std::unique_ptr<Store> Store::beside_daemon(std::filesystem::path const& directory) {
    auto parts = std::make_unique<Parts>();
    parts->file = directory / "state.db";
    std::error_code unknown;
    if (!std::filesystem::exists(parts->file, unknown)) return nullptr;
    parts->open_beside_daemon();
    if (!parts->use([](Database& database) { return is_readable(database); })) return nullptr;
    return std::unique_ptr<Store>(new Store(std::move(parts)));
}

std::filesystem::path const& Store::set_aside() const {
    return parts_->set_aside;
}

std::filesystem::path Store::directory() const {
    return parts_->file.parent_path();
}

std::vector<FeedState> Store::enlist(std::vector<Subscription>& subscriptions, Instant now) {
    ++parts_->revision;
    return parts_->use_at(now, [&](Database& database) { return enlist_feeds(database, subscriptions, now); });
}

std::optional<FeedState> Store::known(FeedId feed) {
    auto const unwritten = parts_->unchanged.find(feed);
    if (unwritten != parts_->unchanged.end()) return unwritten->second;
    return parts_->peek([&](Database& database) { return read_feed(database, feed); });
}

std::uint64_t Store::revision() const {
    return parts_->revision;
}

std::vector<SeenItem> Store::seen(FeedId feed) {
    return parts_->peek([&](Database& database) { return read_seen(database, feed); });
}

void Store::record(PollRecord const& poll, Instant now) {
    record(std::span(&poll, 1), now);
}

void Store::record(std::span<PollRecord const> polls, Instant now) {
    parts_->notice(now);
    parts_->peek([&](Database& database) {
        // What owes nothing can be fetched again, so it need not wait for the disk; an alert owed cannot.
        auto const owes = std::any_of(polls.begin(), polls.end(), [](auto const& poll) { return !poll.owed.empty(); });
        Transaction transaction(database, owes ? Durability::at_once : Durability::soon);
        parts_->write_unchanged(database);
        for (auto const& poll : polls) {
            write_feed(database, poll.state, !poll.seen.empty(), now);
            write_seen(database, poll.state.id, poll.seen);
            write_decisions(database, poll.state.id, poll.decisions);
            write_owed(database, poll.owed, now);
            for (auto const& alert : poll.withheld) write_alert(database, alert);
        }
        transaction.commit();
    });
    parts_->unchanged.clear();
}

void Store::record_unchanged(FeedState state) {
    auto const feed = state.id;
    parts_->unchanged.insert_or_assign(feed, std::move(state));
}

std::size_t Store::unwritten() const {
    return parts_->unchanged.size();
}

void Store::write_unchanged() {
    parts_->write_unchanged();
}

void Store::give_memory_back() {
    if (parts_->database) parts_->peek([](Database& database) { database.run("PRAGMA shrink_memory"); });
}

void Store::flush() {
    parts_->use([&](Database& database) {
        // A commit with nothing in it writes nothing and syncs nothing.
        Transaction transaction(database, Durability::at_once);
        database
            .query(
                "INSERT INTO notes VALUES ('flushed', '1') "
                "ON CONFLICT (name) DO UPDATE SET value = value + 1")
            .run();
        transaction.commit();
    });
}

void Store::owe(std::vector<Owed> const& owed, Instant now) {
    parts_->use_at(now, [&](Database& database) {
        Transaction transaction(database, Durability::at_once);
        write_owed(database, owed, now);
        transaction.commit();
    });
}

std::optional<Decision> Store::decision(FeedId feed, Fingerprint const& key_or_link) {
    return parts_->use([&](Database& database) { return read_decision(database, feed, key_or_link); });
}

std::vector<Delivery> Store::due(SinkName const& sink, Instant now, std::size_t limit) {
    return parts_->use_at(now, [&](Database& database) { return read_due(database, sink, now, limit); });
}

void Store::make_due(Instant now) {
    parts_->use_at(now, [&](Database& database) { make_all_due(database); });
}

void Store::hold(SinkName const& sink, Instant now) {
    parts_->use_at(now, [&](Database& database) { hold_pending(database, sink, now); });
}

void Store::hold_feed(SinkName const& sink, FeedId feed, std::optional<Instant> until, Instant now) {
    parts_->use_at(now, [&](Database& database) { store::hold_feed(database, sink, feed, until, now); });
}

std::vector<FeedId> Store::feeds_owed(SinkName const& sink) {
    return parts_->use([&](Database& database) { return store::feeds_owed(database, sink); });
}

void Store::make_due(SinkName const& sink, Instant now) {
    parts_->use_at(now, [&](Database& database) { make_sink_due(database, sink); });
}

std::vector<std::pair<SinkName, std::size_t>> Store::revive(std::optional<SinkName> const& sink, Instant now) {
    return parts_->use_at(now, [&](Database& database) {
        Transaction transaction(database, Durability::at_once);
        auto revived = revive_failed(database, sink, now);
        enable_sinks(database, sink);
        transaction.commit();
        return revived;
    });
}

void Store::postpone(std::span<DeliveryId const> deliveries, Instant until, Instant now) {
    parts_->use_at(now, [&](Database& database) {
        Transaction transaction(database, Durability::at_once);
        postpone_deliveries(database, deliveries, until, now);
        transaction.commit();
    });
}

void Store::settle(std::span<DeliveryId const> deliveries, Settlement const& settlement, Instant now,
                   bool flush_follows) {
    parts_->use_at(now, [&](Database& database) {
        // Forgetting a delivery would repeat it; forgetting a failed attempt only makes the next one come sooner.
        auto const final =
            settlement.state == Settlement::State::delivered || settlement.state == Settlement::State::failed;
        Transaction transaction(database, final && !flush_follows ? Durability::at_once : Durability::soon);
        settle_deliveries(database, deliveries, settlement, now);
        transaction.commit();
    });
}

SinkState Store::sink_state(SinkName const& sink) {
    return parts_->peek([&](Database& database) { return read_sink_state(database, sink); });
}

std::vector<SinkName> Store::sinks_owed() {
    return parts_->use([&](Database& database) { return store::sinks_owed(database); });
}

OutboxCounts Store::outbox(Instant since) {
    return parts_->use([&](Database& database) { return count_outbox(database, since); });
}

void Store::disable_sink(SinkName const& sink, std::string const& reason, std::string const& settings_fingerprint,
                         Instant now) {
    parts_->use_at(now, [&](Database& database) { write_disabled(database, sink, reason, settings_fingerprint, now); });
}

bool Store::stays_disabled(SinkName const& sink, std::string const& settings_fingerprint) {
    return parts_->use([&](Database& database) { return sink_stays_disabled(database, sink, settings_fingerprint); });
}

std::vector<HistoryEntry> Store::history(std::size_t most, std::optional<FeedId> feed) {
    return parts_->use([&](Database& database) { return read_history(database, most, feed); });
}

std::vector<HistoryEntry> Store::alerts_since(Instant since) {
    return parts_->use([&](Database& database) { return read_alerts_since(database, since); });
}

std::vector<FeedState> Store::all_feeds() {
    return parts_->use([&](Database& database) { return read_subscribed_feeds(database); });
}

void Store::each_feed(std::function<void(FeedState)> const& visit) {
    parts_->use([&](Database& database) { visit_subscribed_feeds(database, visit); });
}

FeedCounts Store::feed_counts() {
    return parts_->peek([&](Database& database) { return count_feeds(database); });
}

std::size_t Store::items_known(FeedId feed) {
    return parts_->use([&](Database& database) { return count_seen(database, feed); });
}

std::unordered_map<FeedId, std::size_t> Store::items_known() {
    return parts_->use([&](Database& database) { return count_seen(database); });
}

std::optional<FeedId> Store::feed_of(std::string const& url) {
    return parts_->use([&](Database& database) { return find_feed(database, url); });
}

void Store::move_polls_back(Duration step) {
    ++parts_->revision;
    parts_->use([&](Database& database) { store::move_polls_back(database, step); });
}

void Store::mute(FeedId feed, std::optional<Instant> until) {
    parts_->use([&](Database& database) { mute_feed(database, feed, until); });
}

std::optional<Instant> Store::muted_until(FeedId feed, Instant now) {
    auto const until = parts_->peek([&](Database& database) { return store::muted_until(database, feed); });
    return until && *until > now ? until : std::nullopt;
}

void Store::set_note(std::string const& name, std::string const& value) {
    parts_->use([&](Database& database) { write_note(database, name, value); });
}

void Store::remove_note(std::string const& name) {
    parts_->use([&](Database& database) { delete_note(database, name); });
}

std::optional<std::string> Store::note(std::string const& name) {
    return parts_->peek([&](Database& database) { return read_note(database, name); });
}

std::vector<std::pair<std::string, std::string>> Store::notes(std::string const& prefix) {
    return parts_->peek([&](Database& database) { return read_notes(database, prefix); });
}

void Store::prune(Duration keep, Instant now) {
    parts_->use_at(now, [&](Database& database) { prune_old(database, keep, now); });
}

}  // namespace feedherald::store
