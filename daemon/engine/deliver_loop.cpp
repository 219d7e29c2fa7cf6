// SPDX-License-Identifier: MIT
#include "engine/deliver_loop.hpp"

#include "base/log.hpp"
#include "base/message_id.hpp"
#include "dispatch/bundle.hpp"
#include "engine/obstacle.hpp"
#include "sink/webhook/preset.hpp"

#include <algorithm>
#include <exception>
#include <iterator>
#include <set>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

constexpr std::size_t batch_size = 100;  // bounds memory; the queue itself stays in SQLite
/** `run --once` does not wait for an endpoint like this once for every alert. */
constexpr std::chrono::seconds slow_attempt{5};
constexpr std::chrono::minutes longest_rest{1};
constexpr std::size_t probe_choice = 16;  // among so many is likely one of another feed

}  // namespace

DeliverLoop::DeliverLoop(asio::any_io_executor const& executor, Rooms const& rooms, config::SinkSettings settings,
                         std::unique_ptr<sink::Sink> sink)
    : rooms_(rooms),
      settings_(std::move(settings)),
      rate_(sink::rate_of(settings_)),
      sink_(std::move(sink)),
      changed_(executor),
      outcomes_(rooms, settings_) {}

void DeliverLoop::pause(std::optional<Instant> until) {
    if (settings_.type != "desktop") return;
    paused_until_ = until;
    changed_.notify();
}

bool DeliverLoop::is_paused() const {
    return paused_until_ && *paused_until_ > rooms_.clock.now();
}

void DeliverLoop::try_again() {
    outcomes_.breaker().forget();
    changed_.notify();
}

void DeliverLoop::finish() {
    finishing_ = true;
    changed_.notify();
}

asio::awaitable<void> DeliverLoop::run() {
    bool obstacle_told = false;
    note_obstacle(rooms_.store, settings_.name, std::nullopt);
    delivering_ = false;  // the run before may have broken off in a delivery
    while (!finishing_) {
        outcomes_.write_down();
        if (outcomes_.is_disabled()) {
            co_await rooms_.clock.wait(std::nullopt, changed_);
            continue;
        }
        if (is_paused()) {
            rooms_.store.hold(settings_.name, rooms_.clock.now());
            co_await rooms_.clock.wait(paused_until_, changed_);
            continue;
        }
        auto const now = rooms_.clock.now();
        if (auto const until = outcomes_.breaker().open_until(now); until > now) {
            co_await rooms_.clock.wait(until, changed_);
            continue;
        }
        auto batch = due(now);
        if (batch.empty()) {
            storm_ = false;
            co_await rooms_.clock.wait(rooms_.store.sink_state(settings_.name).next_attempt, changed_);
            continue;
        }
        if (auto const obstacle = sink_->obstacle()) {
            if (!std::exchange(obstacle_told, true)) {
                log_info(settings_.name.value() + ": alerts wait: " + *obstacle,
                         {{"SINK", settings_.name.value()}, {"MESSAGE_ID", message_id::alerts_wait}});
                note_obstacle(rooms_.store, settings_.name, obstacle);
            }
            bool const is_held = sink_->is_held_back();
            co_await wait_out_obstacle();
            if (is_held) rooms_.store.hold(settings_.name, rooms_.clock.now());  // what came at the last moment
            continue;
        }
        if (std::exchange(obstacle_told, false)) note_obstacle(rooms_.store, settings_.name, std::nullopt);
        co_await deliver(std::move(batch), Pass::steady);
    }
    outcomes_.flush();
}

asio::awaitable<void> DeliverLoop::wait_out_obstacle() {
    auto const executor = co_await asio::this_coro::executor;
    auto group =
        asio::experimental::make_parallel_group(asio::co_spawn(executor, sink_->until_unobstructed(), asio::deferred),
                                                asio::co_spawn(executor, hold_what_comes(), asio::deferred));
    auto const [order, cancelled, broken] =
        co_await std::move(group).async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    if (order[0] == 1) std::rethrow_exception(broken);
    if (cancelled) std::rethrow_exception(cancelled);
}

/** Until cancelled: history says "held" of every alert that waits for the person, not of the first alone. */
asio::awaitable<void> DeliverLoop::hold_what_comes() {
    for (;;) {
        if (sink_->is_held_back()) rooms_.store.hold(settings_.name, rooms_.clock.now());
        co_await changed_.wait();
    }
}

