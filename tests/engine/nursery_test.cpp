// SPDX-License-Identifier: MIT
#include "engine/nursery.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace feedherald::engine {
namespace {

namespace asio = boost::asio;

asio::awaitable<void> wait_for(Event& event, int& ended) {
    struct Count {
        int& n;
        ~Count() { ++n; }
    } const count{ended};
    co_await event.wait();
}

asio::awaitable<void> throws() {
    throw std::runtime_error("boom");
    co_return;
}

void rethrow(std::exception_ptr error) {
    if (error) std::rethrow_exception(error);
}

TEST(Nursery, cancel_ends_every_child_and_join_waits_for_them) {
    asio::io_context io{1};
    Event one(io.get_executor()), two(io.get_executor());
    Nursery nursery(io.get_executor());
    int ended = 0;
    int failures = 0;
    nursery.spawn(wait_for(one, ended), [&](std::exception_ptr) { ++failures; });
    nursery.spawn(wait_for(two, ended), [&](std::exception_ptr) { ++failures; });
    io.poll();

    nursery.cancel();
    int ended_at_join = 0;
    auto join = [&]() -> asio::awaitable<void> {
        co_await nursery.join();
        ended_at_join = ended;
    };
    asio::co_spawn(io, join(), rethrow);
    io.run();

    EXPECT_EQ(ended_at_join, 2);
    EXPECT_EQ(failures, 0) << "a cancellation that was asked for is no failure";
    EXPECT_EQ(nursery.size(), 0U);
}

TEST(Nursery, may_be_joined_by_two_without_keeping_the_loop_busy) {
    asio::io_context io{1};
    Event event(io.get_executor());
    Nursery nursery(io.get_executor());
    int ended = 0;
    int joined = 0;
    nursery.spawn(wait_for(event, ended), rethrow);
    auto join = [&]() -> asio::awaitable<void> {
        co_await nursery.join();
        ++joined;
    };
    asio::co_spawn(io, join(), rethrow);
    asio::co_spawn(io, join(), rethrow);

    int steps = 0;
    while (steps < 1000 && io.poll_one() > 0) ++steps;

    EXPECT_LT(steps, 1000);
    EXPECT_EQ(joined, 0);
    event.notify();
    io.restart();
    io.run();
    EXPECT_EQ(joined, 2);
}

TEST(Nursery, tells_what_a_child_throws_and_keeps_the_others) {
    asio::io_context io{1};
    Event event(io.get_executor());
    Nursery nursery(io.get_executor());
    int ended = 0;
    std::string told;
    nursery.spawn(wait_for(event, ended), rethrow);
    nursery.spawn(throws(), [&](std::exception_ptr error) {
        try {
            std::rethrow_exception(error);
        } catch (std::runtime_error const& e) {
            told = e.what();
        }
    });
    io.poll();

    EXPECT_EQ(told, "boom");
    EXPECT_EQ(nursery.size(), 1U);
    event.notify();
    io.restart();
    io.run();
    EXPECT_EQ(ended, 1);
    EXPECT_EQ(nursery.size(), 0U);
}

TEST(Event, a_ring_before_the_wait_is_not_lost) {
    asio::io_context io{1};
    Event event(io.get_executor());
    event.notify();
    event.notify();
    int returned = 0;
    auto twice = [&]() -> asio::awaitable<void> {
        co_await event.wait();
        ++returned;
        co_await event.wait();
        ++returned;
    };
    asio::co_spawn(io, twice(), rethrow);
    io.poll();

    EXPECT_EQ(returned, 1) << "many rings are one";
    event.notify();
    io.restart();
    io.run();
    EXPECT_EQ(returned, 2);
}

}  // namespace
}  // namespace feedherald::engine
