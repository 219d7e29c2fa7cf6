// SPDX-License-Identifier: MIT
#include "bus/session.hpp"

#include <filesystem>

namespace feedherald::bus {

namespace {

/** One of the addresses that a ';' separates. Only a path in the file system can be judged without connecting. */
bool may_exist(std::string const& address) {
    auto const colon = address.find(':');
    if (colon == std::string::npos || colon == 0) return false;
    auto const kind = address.substr(0, colon);
    if (kind != "unix") return kind == "tcp" || kind == "nonce-tcp" || kind == "unixexec";
    auto const start = address.find("path=", colon);
    if (start == std::string::npos) return true;
    auto const path = address.substr(start + 5, address.find(',', start) - start - 5);
    std::error_code ignored;
    // An escaped byte: not worth decoding for a mere hint.
    return path.find('%') != std::string::npos || std::filesystem::exists(path, ignored);
}

}  // namespace

std::optional<Address> session_address(Environment const& environment) {
    if (auto const given = environment("DBUS_SESSION_BUS_ADDRESS"); given && !given->empty()) {
        for (std::size_t start = 0; start < given->size();) {
            auto const end = std::min(given->find(';', start), given->size());
            if (may_exist(given->substr(start, end - start))) return given;
            start = end + 1;
        }
        return std::nullopt;
    }
    auto const runtime = environment("XDG_RUNTIME_DIR");
    if (!runtime || runtime->empty()) return std::nullopt;
    Address const address = "unix:path=" + *runtime + "/bus";
    return may_exist(address) ? std::optional{address} : std::nullopt;
}

std::optional<Address> system_address(Environment const& environment) {
    auto const given = environment("DBUS_SYSTEM_BUS_ADDRESS");
    Address const address = given && !given->empty() ? *given : "unix:path=/run/dbus/system_bus_socket";
    return may_exist(address) ? std::optional{address} : std::nullopt;
}

bool available(Environment const& environment) {
    return session_address(environment).has_value();
}

Session::Opening Session::open(boost::asio::any_io_executor executor, Environment const& environment) {
    auto const address = session_address(environment);
    if (!address) return {nullptr, "there is no session bus"};
    auto session = std::make_unique<Session>(std::move(executor), *address);
    auto reason = session->trouble();
    return {std::move(session), std::move(reason)};
}

}  // namespace feedherald::bus
