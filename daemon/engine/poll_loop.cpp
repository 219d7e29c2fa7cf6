// SPDX-License-Identifier: MIT
#include "engine/poll_loop.hpp"

#include "base/duration.hpp"
#include "base/log.hpp"
#include "engine/redirect_turn.hpp"
#include "schedule/due.hpp"
#include "schedule/host.hpp"
#include "schedule/move.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {
// After a poll that our own store could not record: long enough not to hammer the publisher with it.
constexpr Duration after_our_own_failure = std::chrono::minutes{15};
constexpr Duration between_wishes = std::chrono::minutes{5};

// The clock was set back by so much: less makes no difference, and what ran ahead by more had no idea of the time.
constexpr Duration least_step = std::chrono::minutes{1};
constexpr Duration most_step = std::chrono::days{8};
// A feed that met with an outage is due, but those that did not come first.
constexpr Duration after_an_outage = std::chrono::seconds{15};
}  // namespace

PollLoop::PollLoop(asio::any_io_executor const& executor, Rooms const& rooms, config::PollSettings const& settings,
                   Watcher watcher)
    : rooms_(rooms),
      watcher_(std::move(watcher)),
      cool_downs_(rooms.store),
      host_gap_(settings.host_gap),
      queue_(static_cast<std::size_t>(settings.concurrency), settings.host_gap),
      polls_(executor),
      changed_(executor),
      books_(rooms),
      clock_zero_(rooms.clock.now() - rooms.clock.elapsed()) {}

void PollLoop::subscribe(std::vector<Subscription> const& subscriptions, std::vector<FeedState> const& states,
                         config::PollSettings const& settings) {
    queue_.set_limits(static_cast<std::size_t>(settings.concurrency), settings.host_gap);
    host_gap_ = settings.host_gap;
    way_out_.obey(settings.on_metered);
    auto const before = std::exchange(subscriptions_, {});
    auto const now = rooms_.clock.now();
    books_.all_were_read();
    cool_downs_.load(now);
    companions_.clear();
    moved_.clear();
    failing_.clear();
    for (std::size_t i = 0; i < subscriptions.size(); ++i) {
        auto const& sub = subscriptions[i];
        if (!sub.enabled) continue;
        subscriptions_.emplace(sub.id, &sub);
        note_addresses(sub.id, schedule::request_url(sub, states[i], now), states[i].validators.url);
        if (states[i].health == Health::failing) failing_.insert(sub.id);
        if (states[i].health == Health::gone || queue_.due_of(sub.id)) continue;  // or it waits already
        if (!queue_.is_in_flight(sub.id))
            put_again(sub.id, slowed(sub, schedule::due_at(states[i], sub.poll, now), states[i].last_polled));
    }
    for (auto const& [feed, sub] : before)
        if (!subscriptions_.contains(feed)) queue_.erase(feed);
    changed_.notify();
}

void PollLoop::note_addresses(FeedId feed, std::string const& asks, std::string const& document) {
    auto const sub = subscriptions_.find(feed);
    if (sub == subscriptions_.end()) return;
    companions_.set(feed, asks, document);
    if (asks == sub->second->url)
        moved_.erase(feed);
    else
        moved_[feed] = asks;
}

std::string const& PollLoop::asked_url(Subscription const& sub) const {
    auto const moved = moved_.find(sub.id);
    return moved == moved_.end() ? sub.url : moved->second;
}

void PollLoop::put_again(FeedId feed, Instant due) {
    auto const sub = subscriptions_.find(feed);
    if (sub == subscriptions_.end() || stopping_) return;
    auto const& url = asked_url(*sub->second);
    auto const quiet = quiet_until(server_of(*sub->second, url));
    queue_.put(feed, quiet ? std::max(due, *quiet) : due, schedule::polite_host(url));
}

std::optional<Instant> PollLoop::quiet_until(std::string const& server) const {
    return cool_downs_.until(server, rooms_.clock.now());
}

/** Also those that already wait in the queue: one refusal speaks for the whole host. A single round does not wait for
 *  them, and heeds only an instant that the server has `named`. */
void PollLoop::keep_quiet(std::string const& server, schedule::HostAnswer const& says) {
    auto const until = cool_downs_.heed(server, says, rooms_.clock.now());
    if (!until) return;
    for (auto const& [feed, sub] : subscriptions_) {
        auto const due = queue_.due_of(feed);
        if (!due || *due >= *until || server_of(*sub, asked_url(*sub)) != server) continue;
        if (!once_)
            put_again(feed, *until);
        else if (says.is_named)
            queue_.erase(feed);
    }
}

