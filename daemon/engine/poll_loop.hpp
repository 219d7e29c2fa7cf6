// SPDX-License-Identifier: MIT
// Asks every feed when it is due, as many at once as allowed, and never one host twice at a time.
#pragma once

#include "config/settings.hpp"
#include "engine/bookkeeping.hpp"
#include "engine/companions.hpp"
#include "engine/cool_downs.hpp"
#include "engine/event.hpp"
#include "engine/nursery.hpp"
#include "engine/poll.hpp"
#include "engine/poll_queue.hpp"
#include "engine/rooms.hpp"
#include "engine/way_out.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::engine {

/** What a person's wish to poll a feed now came to. */
struct Wish {
    enum class Answer { granted, not_enabled, too_soon, cool_down };
    Answer answer = Answer::granted;
    std::string reason;            ///< why it is not granted, for people
    std::optional<Instant> until;  ///< when it will be
    [[nodiscard]] bool is_granted() const { return answer == Answer::granted; }
};

class PollLoop {
  public:
    using Watcher = std::function<void(Subscription const&, Polled const&)>;

    PollLoop(boost::asio::any_io_executor const& executor, Rooms const& rooms, config::PollSettings const& settings,
             Watcher watcher);

    /** The feeds to poll from now on, with what the store knows of each. A feed that stays keeps its place in time.
     *  `subscriptions` are lent: they stay where they are until the next call. */
    void subscribe(std::vector<Subscription> const& subscriptions, std::vector<FeedState> const& states,
                   config::PollSettings const& settings);
    /** Polls due feeds until stop(); returns when every poll under way has been broken off. */
    boost::asio::awaitable<void> run();
    void stop();
    /** `run --once`: polls every feed once that no Retry-After and no 410 holds back; then returns. */
    boost::asio::awaitable<void> run_once();
    /** The clock was set, or the machine has slept: looks at all due times again, and believes none that only the clock
     *  as it was before can have made. */
    void clock_moved();
    void set_network(Network network);
    /** Nothing public is asked between going to sleep and waking; what cannot be reached just after that is no fault of
     * the feeds'. */
    void set_asleep(bool asleep);
    [[nodiscard]] std::optional<Instant> next_due() const { return queue_.next_due(); }
    /** How many of the enabled feeds fail. */
    [[nodiscard]] std::size_t failing() const { return failing_.size(); }
    /** A person wants the feed polled now: not while its publisher wants quiet, at a public host at most every five
     *  minutes, and one that is gone is looked at once more. For feeds that are subscribed and enabled. */
    Wish poll_now(FeedId feed);

  private:
    void start_due();
    boost::asio::awaitable<void> wait(std::optional<Instant> next);
    void start(FeedId feed);
    [[nodiscard]] std::optional<Instant> next_look() const;
    void note_network(Subscription const& sub, Polled const& polled);
    [[nodiscard]] Instant slowed(Subscription const& sub, Instant due, std::optional<Instant> last) const;
    using Together = std::shared_ptr<std::vector<Subscription> const>;
    boost::asio::awaitable<void> poll_together(Together subs);
    void finish(Subscription const& sub, Polled const& polled);
    void failed(Subscription const& sub, std::exception_ptr const& error);
    void put_again(FeedId feed, Instant due);
    void note_addresses(FeedId feed, std::string const& asks, std::string const& document);
    [[nodiscard]] std::string const& asked_url(Subscription const& sub) const;
    [[nodiscard]] std::vector<Subscription> with_companions(FeedId feed) const;
    void move_back(Duration step);
    void keep_quiet(std::string const& server, schedule::HostAnswer const& says);
    boost::asio::awaitable<void> finish_queue();
    void look_again();
    [[nodiscard]] std::vector<FeedId> willing(Instant now) const;
    [[nodiscard]] std::optional<Instant> quiet_until(std::string const& server) const;

    Rooms const& rooms_;
    Watcher watcher_;
    using Lent = std::map<FeedId, Subscription const*>;
    Lent subscriptions_;                   ///< the enabled ones, also those that are gone
    std::map<FeedId, std::string> moved_;  ///< where those are asked that have moved
    std::set<FeedId> failing_;
    Companions companions_;
    CoolDowns cool_downs_;
    Duration host_gap_;
    Outage outage_;
    WayOut way_out_;
    PollQueue queue_;
    Nursery polls_;
    Event changed_;
    Bookkeeping books_;
    Instant clock_zero_;  ///< what the clock would have shown when Clock::elapsed() began: moves only when it is set
    std::map<FeedId, Polled> undecided_;  ///< of a single round: whom our own network may have kept from answering
    bool once_ = false;
    bool stopping_ = false;
};

}  // namespace feedherald::engine
