// SPDX-License-Identifier: MIT
#include "bus/activation.hpp"

#include <algorithm>

namespace feedherald::bus {

namespace {

constexpr auto driver = "org.freedesktop.DBus";
constexpr auto driver_path = "/org/freedesktop/DBus";

bool is_timeout(Failure const& failure) {
    return failure.name == error::no_reply || failure.name == error::timed_out;
}

}  // namespace

boost::asio::awaitable<Activation> activate(Connection& connection, std::string name,
                                            std::chrono::milliseconds patience) {
    Call question{driver, driver_path, driver, "ListActivatableNames", {}, patience};
    auto const known = co_await connection.call(question);
    Activation outcome;
    if (auto const* names = known.at(0)) {
        auto const texts = names->texts();
        outcome.activatable = std::find(texts.begin(), texts.end(), name) != texts.end();
    }
    if (!outcome.activatable) co_return outcome;
    Call start{driver, driver_path, driver, "StartServiceByName", {Value{name}, Value{std::uint32_t{0}}}, patience};
    auto const started = co_await connection.call(start);
    if (!started.ok() && !is_timeout(*started.failure)) outcome.failure = started.failure->text();
    co_return outcome;
}

}  // namespace feedherald::bus
