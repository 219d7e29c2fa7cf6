// SPDX-License-Identifier: MIT
#include "engine/poll_loop.hpp"

#include "base/log.hpp"
#include "engine/cool_downs.hpp"
#include "schedule/due.hpp"
#include "schedule/host.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {
// After a poll that our own store could not record: long enough not to hammer the publisher with it.
constexpr Duration after_our_own_failure = std::chrono::minutes{15};
}  // namespace

PollLoop::PollLoop(asio::any_io_executor const& executor, Rooms const& rooms, config::PollSettings const& settings,
                   Watcher watcher)
    : rooms_(rooms),
      watcher_(std::move(watcher)),
      queue_(static_cast<std::size_t>(settings.concurrency), settings.host_gap),
      polls_(executor),
      changed_(executor) {}

void PollLoop::subscribe(std::vector<Subscription> const& subscriptions, std::vector<FeedState> const& states,
                         config::PollSettings const& settings) {
    queue_.set_limits(static_cast<std::size_t>(settings.concurrency), settings.host_gap);
    for (auto const& [feed, sub] : std::exchange(subscriptions_, {})) queue_.erase(feed);

    auto const now = rooms_.clock.now();
    quiet_hosts_ = load_cool_downs(rooms_.store, now);
    for (std::size_t i = 0; i < subscriptions.size(); ++i) {
        auto const& sub = subscriptions[i];
        if (!sub.enabled || states[i].health == Health::gone) continue;
        subscriptions_.emplace(sub.id, sub);
        if (!queue_.is_in_flight(sub.id)) put_again(sub.id, schedule::due_at(states[i], sub.poll, now));
    }
    changed_.notify();
}

void PollLoop::put_again(FeedId feed, Instant due) {
    auto const sub = subscriptions_.find(feed);
    if (sub == subscriptions_.end() || stopping_) return;
    auto const host = schedule::polite_host(sub->second.url);
    auto const quiet = quiet_until(host);
    queue_.put(feed, quiet ? std::max(due, *quiet) : due, host);
}

std::optional<Instant> PollLoop::quiet_until(std::string const& host) const {
    auto const quiet = quiet_hosts_.find(host);
    if (quiet == quiet_hosts_.end() || quiet->second <= rooms_.clock.now()) return std::nullopt;
    return quiet->second;
}

/** Also those that already wait in the queue: one refusal speaks for the whole host. A single round does not wait for
 *  them, and heeds only an instant that the server has `named`. */
void PollLoop::keep_quiet(std::string const& host, Instant until, bool named) {
    if (host.empty()) return;
    until = std::max(until, quiet_until(host).value_or(until));
    quiet_hosts_[host] = until;
    for (auto const& [feed, sub] : subscriptions_) {
        auto const due = queue_.due_of(feed);
        if (!due || *due >= until || schedule::polite_host(sub.url) != host) continue;
        if (!once_)
            put_again(feed, until);
        else if (named)
            queue_.erase(feed);
    }
    save_cool_down(rooms_.store, host, until);
}

void PollLoop::clock_moved() {
    auto const now = rooms_.clock.now();
    std::erase_if(quiet_hosts_, [&](auto const& quiet) { return quiet.second > now + longest_cool_down; });
    queue_.shorten_gaps(now);
    for (auto const& [feed, sub] : subscriptions_) {
        auto const due = queue_.due_of(feed);
        if (due && *due > now + schedule::longest_wait(sub.poll)) put_again(feed, now);
    }
    changed_.nudge();
}

asio::awaitable<void> PollLoop::run() {
    while (!stopping_) {
        start_due();
        co_await rooms_.clock.wait(queue_.next_start(), changed_);
    }
    polls_.cancel();
    co_await polls_.join();
}

asio::awaitable<void> PollLoop::run_once() {
    once_ = true;
    auto const now = rooms_.clock.now();
    quiet_hosts_.clear();
    for (auto const& [feed, sub] : subscriptions_) queue_.erase(feed);
    for (auto const& [feed, sub] : willing(now)) put_again(feed, now);
    while (!queue_.empty() && !stopping_) {
        start_due();
        co_await rooms_.clock.wait(queue_.next_start(), changed_);
    }
    if (stopping_) polls_.cancel();
    co_await polls_.join();
}

/** The feeds that no Retry-After holds back: their own, or one that speaks for their host. */
std::map<FeedId, Subscription> PollLoop::willing(Instant now) const {
    auto feeds = subscriptions_;
    std::set<std::string> closed;
    for (auto const& [feed, sub] : subscriptions_) {
        auto const state = rooms_.store.known(feed);
        if (!state || !state->not_before || *state->not_before <= now) continue;
        feeds.erase(feed);
        if (state->last_status == 429 || state->last_status == 503) closed.insert(schedule::polite_host(sub.url));
    }
    closed.erase("");  // private hosts answer each for itself
    std::erase_if(feeds, [&](auto const& one) { return closed.contains(schedule::polite_host(one.second.url)); });
    return feeds;
}

void PollLoop::stop() {
    stopping_ = true;
    changed_.notify();
}

void PollLoop::start_due() {
    auto const now = rooms_.clock.now();
    while (auto const feed = queue_.start(now)) {
        Subscription const sub = subscriptions_.at(*feed);
        polls_.spawn(poll_one(sub), [this, sub](std::exception_ptr const& error) { failed(sub, error); });
    }
}

asio::awaitable<void> PollLoop::poll_one(Subscription sub) {
    auto const polled = co_await poll(sub, rooms_);
    if (polled.host_quiet_until)
        keep_quiet(schedule::polite_host(sub.url), *polled.host_quiet_until, polled.host_named_it);
    queue_.done(sub.id);
    if (!once_ && polled.next_poll) put_again(sub.id, *polled.next_poll);
    changed_.notify();
    if (watcher_) watcher_(sub, polled);
}

/** The supervisor of every poll: whatever broke, the other feeds go on and this one is asked again. */
void PollLoop::failed(Subscription const& sub, std::exception_ptr const& error) {
    Polled polled;
    polled.result = Polled::Result::failed;
    polled.feed = sub.name.empty() ? sub.url : sub.name;
    try {
        std::rethrow_exception(error);
    } catch (store::Damaged const&) {
        rooms_.state_lost(error);
        return;
    } catch (std::exception const& e) {
        polled.reason = e.what();
        if (!queue_.is_in_flight(sub.id)) {  // it was the watcher that failed: the feed has its next turn
            log_error(polled.feed + ": nobody could be told of the poll: " + e.what(), {{"FEED_URL", sub.url}});
            return;
        }
        log_error(polled.feed + ": the poll could not be recorded: " + e.what(), {{"FEED_URL", sub.url}});
    }
    queue_.done(sub.id);
    if (!once_) put_again(sub.id, rooms_.clock.now() + after_our_own_failure);
    changed_.notify();
    if (watcher_) watcher_(sub, polled);
}

}  // namespace feedherald::engine
