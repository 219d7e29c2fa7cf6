// SPDX-License-Identifier: MIT
// A publisher's server that keeps the books on its reader as the Feed Reader Behavior list does: every request is
// judged, every bad mark is counted.
#pragma once

#include "net/server.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace feedherald::conduct {

struct Page {
    int status = 200;
    std::string body;
    std::string etag;
    std::string last_modified;
    std::string extra;  ///< further header lines, "Name: value\r\n"
    /** Who asks again before that is early. */
    std::chrono::seconds patience = std::chrono::hours{1};
};

struct Marks {
    int requests = 0;
    int conditional = 0;
    int unconditional = 0;
    int not_modified = 0;  ///< answers
    // A validator that was sent last with this page is good, one that was sent before that stale, any other invented.
    int stale_modified_since = 0;
    int invented_modified_since = 0;
    int stale_none_match = 0;
    int invented_none_match = 0;
    int torn_pairs = 0;  ///< one of the two, where both were sent
    int cookies = 0;
    int referrers = 0;
    int other_fields = 0;  ///< what a feed reader has no business to send
    int other_methods = 0;
    int unknown_targets = 0;  ///< nobody named that address: guessed, decorated or rewritten
    int other_agents = 0;
    int early = 0;
    friend bool operator==(Marks const&, Marks const&) = default;
};

class Yardstick {
  public:
    /** From now on, under that target (path and query). */
    void serve(std::string const& target, Page page);
    /** The reader's own time, for what is early. */
    void set_time(std::chrono::seconds now) { now_ = now.count(); }

    net_test::Reply answer(std::string const& request);

    [[nodiscard]] Marks marks() const;
    /** How often that target was asked for. */
    [[nodiscard]] int requests_for(std::string const& target) const;
    /** The raw requests for it. */
    [[nodiscard]] std::vector<std::string> log(std::string const& target) const;

  private:
    struct Place {
        Page page;
        std::vector<std::pair<std::string, std::string>> sent;  ///< ETag and Last-Modified, the latest last
        std::vector<std::string> log;
        std::int64_t last = 0;
        std::chrono::seconds patience{0};
    };
    void judge_fields(std::string const& request);
    bool judge_validators(std::string const& request, Place const& place);

    mutable std::mutex mutex_;
    std::map<std::string, Place> places_;
    Marks marks_;
    std::atomic<std::int64_t> now_{0};
};

/** A document of that many items, numbered from the newest down; each links to a page of the same server. */
std::string document(int newest, int items = 3);

}  // namespace feedherald::conduct
