// SPDX-License-Identifier: MIT
#include "engine/poll_queue.hpp"

#include "schedule/host.hpp"

#include <algorithm>
#include <cassert>

namespace feedherald::engine {

void PollQueue::put(FeedId feed, Instant due, std::string const& host) {
    assert(!in_flight_.contains(feed));
    erase(feed);
    places_[feed] = Place{due, host};
    due_.emplace(due, feed);
}

void PollQueue::erase(FeedId feed) {
    auto const place = places_.find(feed);
    if (place == places_.end()) return;
    due_.erase({place->second.due, feed});
    if (auto const host = hosts_.find(place->second.host); host != hosts_.end()) {
        host->second.waiting.erase({place->second.due, feed});
        release(host->first, host->second);
    }
    places_.erase(place);
}

bool PollQueue::is_free(std::string const& name, Instant now) const {
    auto const host = hosts_.find(name);
    return host == hosts_.end() || (!host->second.busy && host->second.free_at <= now);
}

/** Keeps gaps_ true for a host whose waiting list or state has changed. */
void PollQueue::release(std::string const& name, Host& host) {
    gaps_.erase({host.free_at, name});
    if (!host.busy && !host.waiting.empty()) gaps_.emplace(host.free_at, name);
}

void PollQueue::take(FeedId feed, Instant now) {
    auto const place = places_.find(feed);
    std::string const name = place->second.host;
    places_.erase(place);
    in_flight_.emplace(feed, name);
    if (name.empty()) return;
    auto& host = hosts_[name];
    gaps_.erase({host.free_at, name});
    host.busy = true;
    host.free_at = now + schedule::host_gap(name, host_gap_);
}

void PollQueue::join(FeedId feed) {
    erase(feed);
    in_flight_.emplace(feed, std::string{});
}

std::optional<FeedId> PollQueue::start(Instant now) {
    if (in_flight_.size() >= concurrency_) return std::nullopt;

    std::optional<Turn> best;
    while (!due_.empty() && due_.begin()->first <= now) {
        Turn const turn = *due_.begin();
        std::string const& name = places_.at(turn.second).host;
        auto const host = hosts_.find(name);
        bool const others_wait = host != hosts_.end() && !host->second.waiting.empty();
        if (name.empty() || (open_ && is_free(name, now) && !others_wait)) {
            best = turn;
            break;
        }
        due_.erase(due_.begin());
        hosts_[name].waiting.insert(turn);
        release(name, hosts_[name]);
    }

    for (auto const& [free_at, name] : gaps_) {
        if (free_at > now || !open_) break;
        Turn const turn = *hosts_.at(name).waiting.begin();
        if (!best || turn < *best) best = turn;
    }
    if (!best) return std::nullopt;

    FeedId const feed = best->second;
    due_.erase(*best);
    if (auto const host = hosts_.find(places_.at(feed).host); host != hosts_.end()) host->second.waiting.erase(*best);
    take(feed, now);
    return feed;
}

void PollQueue::done(FeedId feed) {
    auto const flight = in_flight_.find(feed);
    assert(flight != in_flight_.end());
    std::string const name = flight->second;
    in_flight_.erase(flight);
    if (name.empty()) return;
    auto& host = hosts_.at(name);
    host.busy = false;
    release(name, host);
}

Instant PollQueue::free_at(std::string const& name) const {
    auto const host = hosts_.find(name);
    return host == hosts_.end() ? Instant{} : host->second.free_at;
}

void PollQueue::visit(std::string const& name, Instant now) {
    auto& host = hosts_[name];
    gaps_.erase({host.free_at, name});
    host.free_at = now + schedule::host_gap(name, host_gap_);
    release(name, host);
}

std::optional<Instant> PollQueue::next_start() const {
    if (in_flight_.size() >= concurrency_) return std::nullopt;
    std::optional<Instant> earliest = next_due();
    if (open_ && !gaps_.empty() && (!earliest || gaps_.begin()->first < *earliest)) earliest = gaps_.begin()->first;
    return earliest;
}

std::optional<Instant> PollQueue::next_due() const {
    if (due_.empty()) return std::nullopt;
    return due_.begin()->first;
}

std::optional<Instant> PollQueue::due_of(FeedId feed) const {
    auto const place = places_.find(feed);
    if (place == places_.end()) return std::nullopt;
    return place->second.due;
}

void PollQueue::set_limits(std::size_t concurrency, Duration host_gap) {
    concurrency_ = concurrency;
    host_gap_ = host_gap;
}

void PollQueue::shorten_gaps(Instant now) {
    for (auto& [name, host] : hosts_) {
        auto const longest = now + schedule::host_gap(name, host_gap_);
        if (host.free_at <= longest) continue;
        gaps_.erase({host.free_at, name});
        host.free_at = longest;
        release(name, host);
    }
}

}  // namespace feedherald::engine
