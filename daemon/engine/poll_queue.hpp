// SPDX-License-Identifier: MIT
// Which feed may be asked next: due instants, oldest first, under one limit over all hosts and a gap at each host.
// Knows no network and no clock; engine/poll_loop drives it.
#pragma once

#include "base/instant.hpp"
#include "model/ids.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

namespace feedherald::engine {

class PollQueue {
  public:
    /** `concurrency`: requests in flight over all hosts. `host_gap`: between request starts to one host. */
    PollQueue(std::size_t concurrency, Duration host_gap) : concurrency_(concurrency), host_gap_(host_gap) {}

    /** Makes `feed` due at `due`, anew if it waits already. `host` is what one request at a time and the gap hold for
     *  empty: neither does (private hosts). Not for a feed in flight. */
    void put(FeedId feed, Instant due, std::string const& host);
    /** Takes it out; nothing happens to a request in flight. */
    void erase(FeedId feed);
    /** A feed to ask now, if any may be: it is in flight until done(). */
    std::optional<FeedId> start(Instant now);
    /** A feed that waits goes along with a request under way for another: it is in flight until done(), too. */
    void join(FeedId feed);
    void done(FeedId feed);
    /** When the gap at that host ends. */
    [[nodiscard]] Instant free_at(std::string const& host) const;
    /** A redirect leads there now: a gap begins as if a feed had been asked. */
    void visit(std::string const& host, Instant now);
    /** When start() may give something next; empty: only after put() or done(). */
    [[nodiscard]] std::optional<Instant> next_start() const;
    [[nodiscard]] std::size_t in_flight() const { return in_flight_.size(); }
    [[nodiscard]] bool is_in_flight(FeedId feed) const { return in_flight_.contains(feed); }
    [[nodiscard]] bool empty() const { return places_.empty() && in_flight_.empty(); }
    [[nodiscard]] std::optional<Instant> next_due() const;
    /** True when a feed of a named host is due and held back. */
    [[nodiscard]] bool is_holding_back() const { return !gaps_.empty(); }
    /** Of a feed that waits. */
    [[nodiscard]] std::optional<Instant> due_of(FeedId feed) const;

    /** Whether feeds of named hosts may start at all; those without a host always may. */
    void set_open(bool open) { open_ = open; }
    void set_limits(std::size_t concurrency, Duration host_gap);
    /** After the clock was set back: no gap ends later than one that begins now. */
    void shorten_gaps(Instant now);

  private:
    using Turn = std::pair<Instant, FeedId>;
    struct Host {
        std::set<Turn> waiting;  ///< due, but held back by this host
        bool busy = false;
        Instant free_at{};  ///< the gap after the last start
    };
    struct Place {
        Instant due;
        std::string host;
    };

    bool is_free(std::string const& host, Instant now) const;
    void release(std::string const& name, Host& host);
    void take(FeedId feed, Instant now);

    std::size_t concurrency_;
    Duration host_gap_;
    bool open_ = true;
    std::unordered_map<FeedId, Place> places_;  ///< every feed that waits
    std::unordered_map<FeedId, std::string> in_flight_;
    std::set<Turn> due_;  ///< feeds that no host holds back
    std::map<std::string, Host> hosts_;
    std::set<std::pair<Instant, std::string>> gaps_;  ///< idle hosts with waiting feeds, by the end of their gap
};

}  // namespace feedherald::engine
