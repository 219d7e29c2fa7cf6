// SPDX-License-Identifier: MIT
#include "engine/cool_downs.hpp"

#include "base/dates.hpp"
#include "schedule/backoff.hpp"

#include <algorithm>
#include <sstream>

namespace feedherald::engine {

namespace {
constexpr char prefix[] = "cool-down ";
// A Retry-After is obeyed for 7 days at most: what ends later than this from now was written under a wrong clock.
constexpr Duration longest = std::chrono::days{8};
}  // namespace

/** "UNTIL", "UNTIL NAMED_UNTIL", or "UNTIL NAMED_UNTIL|- REFUSALS". */
std::optional<CoolDowns::CoolDown> CoolDowns::read(std::string const& note, Instant now) {
    std::istringstream words(note);
    std::string until;
    std::string named_until;
    CoolDown cool_down;
    words >> until >> named_until >> cool_down.refusals;
    auto const end = parse_rfc3339(until);
    if (!end || *end >= now + longest) return std::nullopt;
    bool const is_remembered = cool_down.refusals > 0 && *end > now - longest;
    if (*end <= now && !is_remembered) return std::nullopt;
    cool_down.until = *end;
    cool_down.named_until = parse_rfc3339(named_until);
    return cool_down;
}

void CoolDowns::load(Instant now) {
    servers_.clear();
    for (auto const& [name, value] : store_.notes(prefix)) {
        if (auto const cool_down = read(value, now))
            servers_[name.substr(sizeof prefix - 1)] = *cool_down;
        else
            store_.remove_note(name);
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

std::optional<Instant> CoolDowns::named_in(store::Store& store, std::string const& server, Instant now) {
    auto const note = store.note(prefix + server);
    auto const cool_down = note ? read(*note, now) : std::nullopt;
    return cool_down && cool_down->named_until > now ? cool_down->named_until : std::nullopt;
}

void CoolDowns::keep_named(Instant now) {
    for (auto& [server, cool_down] : servers_)
        cool_down.until = std::min(cool_down.until, std::max(cool_down.named_until.value_or(now), now));
}

std::optional<Instant> CoolDowns::heed(std::string const& server, schedule::HostAnswer const& says, Instant now) {
    if (server.empty() || !says.is_there) return std::nullopt;
    auto const known = servers_.find(server);
    if (!says.refuses && known != servers_.end() && known->second.refusals > 0) {
        known->second.refusals = 0;
        save(server, known->second);
    }
    if (!says.refuses && !says.quiet_until) return std::nullopt;
    auto until = says.quiet_until.value_or(now);
    if (says.refuses) {
        auto& cool_down = servers_[server];
        // Who is refused while the last refusal holds has not heard of it: that is none of its own.
        if (cool_down.refusals == 0 || cool_down.until <= now) ++cool_down.refusals;
        if (says.is_open_ended) until = std::max(until, now + schedule::overload_wait(cool_down.refusals));
    }
    return add(server, until, says.is_named);
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
    if (cool_down.named_until || cool_down.refusals > 0)
        text += " " + (cool_down.named_until ? to_rfc3339(*cool_down.named_until) : "-");
    if (cool_down.refusals > 0) text += " " + std::to_string(cool_down.refusals);
    store_.set_note(prefix + server, text);
}

}  // namespace feedherald::engine
