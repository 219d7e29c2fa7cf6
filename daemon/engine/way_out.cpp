// SPDX-License-Identifier: MIT
#include "engine/way_out.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::engine {

namespace {

using namespace std::chrono_literals;

// A trial costs no publisher anything while the network is away: nothing leaves the machine.
constexpr Duration first_patience = 15s;
constexpr Duration longest_patience = 5min;
constexpr int slowly = 4;

}  // namespace

bool WayOut::set(Network network) {
    return std::exchange(network_, network) != network;
}

bool WayOut::is_barred() const {
    return asleep_ || network_.state == Network::State::portal ||
           (network_.metered && on_metered_ == config::OnMetered::stop);
}

int WayOut::slowness() const {
    return network_.metered && on_metered_ == config::OnMetered::slow ? slowly : 1;
}

bool WayOut::lost(Instant now) {
    bool const is_news = !std::exchange(lost_, true);
    if (is_news) patience_ = first_patience;
    if (!is_news && now < trial_) return false;  // one of several that were under way
    trial_ = now + patience_;
    patience_ = std::min(2 * patience_, longest_patience);
    return is_news;
}

bool WayOut::found() {
    // Who says that it is away knows less than an answer: an interface that NetworkManager does not manage.
    if (network_.state == Network::State::away) network_.state = Network::State::there;
    return std::exchange(lost_, false);
}

std::optional<Instant> WayOut::next_trial() const {
    if (is_open() || is_barred()) return std::nullopt;
    return trial_;
}

void WayOut::try_soon(Instant now) {
    trial_ = now;
    patience_ = first_patience;
}

}  // namespace feedherald::engine
