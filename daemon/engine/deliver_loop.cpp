// SPDX-License-Identifier: MIT
#include "engine/deliver_loop.hpp"

#include "base/duration.hpp"
#include "base/log.hpp"
#include "dispatch/bundle.hpp"
#include "dispatch/retry.hpp"
#include "engine/sink_fingerprint.hpp"
#include "sink/webhook/preset.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

constexpr std::size_t batch_size = 256;  // bounds memory; the queue itself stays in SQLite

std::vector<DeliveryId> ids_of(std::vector<Delivery> const& bundle) {
    std::vector<DeliveryId> ids;
    for (auto const& delivery : bundle) ids.push_back(delivery.id);
    return ids;
}

std::vector<LogField> fields_of(config::SinkSettings const& settings, std::vector<Delivery> const& bundle) {
    return {{"SINK", settings.name.value()}, {"FEED_URL", bundle.front().alert.feed_url}};
}

std::string what(std::vector<Delivery> const& bundle) {
    if (bundle.size() > 1) return std::to_string(bundle.size()) + " alerts";
    auto const& item = bundle.front().alert.item;
    return item.title.empty() ? "the alert" : "\"" + item.title + "\"";
}

}  // namespace

DeliverLoop::DeliverLoop(asio::any_io_executor const& executor, Rooms const& rooms, config::SinkSettings settings,
                         std::unique_ptr<sink::Sink> sink)
    : rooms_(rooms),
      settings_(std::move(settings)),
      fingerprint_(sink_fingerprint(settings_)),
      rate_(sink::rate_of(settings_)),
      sink_(std::move(sink)),
      changed_(executor) {}

bool DeliverLoop::is_disabled() const {
    return rooms_.store.is_disabled(settings_.name, fingerprint_);
}

std::optional<std::string> DeliverLoop::trouble() const {
    return sink_->obstacle();
}

void DeliverLoop::pause(std::optional<Instant> until) {
    if (settings_.type != "desktop") return;
    paused_until_ = until;
    changed_.notify();
}

bool DeliverLoop::is_paused() const {
    return paused_until_ && *paused_until_ > rooms_.clock.now();
}

void DeliverLoop::finish() {
    finishing_ = true;
    changed_.notify();
}

asio::awaitable<void> DeliverLoop::run() {
    bool obstacle_told = false;
    delivering_ = false;  // the run before may have broken off in a delivery
    while (!finishing_) {
        write_down();
        if (is_disabled()) {
            co_await rooms_.clock.wait(std::nullopt, changed_);
            continue;
        }
        if (is_paused()) {
            rooms_.store.hold(settings_.name, rooms_.clock.now());
            co_await rooms_.clock.wait(paused_until_, changed_);
            continue;
        }
        auto batch = rooms_.store.due(settings_.name, rooms_.clock.now(), batch_size);
        if (batch.empty()) {
            co_await rooms_.clock.wait(rooms_.store.sink_state(settings_.name).next_attempt, changed_);
            continue;
        }
        if (auto const obstacle = sink_->obstacle()) {
            if (!std::exchange(obstacle_told, true))
                log_info(settings_.name.value() + ": alerts wait: " + *obstacle, {{"SINK", settings_.name.value()}});
            bool const is_held = sink_->is_held_back();
            if (is_held) rooms_.store.hold(settings_.name, rooms_.clock.now());
            co_await sink_->until_unobstructed();
            if (is_held) rooms_.store.hold(settings_.name, rooms_.clock.now());  // and what came in the meantime
            continue;
        }
        obstacle_told = false;
        co_await deliver(std::move(batch));
    }
}

asio::awaitable<DeliverLoop::Tally> DeliverLoop::drain() {
    Tally total;
    auto const begun = rooms_.clock.now();
    for (;;) {
        // `begun` for both: what this pass puts off is not tried again by it.
        auto batch = rooms_.store.due(settings_.name, begun, batch_size);
        if (batch.empty() || finishing_ || is_paused()) co_return total;
        if (is_disabled()) {
            auto const state = rooms_.store.sink_state(settings_.name);
            if (total.undelivered == 0)  // else it has just been told
                log_warning(settings_.name.value() + ": disabled until its configuration changes: " + state.last_error,
                            {{"SINK", settings_.name.value()}});
            total.undelivered += state.pending;
            co_return total;
        }
        auto const tally = co_await deliver(std::move(batch));
        total.delivered += tally.delivered;
        total.undelivered += tally.undelivered;
    }
}

