// SPDX-License-Identifier: MIT
#include "cli/bus_line.hpp"

#include "config/paths.hpp"

#include <utility>

namespace feedherald::cli {

std::unique_ptr<BusLine> BusLine::open(std::string& trouble) {
    auto line = std::unique_ptr<BusLine>(new BusLine);
    auto opening = bus::Session::open(line->io_.get_executor(), config::process_environment());
    trouble = std::move(opening.reason);
    line->session_ = std::move(opening.session);
    return line->session_ && line->session_->connected() ? std::move(line) : nullptr;
}

bus::Reply BusLine::ask(bus::Call const& call) {
    std::optional<bus::Reply> answer;
    auto const pending = session_->send(call, [&](bus::Reply const& told) {
        answer = told;
        io_.stop();
    });
    io_.restart();
    while (!answer && io_.run_one() > 0) {
    }
    return answer ? std::move(*answer) : bus::Reply::failed(bus::error::disconnected, "the bus is gone");
}

std::optional<std::string> BusLine::owner_of(std::string const& name) {
    auto const reply = ask({"org.freedesktop.DBus",
                            "/org/freedesktop/DBus",
                            "org.freedesktop.DBus",
                            "GetNameOwner",
                            {bus::Value{name}},
                            std::chrono::seconds{5}});
    auto const* owner = reply.at(0);
    return owner != nullptr ? std::optional(owner->text()) : std::nullopt;
}

}  // namespace feedherald::cli
