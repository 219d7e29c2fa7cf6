// SPDX-License-Identifier: MIT
#include "engine/daemon.hpp"

#include "base/log.hpp"
#include "engine/clock_watch.hpp"
#include "engine/feed_files.hpp"
#include "engine/holding.hpp"
#include "engine/local_offset.hpp"
#include "engine/notice.hpp"
#include "engine/pause.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

constexpr Duration sink_restart = std::chrono::seconds{30};
constexpr Duration house_keeping = std::chrono::days{1};
constexpr Duration flush_pause = std::chrono::milliseconds{50};
constexpr Duration look_again = std::chrono::milliseconds{20};
constexpr Duration shown_later = std::chrono::hours{1};

void log_failure(std::string const& what, std::exception_ptr const& error) {
    try {
        std::rethrow_exception(error);
    } catch (std::exception const& e) {
        log_error(what + ": " + e.what());
    }
}

template <class T>
std::vector<T*> pointers_to(std::vector<std::unique_ptr<T>> const& owned) {
    std::vector<T*> pointers;
    for (auto const& one : owned) pointers.push_back(one.get());
    return pointers;
}

}  // namespace

Daemon::Daemon(asio::any_io_executor const& executor, Clock& clock, store::Store& store, net::HttpClient& http,
               SinkFactory make_sink, std::function<double()> jitter, config::Settings settings,
               PollLoop::Watcher watcher)
    : executor_(executor),
      make_sink_(std::move(make_sink)),
      watcher_(std::move(watcher)),
      rooms_{clock,
             store,
             http,
             [this](std::exception_ptr error) { end_with(std::move(error)); },
             std::move(jitter),
             [this] { outbox_changed(); },
             local_offset,
             {},
             {},
             [this] { unflushed_.notify(); },
             [this] {
                 if (settled_) settled_();
             }},
      settings_(std::move(settings)),
      polls_(executor, rooms_, settings_.poll, [this](auto const& sub, auto const& polled) { watch(sub, polled); }),
      polling_(executor),
      helpers_(executor),
      unflushed_(executor),
      files_(executor),
      stop_(executor) {
    subscribe(rooms_.store.enlist(settings_.feeds, rooms_.clock.now()));
    hold_anew(settings_, rooms_);
    for (auto const& sink : settings_.sinks) staff(make_post(sink));
    choose_notice_sinks();
}

Daemon::~Daemon() = default;

void Daemon::subscribe(std::vector<FeedState> const& states) {
    polls_.subscribe(settings_.feeds, states, settings_.poll);
    rooms_.desktop_sinks.clear();
    for (auto const& sink : settings_.sinks)
        if (sink.type == "desktop") rooms_.desktop_sinks.push_back(sink.name);
    if (running_) watch_files_of_feeds();
}

void Daemon::watch_files_of_feeds() {
    files_.cancel();
    auto files = feed_files(settings_.feeds);
    if (files.empty()) return;
    std::function<void(FeedId)> const written = [this](FeedId feed) { polls_.poll_now(feed); };
    files_.spawn(watch_feed_files(std::move(files), written), [](std::exception_ptr error) {
        log_failure("file: feeds are not watched, only read when they are due", error);
    });
}

void Daemon::set_asleep(bool asleep) {
    log_info(asleep ? "the machine goes to sleep" : "the machine has woken: what came due meanwhile is asked now");
    polls_.set_asleep(asleep);
    try {
        if (asleep) rooms_.store.flush();
    } catch (std::exception const&) {  // a kill in its sleep may then cost requests that were made already, no more
        log_failure("what was read may be lost if this machine does not wake", std::current_exception());
    }
    for (auto const& post : posts_) post->loop.nudge();
}

std::unique_ptr<Daemon::Post> Daemon::make_post(config::SinkSettings const& settings) {
    return std::make_unique<Post>(executor_, rooms_, settings, make_sink_(settings));
}

void Daemon::staff(std::unique_ptr<Post> post) {
    post->loop.pause(paused_until());
    if (running_)
        post->nursery.spawn(supervise(post->loop),
                            [](std::exception_ptr error) { log_failure("delivery stopped", error); });
    posts_.push_back(std::move(post));
}

void Daemon::watch(Subscription const& sub, Polled const& polled) {
    ++tally_.polled;
    tally_.new_items += polled.new_items;
    if (polled.result == Polled::Result::unchanged) ++tally_.unchanged;
    if (polled.result == Polled::Result::failed) ++tally_.failed;
    if (watcher_) watcher_(sub, polled);
}

