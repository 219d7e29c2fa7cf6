// SPDX-License-Identifier: MIT
// A coroutine run to its end by a command that has nothing else to do.
#pragma once

#include <exception>
#include <optional>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace feedherald::cli {

/** Throws what the coroutine throws. */
template <class Value>
Value wait_for(boost::asio::io_context& io, boost::asio::awaitable<Value> work) {
    std::exception_ptr broken;
    std::optional<Value> outcome;
    boost::asio::co_spawn(io, std::move(work), [&](std::exception_ptr error, Value value) {
        broken = error;
        outcome = std::move(value);
        io.stop();
    });
    io.restart();
    io.run();
    if (broken) std::rethrow_exception(broken);
    return std::move(outcome).value();
}

}  // namespace feedherald::cli
