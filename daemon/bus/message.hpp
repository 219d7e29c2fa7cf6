// SPDX-License-Identifier: MIT
// What goes over a bus, as plain values: calls, their replies, and signals.
#pragma once

#include "bus/value.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace feedherald::bus {

struct Call {
    std::string destination;  ///< a unique name never starts a service; a well-known one may
    std::string path;
    std::string interface;
    std::string member;
    Values arguments;
    std::chrono::milliseconds timeout = std::chrono::seconds{25};
};

struct Failure {
    std::string name;  ///< "org.freedesktop.DBus.Error.NoReply"
    std::string message;
    /** For people: the message, or the name where there is none. */
    [[nodiscard]] std::string text() const { return message.empty() ? name : message; }
};

struct Reply {
    Values values;
    std::optional<Failure> failure;
    [[nodiscard]] bool ok() const { return !failure.has_value(); }
    /** The value at that place; null where there are fewer, or a failure. */
    [[nodiscard]] Value const* at(std::size_t place) const {
        return ok() && place < values.size() ? &values[place] : nullptr;
    }
    static Reply failed(std::string name, std::string message) {
        return {{}, Failure{std::move(name), std::move(message)}};
    }
};

struct Signal {
    std::string sender;  ///< a unique name
    std::string path;
    std::string interface;
    std::string member;
    Values arguments;
};

namespace error {
inline constexpr auto disconnected = "org.freedesktop.DBus.Error.Disconnected";
inline constexpr auto failed = "org.freedesktop.DBus.Error.Failed";
inline constexpr auto invalid_arguments = "org.freedesktop.DBus.Error.InvalidArgs";
inline constexpr auto name_has_no_owner = "org.freedesktop.DBus.Error.NameHasNoOwner";
inline constexpr auto no_reply = "org.freedesktop.DBus.Error.NoReply";
inline constexpr auto service_unknown = "org.freedesktop.DBus.Error.ServiceUnknown";
inline constexpr auto timed_out = "org.freedesktop.DBus.Error.Timeout";
}  // namespace error

}  // namespace feedherald::bus