void Daemon::outbox_changed() {
    for (auto const& post : posts_) post->loop.notify();
}

void Daemon::nudge_all() {
    log_debug("the clock was set, or the machine has slept: looking at all due times again");
    polls_.clock_moved();
    for (auto const& post : posts_) post->loop.nudge();
}

asio::awaitable<void> Daemon::run() {
    running_ = true;
    auto const told = [](char const* what) { return [what](std::exception_ptr error) { log_failure(what, error); }; };
    helpers_.spawn(watch_clock([this] { nudge_all(); }), told("the clock is not watched"));
    helpers_.spawn(keep_flushed(), told("what was delivered reaches the disk late"));
    helpers_.spawn(keep_house(), told("old items are not forgotten any more"));
    watch_files_of_feeds();
    polling_.spawn(polls_.run(), [this](std::exception_ptr error) { end_with(std::move(error)); });
    for (auto const& post : posts_) post->nursery.spawn(supervise(post->loop), told("delivery stopped"));

    co_await stop_.wait();

    stopping_ = true;
    polls_.stop();
    std::move(posts_.begin(), posts_.end(), std::back_inserter(leaving_));
    posts_.clear();
    co_await dismiss(pointers_to(leaving_), grace);
    co_await polling_.join();
    helpers_.cancel();
    co_await helpers_.join();
    files_.cancel();
    co_await files_.join();
    running_ = false;
    if (lost_) std::rethrow_exception(lost_);
}

void Daemon::stop() {
    stop_.notify();
}

void Daemon::end_with(std::exception_ptr error) {
    lost_ = std::move(error);
    polls_.stop();
    stop();
}

/** What is being delivered may end within `span`: a request that is broken off may have been accepted. */
asio::awaitable<void> Daemon::dismiss(std::vector<Post*> posts, Duration span) {
    for (auto* const post : posts) post->loop.finish();
    auto const deadline = std::chrono::steady_clock::now() + span;
    auto const delivering = [](Post const* post) { return post->loop.is_delivering(); };
    Event pause{executor_};
    while (std::any_of(posts.begin(), posts.end(), delivering) && std::chrono::steady_clock::now() < deadline)
        co_await pause.wait(look_again);
    for (auto* const post : posts) post->nursery.cancel();
    for (auto* const post : posts) co_await post->nursery.join();
}

/** The supervisor of every sink: whatever broke, it starts again, and the other sinks go on. */
asio::awaitable<void> Daemon::supervise(DeliverLoop& loop) {
    for (;;) {
        std::exception_ptr broken;
        try {
            co_await loop.run();
            co_return;
        } catch (boost::system::system_error const& e) {
            if (e.code() == asio::error::operation_aborted) throw;
            broken = std::current_exception();
        } catch (store::Damaged const&) {
            rooms_.state_lost(std::current_exception());
            co_return;
        } catch (std::exception const&) {
            broken = std::current_exception();
        }
        log_failure(loop.settings().name.value() + ": delivery broke off and starts again in 30 s", broken);
        Event pause{executor_};
        co_await rooms_.clock.wait(rooms_.clock.now() + sink_restart, pause);
    }
}

/** Bounds what a loss of power can make the sinks repeat; a kill of the process makes them repeat nothing of it. */
asio::awaitable<void> Daemon::keep_flushed() {
    Event pause{executor_};
    for (;;) {
        co_await unflushed_.wait();
        co_await pause.wait(flush_pause);
        try {
            rooms_.store.flush();
        } catch (std::exception const&) {  // the loop that settles next meets the same and says so
            log_failure("what was delivered is not on the disk yet", std::current_exception());
        }
    }
}

asio::awaitable<void> Daemon::keep_house() {
    Event pause{executor_};
    for (;;) {
        try {
            rooms_.store.prune(settings_.state.keep, rooms_.clock.now());
        } catch (store::Damaged const&) {
            rooms_.state_lost(std::current_exception());
            co_return;
        } catch (std::exception const&) {  // a full disk today is no reason never to tidy up again
            log_failure("old items are not forgotten today", std::current_exception());
        }
        co_await rooms_.clock.wait(rooms_.clock.now() + house_keeping, pause);
    }
}