/** What is read in several batches is one message all the same. */
void DeliverLoop::mark_storm(std::vector<Delivery>& batch) {
    bool const goes_on = batch.size() >= batch_size;
    if (storm_ || goes_on)
        for (auto& delivery : batch) delivery.in_storm = true;
    storm_ = goes_on;
}

/** All that is due, or what an endpoint in doubt is probed with: one delivery, of another feed than failed before. */
std::vector<Delivery> DeliverLoop::due(Instant now) {
    auto const& breaker = outcomes_.breaker();
    auto batch = rooms_.store.due(settings_.name, now, breaker.is_probing() ? probe_choice : batch_size);
    if (!breaker.is_probing() || batch.size() <= 1) return batch;
    auto const other = std::find_if(batch.begin(), batch.end(),
                                    [&](Delivery const& d) { return d.alert.feed != breaker.failed_feed(); });
    auto probe = std::move(other == batch.end() ? batch.front() : *other);
    std::vector<Delivery> alone;
    alone.push_back(std::move(probe));
    return alone;
}

asio::awaitable<DeliverLoop::Tally> DeliverLoop::drain() {
    Tally total;
    bool broken_off = false;
    storm_ = false;
    auto const begun = rooms_.clock.now();
    for (;;) {
        // `begun` for both: what this pass puts off is not tried again by it.
        auto batch = rooms_.store.due(settings_.name, begun, batch_size);
        if (batch.empty() || finishing_ || is_paused()) break;
        if (broken_off || outcomes_.breaker().is_asked_to_wait(rooms_.clock.now())) {
            log_warning(settings_.name.value() + ": " + std::to_string(batch.size()) +
                            " more alerts wait: the endpoint is not asked again now",
                        {{"SINK", settings_.name.value()}});
            total.undelivered += batch.size();
            break;
        }
        if (outcomes_.is_disabled()) {
            auto const state = rooms_.store.sink_state(settings_.name);
            if (total.undelivered == 0)  // else it has just been told
                log_warning(settings_.name.value() + ": disabled until its configuration changes: " + state.last_error,
                            {{"SINK", settings_.name.value()}});
            total.undelivered += state.pending;
            break;
        }
        auto const tally = co_await deliver(std::move(batch), Pass::once);
        total.delivered += tally.delivered;
        total.undelivered += tally.undelivered;
        broken_off = tally.broken_off;
    }
    if (is_paused() || sink_->is_held_back()) rooms_.store.hold(settings_.name, rooms_.clock.now());
    outcomes_.flush();
    co_return total;
}

asio::awaitable<DeliverLoop::Tally> DeliverLoop::deliver(std::vector<Delivery> batch, Pass pass) {
    Tally tally;
    std::set<FeedId> blocked;  // a feed's oldest alert is delivered before its next ones
    auto const batching = sink_->batching();
    if (batching.merges) mark_storm(batch);
    auto const rest =
        std::stable_partition(batch.begin(), batch.end(), [](auto const& d) { return d.held || d.in_storm; });
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
        auto const attempt_began = rooms_.clock.now();
        rate_.take(attempt_began);
        delivering_ = true;
        auto const outcome = co_await sink_->deliver(bundle);
        delivering_ = false;
        if (outcomes_.settle(bundle, outcome, !batching.merges)) {
            tally.delivered += bundle.size();
            if (auto const quiet = std::get<Delivered>(outcome).rest) rate_.rest(rooms_.clock.now() + *quiet);
        } else {
            tally.undelivered += bundle.size();
            for (auto const& delivery : bundle) blocked.insert(delivery.alert.feed);
            if (outcomes_.is_disabled()) break;
        }
        tally.broken_off = must_leave_it(attempt_began, pass);
        if (tally.broken_off) break;
    }
    co_return tally;
}

bool DeliverLoop::must_leave_it(Instant attempt_began, Pass pass) const {
    auto const now = rooms_.clock.now();
    auto const& breaker = outcomes_.breaker();
    if (pass == Pass::steady) return breaker.open_until(now) > now;
    // The contract wants every alert tried once, but an endpoint that has asked for peace, or hangs, gets no more now.
    bool const is_slow = outcomes_.is_failing() && now - attempt_began >= slow_attempt;
    bool const rests = rate_.free_at(now) > now && rate_.rests_until() - now > longest_rest;
    return is_slow || rests || breaker.is_asked_to_wait(now);
}

asio::awaitable<void> DeliverLoop::wait_for_rate() {
    for (auto now = rooms_.clock.now(); rate_.free_at(now) > now && !finishing_; now = rooms_.clock.now())
        co_await rooms_.clock.wait(rate_.free_at(now), changed_);
}

}  // namespace feedherald::engine
