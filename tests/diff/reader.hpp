// SPDX-License-Identifier: MIT
// A reader of one feed for tests: remembers what diff tells it to, as the store does, and says what it would alert.
#pragma once

#include "diff/diff.hpp"
#include "diff/fingerprint.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace feedherald::diff {

using namespace std::chrono_literals;

constexpr Instant noon = std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + 12h;

inline Item item(std::string id, std::string url, std::string title, std::optional<Instant> published = {}) {
    Item made;
    made.id = std::move(id);
    made.url = std::move(url);
    made.title = std::move(title);
    made.content_html = "<p>" + made.title + "</p>";
    made.published = published;
    return made;
}

/** A post n of an ordinary blog, a day older than post n + 1. */
inline Item post(int n, std::string const& site = "https://example.org") {
    auto const name = std::to_string(n);
    return item("tag:example.org," + name, site + "/posts/" + name, "Post number " + name, noon - 1000h + n * 24h);
}

inline std::vector<Item> posts(int newest, int oldest) {
    std::vector<Item> made;
    for (int n = newest; n >= oldest; --n) made.push_back(post(n));
    return made;
}

class Reader {
  public:
    /** The titles that this document makes new, in its order; `is_whole`: it did not break off. */
    std::vector<std::string> poll(std::vector<Item> items, bool is_whole = true) {
        Feed feed;
        feed.items = std::move(items);
        feed.truncated = !is_whole;
        last_ = diff(state_, seen(), feed, now_);
        std::vector<std::string> titles;
        for (auto const& judged : last_.items)
            if (judged.verdict == Verdict::is_new) titles.push_back(feed.items.at(judged.index).title);
        remember(feed);
        now_ += 1h;
        return titles;
    }

    [[nodiscard]] Change const& last() const { return last_; }
    [[nodiscard]] std::vector<Verdict> verdicts() const {
        std::vector<Verdict> all;
        for (auto const& judged : last_.items) all.push_back(judged.verdict);
        return all;
    }
    [[nodiscard]] std::vector<SeenItem> seen() const {
        std::vector<SeenItem> rows;
        for (auto const& [key, row] : rows_) rows.push_back(row);
        return rows;
    }
    [[nodiscard]] Instant now() const { return now_; }
    void wait(Duration span) { now_ += span; }
    /** As the store does, which refreshes last_seen alone only once a day. */
    void keep_last_seen_to_the_day() { coarse_ = true; }

  private:
    void remember(Feed const& feed) {
        auto write = [&](SeenItem const& row) {
            auto const before = rows_.find(row.key);
            if (coarse_ && before != rows_.end()) {
                auto same = row;
                same.last_seen = before->second.last_seen;
                if (same == before->second && row.last_seen - before->second.last_seen < 24h) return;
            }
            rows_[row.key] = row;
        };
        for (auto const& mark : last_.marks) write(mark);
        for (auto const& judged : last_.items) write(judged.seen);
        if (last_.rekeyed) state_.renamed = now_;
        if (!feed.truncated) state_.body = fingerprint("a body");
        if (!last_.is_first) return;
        state_.first_polled = now_;
        for (auto const& one : feed.items) {
            auto const dated = one.dated();
            if (dated && (!state_.oldest_at_first_poll || *dated < *state_.oldest_at_first_poll))
                state_.oldest_at_first_poll = dated;
        }
    }

    FeedState state_;
    std::map<Fingerprint, SeenItem> rows_;
    Change last_;
    Instant now_ = noon;
    bool coarse_ = false;
};

using Titles = std::vector<std::string>;

}  // namespace feedherald::diff