Wish PollLoop::poll_now(FeedId feed) {
    auto const found = subscriptions_.find(feed);
    if (found == subscriptions_.end())
        return {Wish::Answer::not_enabled, "it is not subscribed, or not enabled", std::nullopt};
    if (queue_.is_in_flight(feed)) return {};
    auto const& sub = *found->second;
    auto const now = rooms_.clock.now();
    auto const host = schedule::polite_host(asked_url(sub));
    auto const refused = [now](Wish::Answer answer, std::string const& why, Instant until) {
        return Wish{answer, why + ", for another " + in_words(until - now), until};
    };
    if (auto const quiet = quiet_until(server_of(sub, asked_url(sub))))
        return refused(Wish::Answer::cool_down, "its server has asked for fewer requests", *quiet);
    if (auto const state = rooms_.store.known(feed)) {
        if (state->not_before && *state->not_before > now)
            return refused(Wish::Answer::cool_down, "its server has asked to be left alone", *state->not_before);
        auto const again = state->last_polled ? *state->last_polled + between_wishes : now;
        if (!host.empty() && again > now && *state->last_polled <= now)
            return refused(Wish::Answer::too_soon,
                           "it was polled " + in_words(now - *state->last_polled) +
                               " ago, and a public host is asked every 5 minutes at most",
                           again);
    }
    queue_.put(feed, now, host);
    changed_.notify();
    return {};
}

/** The clock was set back: what was an hour ahead still is. Set ahead, it leaves feeds overdue, as a sleep does. */
void PollLoop::move_back(Duration step) {
    try {
        cool_downs_.move_back(step);
        rooms_.store.move_polls_back(step);
    } catch (store::Damaged const&) {
        rooms_.state_lost(std::current_exception());
    } catch (std::exception const& e) {  // what waits here is right all the same
        log_error(std::string("the clock was set back, and the state does not know it: ") + e.what());
    }
    for (auto const& [feed, sub] : subscriptions_)
        if (auto const due = queue_.due_of(feed)) put_again(feed, *due - step);
}

void PollLoop::clock_moved() {
    auto const now = rooms_.clock.now();
    auto const zero = now - rooms_.clock.elapsed();
    auto const step = std::exchange(clock_zero_, zero) - zero;
    if (step >= least_step && step <= most_step) move_back(step);
    cool_downs_.drop_implausible(now);
    queue_.shorten_gaps(now);
    for (auto const& [feed, sub] : subscriptions_) {
        auto const due = queue_.due_of(feed);
        if (due && *due > now + schedule::longest_wait(sub->poll)) put_again(feed, now);
    }
    outage_.network_changed(now);  // nobody tells a step of the clock from a sleep
    way_out_.try_soon(now);
    changed_.nudge();
}

void PollLoop::set_network(Network network) {
    bool const was_slow = way_out_.slowness() > 1;
    if (!way_out_.set(network)) return;
    auto const now = rooms_.clock.now();
    outage_.network_changed(now);
    way_out_.try_soon(now);
    if (network.state == Network::State::there) way_out_.found();
    if (was_slow != (way_out_.slowness() > 1))
        for (auto const& [feed, sub] : subscriptions_)
            if (auto const state = rooms_.store.known(feed); state && queue_.due_of(feed))
                put_again(feed, slowed(*sub, schedule::due_at(*state, sub->poll, now), state->last_polled));
    changed_.notify();
}

void PollLoop::set_asleep(bool asleep) {
    way_out_.set_asleep(asleep);
    if (!asleep) clock_moved();
    changed_.notify();
}

/** On a metered connection, at four times the distance from the last poll. */
Instant PollLoop::slowed(Subscription const& sub, Instant due, std::optional<Instant> last) const {
    if (!last || due <= *last || schedule::polite_host(sub.url).empty()) return due;
    return *last + way_out_.slowness() * (due - *last);
}

/** When start_due() may do something next. */
std::optional<Instant> PollLoop::next_look() const {
    auto next = queue_.next_start();
    auto const trial = queue_.is_holding_back() ? way_out_.next_trial() : std::nullopt;
    if (trial && !once_ && (!next || *trial < *next)) next = trial;
    return next;
}

