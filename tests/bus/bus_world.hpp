// SPDX-License-Identifier: MIT
// A private bus with the code under test on one io_context and its peers on another, so that a peer can be made to hang
// by not running it. Nothing here sleeps: both are run until what the test waits for has happened.
#pragma once

#include "bus/connection.hpp"
#include "bus/private_bus.hpp"

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace feedherald::test {

/** What became of a coroutine that runs beside the test. */
template <class T>
struct Running {
    std::optional<T> value;
    std::exception_ptr failure;
    [[nodiscard]] bool done() const { return value.has_value() || failure; }
};

struct BusWorld {
    PrivateBus bus;
    boost::asio::io_context io{1};
    boost::asio::io_context peers{1};
    bool peers_hang = false;

    /** False when it has not happened in time. */
    bool run_until(std::function<bool()> const& happened, std::chrono::milliseconds limit = std::chrono::seconds{10}) {
        auto const end = std::chrono::steady_clock::now() + limit;
        while (!happened()) {
            if (std::chrono::steady_clock::now() > end) return false;
            io.restart();
            io.run_one_for(std::chrono::milliseconds{2});
            peers.restart();
            if (!peers_hang) peers.poll();
        }
        return true;
    }
    /** For what must not happen: everything that is under way gets its time. */
    void run_for(std::chrono::milliseconds span) {
        auto const end = std::chrono::steady_clock::now() + span;
        run_until([end] { return std::chrono::steady_clock::now() > end; }, span * 2);
    }

    template <class T>
    std::shared_ptr<Running<T>> start(boost::asio::awaitable<T> work) {
        auto running = std::make_shared<Running<T>>();
        boost::asio::co_spawn(io, std::move(work), [running](std::exception_ptr failure, T value) {
            running->failure = failure;
            if (!failure) running->value = std::move(value);
        });
        return running;
    }
    std::shared_ptr<Running<bool>> start(boost::asio::awaitable<void> work) {
        auto running = std::make_shared<Running<bool>>();
        boost::asio::co_spawn(io, std::move(work), [running](std::exception_ptr failure) {
            running->failure = failure;
            if (!failure) running->value = true;
        });
        return running;
    }
    template <class T>
    T await(boost::asio::awaitable<T> work) {
        auto running = start(std::move(work));
        if (!run_until([&] { return running->done(); })) throw std::runtime_error("the coroutine did not end");
        if (running->failure) std::rethrow_exception(running->failure);
        return *running->value;
    }
};

}  // namespace feedherald::test
