// SPDX-License-Identifier: MIT
// A coroutine with an upper bound on its time; used by engine/ and the tests. Costly to compile: include it in few
// places.
#pragma once

#include <chrono>
#include <exception>
#include <type_traits>
#include <utility>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/error.hpp>
#include <boost/asio/experimental/parallel_group.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/system/system_error.hpp>

namespace feedherald::net {

/** Throws system_error(timed_out) when the span ends first; `work` is then cancelled (terminal) and has ended when this
 *  returns. What `work` throws comes out at once, as does operation_aborted when the caller is cancelled. */
template <class T>
boost::asio::awaitable<T> with_deadline(boost::asio::awaitable<T> work, std::chrono::steady_clock::duration span) {
    namespace asio = boost::asio;
    auto const executor = co_await asio::this_coro::executor;
    asio::steady_timer timer{executor, span};
    // wait_for_one, not operator||: that one waits for the first success, so an error would surface as a timeout.
    auto group = asio::experimental::make_parallel_group(asio::co_spawn(executor, std::move(work), asio::deferred),
                                                         timer.async_wait(asio::deferred));
    auto settled = co_await std::move(group).async_wait(asio::experimental::wait_for_one(), asio::use_awaitable);
    auto const& order = std::get<0>(settled);
    auto const& error = std::get<1>(settled);
    auto const& timer_error = std::get<std::tuple_size_v<decltype(settled)> - 1>(settled);
    // A cancelled caller cancels the timer as well; only a timer that ran out is a deadline.
    if (order[0] == 1 && !timer_error) throw boost::system::system_error(asio::error::timed_out);
    if (error) std::rethrow_exception(error);
    if constexpr (!std::is_void_v<T>) co_return std::move(std::get<2>(settled));
}

}  // namespace feedherald::net