asio::awaitable<DeliverLoop::Tally> DeliverLoop::deliver(std::vector<Delivery> batch) {
    Tally tally;
    std::set<FeedId> blocked;  // a feed's oldest alert is delivered before its next ones
    auto const batching = sink_->batching();
    auto const rest = std::stable_partition(batch.begin(), batch.end(), [](auto const& d) { return d.held; });
    std::vector<Delivery> fresh(std::make_move_iterator(rest), std::make_move_iterator(batch.end()));
    batch.erase(rest, batch.end());
    auto bundles = dispatch::bundle(std::move(batch), 0, batching.merges);
    for (auto& bundle : dispatch::bundle(std::move(fresh), batching.singly, batching.merges))
        bundles.push_back(std::move(bundle));
    for (auto& bundle : bundles) {
        if (finishing_) break;
        if (std::any_of(bundle.begin(), bundle.end(), [&](auto const& d) { return blocked.contains(d.alert.feed); }))
            continue;
        co_await wait_for_rate();
        if (finishing_ || is_paused()) break;
        rate_.take(rooms_.clock.now());
        delivering_ = true;
        auto const outcome = co_await sink_->deliver(bundle);
        delivering_ = false;
        if (settle(bundle, outcome)) {
            tally.delivered += bundle.size();
        } else {
            tally.undelivered += bundle.size();
            for (auto const& delivery : bundle) blocked.insert(delivery.alert.feed);
            if (is_disabled()) break;
        }
    }
    co_return tally;
}

asio::awaitable<void> DeliverLoop::wait_for_rate() {
    for (auto now = rooms_.clock.now(); rate_.free_at(now) > now && !finishing_; now = rooms_.clock.now())
        co_await rooms_.clock.wait(rate_.free_at(now), changed_);
}

bool DeliverLoop::settle(std::vector<Delivery> const& bundle, DeliveryOutcome const& outcome) {
    if (std::holds_alternative<Delivered>(outcome)) {
        write(bundle, {.state = store::Settlement::State::delivered});
        log_debug(settings_.name.value() + ": delivered " + what(bundle), fields_of(settings_, bundle));
        if (std::exchange(failing_, false))
            log_info(settings_.name.value() + ": delivers again", {{"SINK", settings_.name.value()}});
        return true;
    }
    if (auto const* rejected = std::get_if<Rejected>(&outcome))
        give_up(bundle, rejected->reason, rejected->disable_sink);
    else
        keep_waiting(bundle, std::get<RetryLater>(outcome));
    return false;
}

/** An outcome that the store cannot take now must not be forgotten: the alert would be sent again and again. */
void DeliverLoop::write(std::vector<Delivery> const& bundle, store::Settlement settlement) {
    unwritten_.push_back({ids_of(bundle), std::move(settlement)});
    write_down();
}

void DeliverLoop::write_down() {
    while (!unwritten_.empty()) {
        auto const& outcome = unwritten_.front();
        rooms_.store.settle(outcome.deliveries, outcome.settlement, rooms_.clock.now());
        unwritten_.erase(unwritten_.begin());
    }
}

void DeliverLoop::give_up(std::vector<Delivery> const& bundle, std::string const& reason, bool disable) {
    auto const now = rooms_.clock.now();
    write(bundle, {.state = store::Settlement::State::failed, .reason = reason});
    log_warning(settings_.name.value() + ": gave up " + what(bundle) + ": " + reason, fields_of(settings_, bundle));
    if (!disable) return;
    rooms_.store.disable_sink(settings_.name, reason, fingerprint_, now);
    log_warning(settings_.name.value() + ": disabled until its configuration changes: " + reason,
                {{"SINK", settings_.name.value()}});
}

void DeliverLoop::keep_waiting(std::vector<Delivery> bundle, RetryLater const& later) {
    auto const now = rooms_.clock.now();
    auto const failed = [&](Delivery const& delivery) {
        auto const since = later.was_refused ? delivery.first_attempt.value_or(now) : now;
        return dispatch::Failed{since, delivery.attempts + 1, later.after, settings_.retry_for};
    };
    // A digest holds old and new: only what has been tried for long enough is given up.
    auto const jitter = rooms_.jitter();
    auto const has_time = [&](Delivery const& d) { return dispatch::next_attempt(failed(d), now, jitter).has_value(); };
    auto const over = std::stable_partition(bundle.begin(), bundle.end(), has_time);
    if (over != bundle.end()) {
        std::vector<Delivery> const late(over, bundle.end());
        give_up(late, later.reason + "; tried for " + in_words(settings_.retry_for), false);
        bundle.erase(over, bundle.end());
    }
    if (bundle.empty()) return;
    auto const fewer_attempts = [](Delivery const& a, Delivery const& b) { return a.attempts < b.attempts; };
    auto const& most_tried = *std::max_element(bundle.begin(), bundle.end(), fewer_attempts);
    auto const again = dispatch::next_attempt(failed(most_tried), now, jitter);
    write(bundle, {.state = store::Settlement::State::pending,
                   .next_attempt = *again,
                   .reason = later.reason,
                   .counts_as_attempt = later.was_refused,
                   .explicit_wait = later.after.has_value()});
    auto const message = settings_.name.value() + ": " + what(bundle) +
                         (later.was_refused ? " was not accepted: " : " waits: ") + later.reason +
                         "; next attempt in " + in_words(*again - now);
    if (std::exchange(failing_, true))
        log_debug(message, fields_of(settings_, bundle));
    else
        log_warning(message, fields_of(settings_, bundle));
}

}  // namespace feedherald::engine
