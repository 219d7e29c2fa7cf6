// SPDX-License-Identifier: MIT
#include "engine/outage.hpp"

#include "parse/read.hpp"
#include "schedule/host.hpp"
#include "schedule/portal.hpp"

#include <variant>

namespace feedherald::engine {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t hosts_that_cannot_all_be_away = 3;
constexpr Duration recently = 15min;      // an answer of anybody: there is no portal in the way
constexpr Duration longest_portal = 24h;  // what leads to a login for longer is the publisher's doing

bool is_unreachable(FetchFailure::Kind kind) {
    using Kind = FetchFailure::Kind;
    return kind == Kind::dns || kind == Kind::connect || kind == Kind::timeout || kind == Kind::tls;
}

}  // namespace

bool Outage::is_portal(std::string const& url, Fetched const& fetched, Instant now) {
    auto const* page = std::get_if<Document>(&fetched);
    if (!page || page->answer.url.empty() || page->answer.url == url) return false;
    if (schedule::polite_host(page->answer.url) == schedule::polite_host(url)) return false;
    if (!schedule::looks_like_a_portal(page->answer.url)) return false;
    if (now - last_answer_ < recently) return false;
    if (std::holds_alternative<Feed>(parse::read(fetched))) return false;  // The Register is no portal
    if (portal_since_ == Instant{}) portal_since_ = now;
    return now - portal_since_ < longest_portal;
}

bool Outage::is_ours(std::string const& url, Fetched const& fetched, Instant now) {
    auto const* failure = std::get_if<FetchFailure>(&fetched);
    if (failure && failure->kind == FetchFailure::Kind::offline) return true;
    auto const host = schedule::polite_host(url);
    if (host.empty()) return false;  // a file, a machine in the house: they say nothing of the way out
    if (is_portal(url, fetched, now)) return true;
    if (answer_of(fetched)) {
        silent_.clear();
        unsettled_until_ = portal_since_ = {};
        last_answer_ = now;
        return false;
    }
    if (!is_unreachable(failure->kind) || is_disproved()) return false;
    silent_.insert(host);
    return now < unsettled_until_ || silent_.size() >= hosts_that_cannot_all_be_away;
}

}  // namespace feedherald::engine
