// SPDX-License-Identifier: MIT
#include "engine/cool_downs.hpp"

#include "base/dates.hpp"

#include <algorithm>

namespace feedherald::engine {

namespace {
constexpr char prefix[] = "cool-down ";
// A Retry-After is obeyed for 7 days at most: what ends later than this from now was written under a wrong clock.
constexpr Duration longest = std::chrono::days{8};
}  // namespace

void CoolDowns::load(Instant now) {
    servers_.clear();
    for (auto const& [name, value] : store_.notes(prefix)) {
        auto const blank = value.find(' ');
        auto const until = parse_rfc3339(value.substr(0, blank));
        if (!until || *until <= now || *until >= now + longest) {
            store_.remove_note(name);
            continue;
        }
        auto& cool_down = servers_[name.substr(sizeof prefix - 1)];
        cool_down.until = *until;
        if (blank != std::string::npos) cool_down.named_until = parse_rfc3339(value.substr(blank + 1));
    }
}

std::optional<Instant> CoolDowns::until(std::string const& server, Instant now) const {
    auto const found = servers_.find(server);
    if (found == servers_.end() || found->second.until <= now) return std::nullopt;
    return found->second.until;
}

bool CoolDowns::is_named(std::string const& server, Instant now) const {
    auto const found = servers_.find(server);
    return found != servers_.end() && found->second.named_until > now;
}

void CoolDowns::keep_named(Instant now) {
    std::erase_if(servers_, [now](auto const& server) { return !(server.second.named_until > now); });
    for (auto& [server, cool_down] : servers_) cool_down.until = *cool_down.named_until;
}

Instant CoolDowns::add(std::string const& server, Instant until, bool named) {
    auto& cool_down = servers_[server];
    cool_down.until = std::max(until, cool_down.until);
    if (named) cool_down.named_until = std::max(until, cool_down.named_until.value_or(until));
    save(server, cool_down);
    return cool_down.until;
}

void CoolDowns::drop_implausible(Instant now) {
    std::erase_if(servers_, [now](auto const& server) { return server.second.until > now + longest; });
}

void CoolDowns::move_back(Duration step) {
    for (auto& [server, cool_down] : servers_) {
        cool_down.until -= step;
        if (cool_down.named_until) *cool_down.named_until -= step;
    }
    for (auto const& [server, cool_down] : servers_) save(server, cool_down);
}

void CoolDowns::save(std::string const& server, CoolDown const& cool_down) {
    auto text = to_rfc3339(cool_down.until);
    if (cool_down.named_until) text += " " + to_rfc3339(*cool_down.named_until);
    store_.set_note(prefix + server, text);
}

}  // namespace feedherald::engine
