// SPDX-License-Identifier: MIT
// The one place that knows which sdbus-c++ this is: 1.x and 2.x under the same few names. Only for files of bus/.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <sdbus-c++/sdbus-c++.h>
// 2.x ships no version macro; this header came with it.
#if __has_include(<sdbus-c++/VTableItems.h>)
#define FEEDHERALD_SDBUS2 1
#else
#define FEEDHERALD_SDBUS2 0
#endif

namespace feedherald::bus {

#if FEEDHERALD_SDBUS2
using ServiceNameText = sdbus::ServiceName;
using ErrorName = sdbus::Error::Name;
#else
using ServiceNameText = std::string;
using ErrorName = std::string;
#endif

/** What a foreign event loop must wait for; `deadline` is empty when there is none. */
struct PollNeeds {
    int fd = -1;
    int event_fd = -1;  ///< 2.x: readable when another part of the program has sent something
    short events = 0;
    std::optional<std::chrono::steady_clock::time_point> deadline;
    bool at_once = false;  ///< messages are queued inside: the descriptor will not become readable for them
};

inline PollNeeds poll_needs(sdbus::IConnection& connection) {
    auto const data = connection.getEventLoopPollData();
    PollNeeds needs;
    needs.fd = data.fd;
    needs.events = data.events;
#if FEEDHERALD_SDBUS2
    needs.event_fd = data.eventFd;
    auto const microseconds = data.timeout;
    bool const forever = microseconds == std::chrono::microseconds::max();
#else
    bool const forever = data.timeout_usec == UINT64_MAX;
    auto const microseconds = std::chrono::microseconds{forever ? 0 : static_cast<std::int64_t>(data.timeout_usec)};
#endif
    if (forever) return needs;
    // Absolute CLOCK_MONOTONIC, which is what libstdc++'s steady_clock counts.
    needs.at_once = microseconds.count() == 0;
    needs.deadline = std::chrono::steady_clock::time_point{microseconds};
    return needs;
}

/** True when there was something to process. Throws sdbus::Error when the connection is gone. */
inline bool process_one(sdbus::IConnection& connection) {
#if FEEDHERALD_SDBUS2
    return connection.processPendingEvent();
#else
    return connection.processPendingRequest();
#endif
}

inline std::unique_ptr<sdbus::IProxy> make_proxy(sdbus::IConnection& connection, std::string const& destination,
                                                 std::string const& path) {
    return sdbus::createProxy(connection, ServiceNameText{destination}, sdbus::ObjectPath{path});
}

inline sdbus::MethodCall make_call(sdbus::IProxy& proxy, std::string const& interface, std::string const& member) {
#if FEEDHERALD_SDBUS2
    return proxy.createMethodCall(sdbus::InterfaceName{interface}, sdbus::MethodName{member});
#else
    return proxy.createMethodCall(interface, member);
#endif
}

/** `done` takes (sdbus::Message&, sdbus::Error const*); the error is null for a good reply. */
template <class Done>
void send_call(sdbus::IProxy& proxy, sdbus::MethodCall const& call, std::chrono::microseconds timeout, Done done) {
    auto const limit = static_cast<std::uint64_t>(timeout.count());
#if FEEDHERALD_SDBUS2
    proxy.callMethodAsync(
        call,
        [done = std::move(done)](auto&& reply, std::optional<sdbus::Error> error) mutable {
            done(static_cast<sdbus::Message&>(reply), error ? &*error : nullptr);
        },
        limit);
#else
    proxy.callMethod(
        call,
        [done = std::move(done)](sdbus::MethodReply& reply, sdbus::Error const* error) mutable {
            done(static_cast<sdbus::Message&>(reply), error);
        },
        limit);
#endif
}

/** `heard` takes (sdbus::Message&). */
template <class Heard>
sdbus::Slot add_match(sdbus::IConnection& connection, std::string const& rule, Heard heard) {
#if FEEDHERALD_SDBUS2
    return connection.addMatch(
        rule, [heard = std::move(heard)](auto&& message) mutable { heard(message); }, sdbus::return_slot);
#else
    return connection.addMatch(rule, [heard = std::move(heard)](sdbus::Message& message) mutable { heard(message); });
#endif
}

inline std::string or_empty(std::string text) {
    return text;
}
inline std::string or_empty(char const* text) {
    return text == nullptr ? std::string{} : std::string{text};
}

/** The type at the reading position and, for containers, what they contain; type 0 at the end. */
inline std::pair<char, std::string> peek_type(sdbus::Message const& message) {
#if FEEDHERALD_SDBUS2
    auto const [type, contents] = message.peekType();
    return {type, or_empty(contents)};
#else
    std::string type;
    std::string contents;
    message.peekType(type, contents);
    return {type.empty() ? '\0' : type.front(), contents};
#endif
}

}  // namespace feedherald::bus