asio::awaitable<void> Daemon::reload(config::Settings settings) {
    if (stopping_) co_return;
    // What can fail comes first, while nothing has changed yet.
    std::vector<std::unique_ptr<Post>> joining;
    for (auto const& sink : settings.sinks) {
        auto const same = [&](auto const& post) { return post->loop.settings() == sink; };
        if (std::none_of(posts_.begin(), posts_.end(), same)) joining.push_back(make_post(sink));
    }
    auto const states = rooms_.store.enlist(settings.feeds, rooms_.clock.now());
    hold_anew(settings, rooms_);
    settings_ = std::move(settings);
    subscribe(states);

    auto const stays = [this](std::unique_ptr<Post> const& post) {
        return std::find(settings_.sinks.begin(), settings_.sinks.end(), post->loop.settings()) !=
               settings_.sinks.end();
    };
    auto const leaving = std::stable_partition(posts_.begin(), posts_.end(), stays);
    std::move(leaving, posts_.end(), std::back_inserter(leaving_));
    posts_.erase(leaving, posts_.end());
    co_await dismiss(pointers_to(leaving_), reload_grace);
    if (stopping_) co_return;  // run() waits for those that leave
    leaving_.clear();
    for (auto& post : joining) staff(std::move(post));
    choose_notice_sinks();
    outbox_changed();
}

void Daemon::choose_notice_sinks() {
    rooms_.notice_sinks.clear();
    for (auto const& post : posts_)
        if (post->loop.settings().type == "desktop" && post->loop.is_there())
            rooms_.notice_sinks.push_back(post->loop.settings().name);
}

asio::awaitable<Daemon::Tally> Daemon::run_once(std::function<void()> delivering) {
    tally_ = {};
    co_await polls_.run_once();
    if (lost_) std::rethrow_exception(lost_);
    if (delivering) delivering();
    rooms_.store.make_due(rooms_.clock.now());
    std::exception_ptr broken;
    Nursery draining{executor_};  // side by side: a sink that hangs holds no other up
    for (auto const& post : posts_)
        draining.spawn(drain(post->loop), [&broken](std::exception_ptr error) { broken = std::move(error); });
    co_await draining.join();
    if (broken) std::rethrow_exception(broken);
    for (auto const& post : posts_)  // what the others' failures had to say
        if (post->loop.settings().type == "desktop") co_await drain(post->loop);
    co_return tally_;
}

asio::awaitable<void> Daemon::drain(DeliverLoop& loop) {
    auto const tally = co_await loop.drain();
    tally_.alerts.delivered += tally.delivered;
    tally_.alerts.undelivered += tally.undelivered;
}

void Daemon::retry() {
    for (auto const& post : posts_) post->loop.try_again();
}

Condition Daemon::condition() const {
    Condition condition;
    condition.feeds = settings_.feeds.size();
    condition.failing = polls_.failing();
    for (auto const& sink : settings_.sinks) condition.pending_alerts += rooms_.store.sink_state(sink.name).pending;
    condition.next_poll = polls_.next_due();
    condition.paused_until = paused_until();
    return condition;
}

void Daemon::pause(std::optional<Instant> until) {
    note_pause(rooms_.store, until);
    for (auto const& post : posts_) post->loop.pause(until);
}

std::optional<Instant> Daemon::paused_until() const {
    return noted_pause(rooms_.store, rooms_.clock.now());
}

void Daemon::tell_person(AlertKind kind, std::string const& reason) {
    std::vector<SinkName> in_use;
    std::copy_if(rooms_.desktop_sinks.begin(), rooms_.desktop_sinks.end(), std::back_inserter(in_use), [&](auto& sink) {
        return std::any_of(settings_.feeds.begin(), settings_.feeds.end(), [&](Subscription const& feed) {
            return std::find(feed.alerts->to.begin(), feed.alerts->to.end(), sink) != feed.alerts->to.end();
        });
    });
    notice(rooms_, kind, reason, std::move(in_use));
}

void Daemon::show_later(std::vector<DeliveryId> const& deliveries) {
    auto const now = rooms_.clock.now();
    rooms_.store.postpone(deliveries, now + shown_later, now);
    outbox_changed();
}

void Daemon::mute(FeedId feed, Duration span) {
    auto const until = rooms_.clock.now() + span;
    rooms_.store.mute(feed, span > Duration::zero() ? std::optional(until) : std::nullopt);
    hold_anew(settings_, rooms_);
    outbox_changed();
}

}  // namespace feedherald::engine
