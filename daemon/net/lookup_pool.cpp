// SPDX-License-Identifier: MIT
#include "net/lookup_pool.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>

#include <boost/asio/post.hpp>

namespace feedherald::net {

namespace {
constexpr std::size_t most_threads = 16;
constexpr std::chrono::seconds idle_time{10};
}  // namespace

struct LookupPool::State {
    explicit State(boost::asio::any_io_executor where) : executor(std::move(where)) {}

    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Work> queue;
    std::size_t threads = 0;
    std::size_t idle = 0;
    bool closed = false;
    boost::asio::any_io_executor executor;  ///< not to be touched once closed: its context may be gone

    /** Until it is closed or nothing was asked for a while. */
    void serve() {
        std::unique_lock lock{mutex};
        while (true) {
            ++idle;
            changed.wait_for(lock, idle_time, [&] { return closed || !queue.empty(); });
            --idle;
            if (closed || queue.empty()) break;
            auto work = std::move(queue.front());
            queue.pop_front();
            lock.unlock();
            auto outcome = work();
            work = nullptr;
            lock.lock();
            if (!closed && outcome) boost::asio::post(executor, std::move(outcome));
        }
        --threads;
    }
};

LookupPool::LookupPool(boost::asio::any_io_executor executor) : state_(std::make_shared<State>(std::move(executor))) {}

LookupPool::~LookupPool() {
    std::deque<Work> dropped;
    {
        std::lock_guard const lock{state_->mutex};
        state_->closed = true;
        dropped.swap(state_->queue);
        state_->executor = {};
    }
    state_->changed.notify_all();
}

void LookupPool::run(Work work) {
    std::lock_guard const lock{state_->mutex};
    state_->queue.push_back(std::move(work));
    if (state_->idle >= state_->queue.size() || state_->threads == most_threads) {
        state_->changed.notify_one();
        return;
    }
    try {
        std::thread([state = state_] { state->serve(); }).detach();
        ++state_->threads;
    } catch (std::system_error const&) {  // this process may have no more threads: those that there are must do
        if (state_->threads > 0) return;
        state_->queue.pop_back();
        throw;
    }
}

}  // namespace feedherald::net
