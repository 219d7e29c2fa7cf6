// SPDX-License-Identifier: MIT
#include "bus/system_network.hpp"

#include "base/log.hpp"

#include <tuple>

namespace feedherald::bus {

namespace {

constexpr auto manager = "org.freedesktop.NetworkManager";
constexpr auto path = "/org/freedesktop/NetworkManager";
constexpr auto properties_interface = "org.freedesktop.DBus.Properties";
// NMState, NMConnectivityState, NMMetered
constexpr std::uint32_t asleep = 10, disconnected = 20, disconnecting = 30, connecting = 40;
constexpr std::uint32_t no_connectivity = 1, portal = 2;
constexpr std::uint32_t metered_yes = 1, metered_guess_yes = 3;

void read_number(Value const& properties, char const* name, std::uint32_t& number) {
    auto const* value = properties.at(name);
    auto const* told = value != nullptr ? value->get<std::uint32_t>() : nullptr;
    if (told != nullptr) number = *told;
}

}  // namespace

SystemNetwork::SystemNetwork(Connection& system, std::function<void()> changed)
    : system_(system), changed_(std::move(changed)) {
    signals_ = system_.listen(manager, properties_interface, [this](Signal const& signal) { on_signal(signal); });
    owner_ = system_.watch_name(manager, [this](std::string const& owner) {
        state_ = connectivity_ = metered_ = 0;
        if (!owner.empty()) read_properties();
        changed_();
    });
}

void SystemNetwork::read_properties() {
    Call const question{manager, path, properties_interface, "GetAll", {Value{manager}}};
    reply_ = system_.send(question, [this](Reply const& reply) {
        if (auto const* properties = reply.at(0)) return take(*properties);
        log_debug("NetworkManager does not answer", {{"ERROR", reply.failure->text()}});
    });
}

void SystemNetwork::on_signal(Signal const& signal) {
    if (signal.member != "PropertiesChanged" || signal.path != path || signal.arguments.size() < 2) return;
    if (signal.arguments[0].text() == manager) take(signal.arguments[1]);
}

void SystemNetwork::take(Value const& properties) {
    auto const before = std::tuple(state_, connectivity_, metered_);
    read_number(properties, "State", state_);
    read_number(properties, "Connectivity", connectivity_);
    read_number(properties, "Metered", metered_);
    if (before != std::tuple(state_, connectivity_, metered_)) changed_();
}

bool SystemNetwork::is_away() const noexcept {
    return state_ == asleep || state_ == disconnected || state_ == disconnecting || state_ == connecting ||
           connectivity_ == no_connectivity;
}

bool SystemNetwork::is_portal() const noexcept {
    return connectivity_ == portal;
}

bool SystemNetwork::is_metered() const noexcept {
    return metered_ == metered_yes || metered_ == metered_guess_yes;
}

}  // namespace feedherald::bus
