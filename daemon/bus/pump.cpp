// SPDX-License-Identifier: MIT
#include "bus/pump.hpp"

#include "bus/sdbus.hpp"

#include <boost/asio/error.hpp>
#include <boost/asio/post.hpp>
#include <poll.h>

namespace feedherald::bus {

namespace asio = boost::asio;

// So that a flood of signals cannot starve the transfers that share this thread.
constexpr int messages_a_turn = 64;

Pump::Pump(asio::any_io_executor executor, sdbus::IConnection& connection, std::function<void(std::string)> lost)
    : executor_(std::move(executor)),
      connection_(connection),
      lost_(std::move(lost)),
      timer_(executor_),
      socket_(executor_),
      events_(executor_) {
    auto const needs = poll_needs(connection_);
    socket_.assign(needs.fd);
    if (needs.event_fd >= 0) events_.assign(needs.event_fd);
    kick();
}

Pump::~Pump() {
    stop();
}

void Pump::stop() {
    stopped_ = true;
    alive_.reset();
    timer_.cancel();
    // sd-bus owns the descriptors: they are given back, never closed.
    if (socket_.is_open()) socket_.release();
    if (events_.is_open()) events_.release();
}

void Pump::kick() {
    if (stopped_ || kicked_) return;
    kicked_ = true;
    asio::post(executor_, [this, alive = std::weak_ptr{alive_}] {
        if (alive.expired()) return;
        kicked_ = false;
        run();
    });
}

void Pump::run() {
    if (stopped_) return;
    auto const alive = std::weak_ptr{alive_};
    try {
        int turns = messages_a_turn;
        while (turns > 0 && process_one(connection_)) --turns;
        if (turns == 0)
            kick();
        else
            wait_again();
    } catch (std::exception const& failure) {
        std::string const reason = failure.what();
        stop();
        auto const lost = std::move(lost_);
        if (lost) lost(reason);
    }
}

void Pump::wait_again() {
    auto const needs = poll_needs(connection_);
    if ((needs.events & POLLIN) != 0) wait_for(socket_, socket_.wait_read, reading_);
    if ((needs.events & POLLOUT) != 0) wait_for(socket_, socket_.wait_write, writing_);
    if (events_.is_open()) wait_for(events_, events_.wait_read, hearing_);
    timer_.cancel();
    if (needs.at_once) return kick();
    if (!needs.deadline) return;
    timer_.expires_at(*needs.deadline);
    timer_.async_wait([this, alive = std::weak_ptr{alive_}](boost::system::error_code error) {
        if (!error && !alive.expired()) run();
    });
}

void Pump::wait_for(asio::posix::stream_descriptor& descriptor, asio::posix::stream_descriptor::wait_type what,
                    bool& waiting) {
    if (waiting) return;
    waiting = true;
    descriptor.async_wait(what, [this, &waiting, alive = std::weak_ptr{alive_}](boost::system::error_code error) {
        if (alive.expired()) return;
        waiting = false;
        if (error != asio::error::operation_aborted) run();
    });
}

}  // namespace feedherald::bus
