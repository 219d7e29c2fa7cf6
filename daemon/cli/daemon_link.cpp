// SPDX-License-Identifier: MIT
#include "cli/daemon_link.hpp"

#include "cli/bus_line.hpp"
#include "control/bus_names.hpp"

#include <utility>

namespace feedherald::cli {

DaemonLink::DaemonLink(std::unique_ptr<BusLine> line, std::string owner)
    : line_(std::move(line)), owner_(std::move(owner)) {}
DaemonLink::~DaemonLink() = default;

std::unique_ptr<DaemonLink> DaemonLink::find() {
    std::string trouble;
    auto line = BusLine::open(trouble);
    if (!line) return nullptr;
    auto owner = line->owner_of(control::bus_name);
    if (!owner) return nullptr;
    return std::unique_ptr<DaemonLink>(new DaemonLink(std::move(line), std::move(*owner)));
}

bus::Reply DaemonLink::call(std::string const& member, bus::Values arguments) {
    return line_->ask({owner_, control::object_path, control::interface_name, member, std::move(arguments)});
}

std::optional<std::string> DaemonLink::text_property(std::string const& name) {
    auto const reply = line_->ask({owner_,
                                   control::object_path,
                                   "org.freedesktop.DBus.Properties",
                                   "Get",
                                   {bus::Value{control::interface_name}, bus::Value{name}},
                                   std::chrono::seconds{5}});
    auto const* value = reply.at(0);
    auto text = value != nullptr ? value->text() : std::string();
    return text.empty() ? std::nullopt : std::optional(std::move(text));
}

}  // namespace feedherald::cli