asio::awaitable<void> PollLoop::wait(std::optional<Instant> next) {
    auto const write_at = books_.look(queue_.in_flight() == 0);
    if (write_at && (!next || *write_at < *next)) next = write_at;
    co_await rooms_.clock.wait(next, changed_);
}

asio::awaitable<void> PollLoop::run() {
    while (!stopping_) {
        start_due();
        co_await wait(next_look());
    }
    polls_.cancel();
    co_await polls_.join();
    books_.look(true);
}

void PollLoop::stop() {
    stopping_ = true;
    changed_.notify();
}

/** The feed, and all others that would send the same request and wait for their turn. */
std::vector<Subscription> PollLoop::with_companions(FeedId feed) const {
    std::vector<Subscription> together{*subscriptions_.at(feed)};
    for (auto const other : companions_.asking(asked_url(together.front()))) {
        if (other == feed || !queue_.due_of(other)) continue;
        auto const& sub = *subscriptions_.at(other);
        if (sub.fetch == together.front().fetch) together.push_back(sub);
    }
    return together;
}

void PollLoop::start_due() {
    auto const now = rooms_.clock.now();
    queue_.set_open(way_out_.is_open() || once_);
    while (auto const feed = queue_.start(now)) start(*feed);
    auto const trial = way_out_.next_trial();
    if (once_ || !trial || *trial > now || !queue_.is_holding_back()) return;
    queue_.set_open(true);
    if (auto const feed = queue_.start(now)) {
        way_out_.lost(now);  // until it comes back with an answer
        start(*feed);
    }
    queue_.set_open(false);
}

void PollLoop::start(FeedId feed) {
    books_.poll_started();
    auto const together = std::make_shared<std::vector<Subscription> const>(with_companions(feed));
    for (auto const& sub : *together)
        if (sub.id != feed) queue_.join(sub.id);
    polls_.spawn(poll_together(together), [this, together](std::exception_ptr const& error) {
        for (auto const& sub : *together) failed(sub, error);
    });
}

void PollLoop::note_network(Subscription const& sub, Polled const& polled) {
    if (schedule::polite_host(sub.url).empty()) return;
    if (polled.is_offline && way_out_.lost(rooms_.clock.now()))
        log_info("the network is away: public feeds wait until it is back");
    if (!polled.is_offline && way_out_.found()) log_info("the network is back");
}

asio::awaitable<void> PollLoop::poll_together(Together subs) {
    FeedsAt const others_at = [this](std::string const& document) { return companions_.reading(document); };
    net::BeforeRedirect const turn = [this, subs](Uri from, Uri to) {
        return redirect_turn(std::move(from), std::move(to), subs->front(), cool_downs_, queue_, rooms_.clock);
    };
    auto const results = co_await poll(*subs, rooms_, others_at, outage_, host_gap_, turn);
    for (std::size_t i = 0; i < subs->size(); ++i) finish((*subs)[i], results[i]);
}

void PollLoop::finish(Subscription const& sub, Polled const& polled) {
    note_network(sub, polled);
    keep_quiet(server_of(sub, polled.answered_by), polled.host);
    if (!polled.is_offline) note_addresses(sub.id, polled.next_url, polled.document_url);
    queue_.done(sub.id);
    if (once_ && polled.is_offline) {  // whose fault it is shows at the end of the round
        undecided_.insert_or_assign(sub.id, polled);
        changed_.notify();
        return;
    }
    bool const was_asked = polled.result != Polled::Result::not_asked;
    bool const was_heard = was_asked && !polled.is_offline;
    if (was_heard) failing_.erase(sub.id);
    if (was_heard && polled.health == Health::failing) failing_.insert(sub.id);
    // Whom the answer says nothing about asks for itself, if need be at once.
    auto const next = was_asked ? polled.next_poll : polled.next_poll.value_or(rooms_.clock.now());
    auto const now = rooms_.clock.now();
    if (polled.is_offline)
        put_again(sub.id, now + after_an_outage);
    else if (!once_ && next)
        put_again(sub.id, slowed(sub, *next, now));
    else if (once_ && !was_asked && !quiet_until(server_of(sub, polled.next_url)))
        put_again(sub.id, rooms_.clock.now());
    changed_.notify();
    if (was_asked && watcher_) watcher_(sub, polled);
}

/** The supervisor of every poll: whatever broke, the other feeds go on and this one is asked again. */
void PollLoop::failed(Subscription const& sub, std::exception_ptr const& error) {
    Polled polled;
    polled.result = Polled::Result::failed;
    polled.feed = sub.shown_name({});
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
