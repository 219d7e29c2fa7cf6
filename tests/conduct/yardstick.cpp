// SPDX-License-Identifier: MIT
#include "conduct/yardstick.hpp"

#include "base/text.hpp"
#include "config/poll_table.hpp"
#include "net/harness.hpp"

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

namespace feedherald::conduct {

using net_test::fields;
using net_test::Reply;

namespace {

std::string only(std::string const& request, std::string const& name) {
    auto const values = fields(request, name);
    return values.empty() ? std::string{} : values.front();
}

std::set<std::string> names_of(std::string const& request) {
    std::set<std::string> names;
    std::string_view rest = request;
    for (auto end = rest.find("\r\n"); end != rest.npos && end > 0; end = rest.find("\r\n")) {
        auto const colon = rest.substr(0, end).find(':');
        auto const line = rest.substr(0, end);
        if (colon != line.npos && line.find(' ') > colon) names.insert(to_lower_ascii(line.substr(0, colon)));
        rest.remove_prefix(end + 2);
    }
    return names;
}

}  // namespace

void Yardstick::serve(std::string const& target, Page page) {
    std::lock_guard const lock{mutex_};
    places_[target].page = std::move(page);
}

void Yardstick::judge_fields(std::string const& request) {
    static std::set<std::string> const expected{"host",          "user-agent",       "accept", "accept-encoding",
                                                "if-none-match", "if-modified-since"};
    for (auto const& name : names_of(request)) {
        if (name == "cookie") ++marks_.cookies;
        if (name == "referer") ++marks_.referrers;
        if (!expected.contains(name)) ++marks_.other_fields;
    }
    if (only(request, "User-Agent") != config::default_user_agent()) ++marks_.other_agents;
    if (!request.starts_with("GET ")) ++marks_.other_methods;
}

/** True when the reader has what the page holds now. */
bool Yardstick::judge_validators(std::string const& request, Place const& place) {
    auto const etag = only(request, "If-None-Match");
    auto const since = only(request, "If-Modified-Since");
    ++(etag.empty() && since.empty() ? marks_.unconditional : marks_.conditional);
    auto const was_sent = [&](auto member, std::string const& value) {
        return std::any_of(place.sent.begin(), place.sent.end(),
                           [&](auto const& pair) { return pair.*member == value; });
    };
    using Pair = std::pair<std::string, std::string>;
    Pair const latest = place.sent.empty() ? Pair{} : place.sent.back();
    if (!etag.empty() && etag != latest.first)
        ++(was_sent(&Pair::first, etag) ? marks_.stale_none_match : marks_.invented_none_match);
    if (!since.empty() && since != latest.second)
        ++(was_sent(&Pair::second, since) ? marks_.stale_modified_since : marks_.invented_modified_since);
    bool const sent_both = !latest.first.empty() && !latest.second.empty();
    if (sent_both && etag.empty() != since.empty()) ++marks_.torn_pairs;
    auto const& page = place.page;
    if (!etag.empty() && !page.etag.empty()) return etag == page.etag;
    return !since.empty() && since == page.last_modified;
}

Reply Yardstick::answer(std::string const& request) {
    std::lock_guard const lock{mutex_};
    ++marks_.requests;
    judge_fields(request);
    auto const line = net_test::request_line(request);
    auto const from = line.find(' ') + 1;
    auto const found = places_.find(line.substr(from, line.rfind(' ') - from));
    if (found == places_.end()) {
        ++marks_.unknown_targets;
        return net_test::raw("HTTP/1.1 404 Nothing\r\nContent-Length: 0\r\n\r\n");
    }
    auto& place = found->second;
    auto const now = now_.load();
    if (!place.log.empty() && now < place.last + place.patience.count()) ++marks_.early;
    place.log.push_back(request);
    place.last = now;
    place.patience = place.page.patience;
    auto const& page = place.page;
    bool const is_current = judge_validators(request, place);
    std::string validators = page.extra;
    if (!page.etag.empty()) validators += "ETag: " + page.etag + "\r\n";
    if (!page.last_modified.empty()) validators += "Last-Modified: " + page.last_modified + "\r\n";
    if (page.status == 200 && is_current) {
        ++marks_.not_modified;
        return net_test::raw("HTTP/1.1 304 Not Modified\r\n" + validators + "\r\n");
    }
    if (page.status == 200) place.sent.emplace_back(page.etag, page.last_modified);
    return net_test::raw("HTTP/1.1 " + std::to_string(page.status) + " Status\r\nContent-Length: " +
                         std::to_string(page.body.size()) + "\r\n" + validators + "\r\n" + page.body);
}

Marks Yardstick::marks() const {
    std::lock_guard const lock{mutex_};
    return marks_;
}

int Yardstick::requests_for(std::string const& target) const {
    return static_cast<int>(log(target).size());
}

std::vector<std::string> Yardstick::log(std::string const& target) const {
    std::lock_guard const lock{mutex_};
    auto const found = places_.find(target);
    return found == places_.end() ? std::vector<std::string>{} : found->second.log;
}

std::string document(int newest, int items) {
    std::string text = R"(<?xml version="1.0"?><rss version="2.0"><channel><title>A feed</title><link>/</link>)"
                       R"(<image><url>/icon.png</url></image>)";
    for (int i = newest; i > newest - items && i > 0; --i) {
        auto const number = std::to_string(i);
        text += "<item><guid isPermaLink=\"false\">id-" + number + "</guid><title>Item " + number +
                "</title><link>/posts/" + number + "</link><description>&lt;img src=\"/images/" + number +
                ".png\"&gt;</description><enclosure url=\"/audio/" + number +
                ".mp3\" length=\"1\" type=\"audio/mpeg\"/></item>";
    }
    return text + "</channel></rss>";
}

}  // namespace feedherald::conduct
