// SPDX-License-Identifier: MIT
#include "net/idle_pool.hpp"

#include <algorithm>
#include <chrono>
#include <deque>
#include <utility>

#include <boost/asio/steady_timer.hpp>

namespace feedherald::net {

using Clock = std::chrono::steady_clock;

namespace {
/** More would only cost memory: feeds that share a host are polled one after the other. */
constexpr std::size_t most_idle = 32;
}  // namespace

struct IdlePool::State {
    State(boost::asio::any_io_executor const& executor, Clock::duration time) : idle_time(time), timer(executor) {}

    struct Idle {
        std::string key;
        Connection connection;
        Clock::time_point until;
    };
    std::deque<Idle> idle;  ///< the oldest first
    Clock::duration idle_time;
    boost::asio::steady_timer timer;

    static void watch(std::shared_ptr<State> const& state) {
        state->timer.expires_at(state->idle.front().until);
        state->timer.async_wait([weak = std::weak_ptr<State>(state)](boost::system::error_code error) {
            auto const self = weak.lock();
            if (error || !self) return;
            auto const now = Clock::now();
            while (!self->idle.empty() && self->idle.front().until <= now) self->idle.pop_front();
            if (!self->idle.empty()) watch(self);
        });
    }
};

IdlePool::IdlePool(boost::asio::any_io_executor executor, Clock::duration idle_time)
    : state_(std::make_shared<State>(executor, idle_time)) {}

IdlePool::~IdlePool() = default;

void IdlePool::put(std::string const& key, Connection connection) {
    auto& idle = state_->idle;
    idle.push_back({key, std::move(connection), Clock::now() + state_->idle_time});
    if (idle.size() > most_idle) idle.pop_front();
    if (idle.size() == 1) State::watch(state_);
}

std::optional<Connection> IdlePool::take(std::string const& key) {
    auto& idle = state_->idle;
    while (true) {
        auto const found = std::find_if(idle.begin(), idle.end(), [&](auto const& one) { return one.key == key; });
        if (found == idle.end()) return std::nullopt;
        std::optional<Connection> taken{std::move(found->connection)};
        idle.erase(found);
        // Nothing is left to be closed: the timer would only keep the program's loop alive.
        if (idle.empty()) state_->timer.cancel();
        if (taken->is_fresh()) return taken;
    }
}

}  // namespace feedherald::net
