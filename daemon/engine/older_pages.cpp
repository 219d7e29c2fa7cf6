// SPDX-License-Identifier: MIT
#include "engine/older_pages.hpp"

#include "base/log.hpp"
#include "base/uri.hpp"
#include "engine/event.hpp"
#include "engine/fetch.hpp"
#include "parse/read.hpp"
#include "schedule/due.hpp"
#include "schedule/host.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include <boost/asio/this_coro.hpp>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

constexpr int most_pages = 5;
constexpr std::size_t fewest_items = 2;  // a feed that only ever holds its newest item has no older ones to offer

/** Where the items before those of page number `page` are. WordPress says nothing of it, but gives itself away by the
 * hourly update period of every one of its feeds. */
std::string page_before(Feed const& read, bool is_wordpress, std::string const& url, int page) {
    if (read.dialect == Dialect::json) return {};  // B-26: its next_url is for people who read on
    if (!read.previous_page.empty()) return read.previous_page;
    if (!is_wordpress) return {};
    return url + (url.find('?') == std::string::npos ? '?' : '&') + "paged=" + std::to_string(page + 1);
}

bool is_there_too(std::string const& page, std::string const& url) {
    auto const here = parse_uri(url);
    auto const there = parse_uri(page);
    return here && there && there->is_http() && there->scheme == here->scheme &&
           there->authority() == here->authority();
}

bool is_oldest_first(std::vector<Item> const& items, std::size_t begin) {
    auto const& first = items[begin].published;
    auto const& last = items.back().published;
    return first && last && *first < *last;
}

/** Of the page that reaches back, which begins at `begin`: what lies beyond its first known item is older than that. */
void drop_the_archive(Feed& feed, std::size_t begin, Change const& change) {
    if (is_oldest_first(feed.items, begin)) return;
    auto end = feed.items.size();
    for (auto const& judged : change.items) {
        auto const is_known = judged.verdict == Verdict::known || judged.verdict == Verdict::updated ||
                              judged.verdict == Verdict::rekeyed;
        if (is_known && judged.index >= begin) end = std::min(end, judged.index + 1);
    }
    feed.items.resize(end);
}

}  // namespace

bool leaves_a_gap(Change const& change, Feed const& feed) {
    return change.gap && !change.rekeyed && feed.items.size() >= fewest_items;
}

asio::awaitable<OlderPages> with_older_pages(Feed feed, std::string url, Subscription sub, Rooms const& rooms,
                                             Duration gap, net::BeforeRedirect before_redirect,
                                             std::function<Change(Feed const&)> judge) {
    bool const is_wordpress = feed.hints.update_period_is_hourly_once;
    std::set<std::string> read{url};
    std::string next = page_before(feed, is_wordpress, url, 1);
    OlderPages result{std::move(feed), false, std::nullopt};
    if (schedule::polite_host(url).empty()) gap = Duration{};
    Event pause{co_await asio::this_coro::executor};
    for (int page = 2; page <= most_pages + 1 && !next.empty(); ++page) {
        if (!is_there_too(next, url) || !read.insert(next).second) break;
        auto const start = rooms.clock.now() + gap;
        while (rooms.clock.now() < start) co_await rooms.clock.wait(start, pause);
        Validators const none;
        auto fetched = co_await fetch(rooms.http, rooms.clock, sub, next, none, before_redirect);
        if (!std::holds_alternative<Document>(fetched)) {
            result.refusal = std::move(fetched);
            break;
        }
        auto reading = parse::read(fetched);
        auto* const older = std::get_if<Feed>(&reading);
        if (!older || older->items.empty()) break;
        log_debug("read an older page, " + next + ", to see whether posts were missed", {{"FEED_URL", url}});
        auto const begin = result.feed.items.size();
        std::move(older->items.begin(), older->items.end(), std::back_inserter(result.feed.items));
        if (auto const change = judge(result.feed); !change.gap) {
            result.reach_back = true;
            drop_the_archive(result.feed, begin, change);
            break;
        }
        next = page_before(*older, is_wordpress, url, page);
    }
    co_return result;
}

void heed_refusal(Fetched const& page, Polled& polled, Instant now) {
    auto const says = schedule::host_answer(page, now);
    if (!says.is_open_ended && says.quiet_until <= polled.host.quiet_until) return;
    polled.host = says;
    polled.answered_by = answer_of(page)->url;
}

}  // namespace feedherald::engine
