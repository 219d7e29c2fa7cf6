// SPDX-License-Identifier: MIT
#include "engine/nursery.hpp"

#include <cassert>
#include <iterator>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {
bool is_cancellation(std::exception_ptr const& error) {
    try {
        std::rethrow_exception(error);
    } catch (boost::system::system_error const& e) {
        return e.code() == asio::error::operation_aborted;
    } catch (...) {  // any other type: a real failure, told to whoever spawned it
        return false;
    }
}
}  // namespace

Nursery::Nursery(asio::any_io_executor const& executor) : executor_(executor), ended_(executor) {}

Nursery::~Nursery() {
    assert(children_.empty());
}

void Nursery::spawn(asio::awaitable<void> child, std::function<void(std::exception_ptr)> failed) {
    auto const place = children_.emplace(children_.end());
    auto on_end = [this, place, failed = std::move(failed)](std::exception_ptr error) {
        children_.erase(place);
        if (children_.empty()) ended_.notify();
        if (error && !(cancelled_ && is_cancellation(error))) failed(error);
    };
    asio::co_spawn(executor_, std::move(child), asio::bind_cancellation_slot(place->slot(), std::move(on_end)));
}

void Nursery::cancel() {
    cancelled_ = true;
    // A child may end at once and leave the list: step on before it is told.
    for (auto child = children_.begin(); child != children_.end();) (child++)->emit(asio::cancellation_type::terminal);
}

asio::awaitable<void> Nursery::join() {
    while (!children_.empty()) co_await ended_.wait();
}

}  // namespace feedherald::engine
