// SPDX-License-Identifier: MIT
#include "cli/left_alone.hpp"

#include "cli/feed_address.hpp"
#include "engine/cool_downs.hpp"
#include "engine/redirect_turn.hpp"

#include <algorithm>
#include <stdexcept>

namespace feedherald::cli {

LeftAlone::LeftAlone(std::filesystem::path const& state_directory) {
    try {
        store_ = store::Store::for_reading(state_directory);
    } catch (std::runtime_error const&) {  // whoever needs the state itself says what is wrong with it
    }
}

std::optional<Duration> LeftAlone::remaining(Subscription const& like, std::string const& url, Instant now) const {
    auto const server = engine::server_of(like, url);
    if (!store_ || server.empty()) return std::nullopt;
    auto until = engine::CoolDowns::named_in(*store_, server, now);
    auto const feed = store_->feed_of(without_credentials(url));
    if (auto const state = feed ? store_->known(*feed) : std::nullopt) until = std::max(until, state->not_before);
    if (!until || *until <= now) return std::nullopt;
    return *until - now;
}

}  // namespace feedherald::cli
