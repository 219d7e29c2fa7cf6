// SPDX-License-Identifier: MIT
// `run --once`: what the poll loop does where there is no later.
#include "engine/poll_loop.hpp"
#include "engine/redirect_turn.hpp"

#include <set>
#include <utility>

namespace feedherald::engine {

namespace asio = boost::asio;

asio::awaitable<void> PollLoop::run_once() {
    once_ = true;
    books_.keep_memory();
    auto const now = rooms_.clock.now();
    auto const feeds = willing(now);
    cool_downs_.keep_named(now);
    outage_.begin_round();
    for (auto const& [feed, sub] : subscriptions_) queue_.erase(feed);
    for (auto const feed : feeds) put_again(feed, now);
    co_await finish_queue();
    if (outage_.is_disproved() && !undecided_.empty()) {
        look_again();
        co_await finish_queue();
    }
    if (stopping_) polls_.cancel();
    co_await polls_.join();
    for (auto const& [feed, polled] : undecided_)
        if (watcher_) watcher_(*subscriptions_.at(feed), polled);
    books_.look(true);
}

asio::awaitable<void> PollLoop::finish_queue() {
    while (!queue_.empty() && !stopping_) {
        start_due();
        co_await wait(queue_.next_start());
    }
}

/** A-29 means all of them: somebody has answered, so who did not is asked once more, and this time it counts. */
void PollLoop::look_again() {
    auto const now = rooms_.clock.now();
    for (auto const& [feed, polled] : std::exchange(undecided_, {})) {
        auto const& sub = *subscriptions_.at(feed);
        if (quiet_until(server_of(sub, asked_url(sub))))
            undecided_.emplace(feed, polled);
        else
            put_again(feed, now);
    }
}

/** The feeds that neither a 410 nor a Retry-After holds back: their own, or one that speaks for their host. */
std::vector<FeedId> PollLoop::willing(Instant now) const {
    std::set<FeedId> held_back;
    rooms_.store.each_feed([&](FeedState const& state) {
        if (state.health == Health::gone || state.not_before > now) held_back.insert(state.id);
    });
    std::vector<FeedId> feeds;
    for (auto const& [feed, sub] : subscriptions_)
        if (!held_back.contains(feed) && !cool_downs_.is_named(server_of(*sub, asked_url(*sub)), now))
            feeds.push_back(feed);
    return feeds;
}

}  // namespace feedherald::engine
