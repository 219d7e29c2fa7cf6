// SPDX-License-Identifier: MIT
#include "engine/cool_downs.hpp"

#include "base/dates.hpp"

namespace feedherald::engine {

namespace {
constexpr char prefix[] = "cool-down ";
}  // namespace

std::map<std::string, Instant> load_cool_downs(store::Store& store, Instant now) {
    std::map<std::string, Instant> hosts;
    for (auto const& [name, value] : store.notes(prefix)) {
        auto const until = parse_rfc3339(value);
        if (until && *until > now && *until < now + longest_cool_down)
            hosts.emplace(name.substr(sizeof prefix - 1), *until);
        else
            store.remove_note(name);
    }
    return hosts;
}

void save_cool_down(store::Store& store, std::string const& host, Instant until) {
    store.set_note(prefix + host, to_rfc3339(until));
}

}  // namespace feedherald::engine
