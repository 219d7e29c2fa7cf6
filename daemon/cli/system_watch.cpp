// SPDX-License-Identifier: MIT
#include "cli/system_watch.hpp"

#include "base/log.hpp"
#include "bus/session.hpp"
#include "config/paths.hpp"

namespace feedherald::cli {

SystemWatch::SystemWatch(boost::asio::any_io_executor const& executor, engine::Daemon& daemon) : daemon_(daemon) {
    auto const address = bus::system_address(config::process_environment());
    if (!address) {
        log_debug("there is no system bus: the network counts as there, and sleep is noticed by the clock");
        return;
    }
    system_.emplace(executor, *address);
    network_.emplace(*system_, [this] { tell_network(); });
    sleep_.emplace(*system_, [this](bool asleep) { daemon_.set_asleep(asleep); });
}

void SystemWatch::tell_network() {
    if (!network_) return;
    engine::Network network;
    if (network_->is_portal())
        network.state = engine::Network::State::portal;
    else if (network_->is_away())
        network.state = engine::Network::State::away;
    network.metered = network_->is_metered();
    daemon_.set_network(network);
}

}  // namespace feedherald::cli
