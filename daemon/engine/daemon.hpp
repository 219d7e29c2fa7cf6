// SPDX-License-Identifier: MIT
// All loops together: polling and one delivery loop a sink, started, reloaded and ended as one.
#pragma once

#include "config/settings.hpp"
#include "engine/deliver_loop.hpp"
#include "engine/event.hpp"
#include "engine/nursery.hpp"
#include "engine/poll_loop.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

using SinkFactory = std::function<std::unique_ptr<sink::Sink>(config::SinkSettings const&)>;

/** What `status` tells; counted when asked. */
struct Condition {
    std::size_t feeds = 0;
    std::size_t failing = 0;
    std::size_t pending_alerts = 0;
    std::optional<Instant> next_poll;
    std::optional<Instant> paused_until;
};

class Daemon {
  public:
    /** All arguments but `settings` outlive the daemon. `watcher` hears of every poll. */
    Daemon(boost::asio::any_io_executor const& executor, Clock& clock, store::Store& store, net::HttpClient& http,
           SinkFactory make_sink, std::function<double()> jitter, config::Settings settings, PollLoop::Watcher watcher);
    ~Daemon();

    /** Until stop(): then polls are broken off, deliveries under way may end within `grace`, and it returns. Throws
     *  store::Damaged when the state was found damaged: a new store on the same directory goes on. */
    boost::asio::awaitable<void> run();
    void stop();
    /** Puts other settings in force; what stays the same keeps its place in time and its connections. One at a time.
     *  Throws what the store throws: then the settings before are still in force. */
    boost::asio::awaitable<void> reload(config::Settings settings);

    struct Tally {
        std::size_t polled = 0, unchanged = 0, failed = 0, new_items = 0;
        DeliverLoop::Tally alerts;
    };
    /** `run --once`: polls every feed, calls `delivering`, delivers, returns. */
    boost::asio::awaitable<Tally> run_once(std::function<void()> delivering = nullptr);

    [[nodiscard]] Condition condition() const;
    [[nodiscard]] config::Settings const& settings() const { return settings_; }
    /** Desktop alerts wait until then, also over restarts; polling goes on. Empty: no longer. */
    void pause(std::optional<Instant> until);
    [[nodiscard]] std::optional<Instant> paused_until() const;
    /** There is something new in the outbox. */
    void outbox_changed();
    /** A command has changed the outbox: look at it again, whatever failed before. */
    void retry();
    /** What a person wished at a pop-up. */
    void show_later(std::vector<DeliveryId> const& deliveries);
    /** No pop-ups of that feed for `span`; zero unmutes. */
    void mute(FeedId feed, Duration span = std::chrono::days{1});
    /** PollLoop::poll_now. */
    Wish poll_now(FeedId feed) { return polls_.poll_now(feed); }
    /** What the system says of its network, and of its sleep. */
    void set_network(Network network) { polls_.set_network(network); }
    void set_asleep(bool asleep);
    [[nodiscard]] store::Store& store() const { return rooms_.store; }
    [[nodiscard]] Instant now() const { return rooms_.clock.now(); }
    /** Something about ourselves that a person must act on: to the desktop sinks that some feed uses. */
    void tell_person(AlertKind kind, std::string const& reason);
    /** Called whenever deliveries have changed their state. */
    void when_settled(std::function<void()> settled) { settled_ = std::move(settled); }

    /** For deliveries under way; together they must stay within TimeoutStopSec and the 5 s of the contract. */
    static constexpr Duration grace = std::chrono::seconds{3};
    static constexpr Duration reload_grace = std::chrono::seconds{1};

  private:
    /** One sink with the nursery its loop runs in, so that a reload can replace it alone. */
    struct Post {
        Post(boost::asio::any_io_executor const& executor, Rooms const& rooms, config::SinkSettings const& settings,
             std::unique_ptr<sink::Sink> sink)
            : loop(executor, rooms, settings, std::move(sink)), nursery(executor) {}
        DeliverLoop loop;
        Nursery nursery;
    };

    void watch(Subscription const& sub, Polled const& polled);
    void subscribe(std::vector<FeedState> const& states);
    [[nodiscard]] std::unique_ptr<Post> make_post(config::SinkSettings const& settings);
    void staff(std::unique_ptr<Post> post);
    boost::asio::awaitable<void> dismiss(std::vector<Post*> posts, Duration span);
    boost::asio::awaitable<void> supervise(DeliverLoop& loop);
    boost::asio::awaitable<void> keep_house();
    boost::asio::awaitable<void> keep_flushed();
    boost::asio::awaitable<void> drain(DeliverLoop& loop);
    void choose_notice_sinks();
    void watch_files_of_feeds();
    void end_with(std::exception_ptr error);
    void nudge_all();

    boost::asio::any_io_executor executor_;
    SinkFactory make_sink_;
    PollLoop::Watcher watcher_;
    std::function<void()> settled_;
    Rooms rooms_;
    config::Settings settings_;
    PollLoop polls_;
    std::vector<std::unique_ptr<Post>> posts_;
    std::vector<std::unique_ptr<Post>> leaving_;  ///< dismissed, not yet ended
    Nursery polling_;
    Nursery helpers_;
    Event unflushed_;  ///< rung when settled deliveries wait for the disk
    Nursery files_;    ///< the watch of file: feeds, begun anew with every reload
    Event stop_;
    Tally tally_;
    bool running_ = false;
    bool stopping_ = false;
    std::exception_ptr lost_;  ///< why it ended by itself, store::Damaged: thrown by run() and run_once()
};

}  // namespace feedherald::engine
