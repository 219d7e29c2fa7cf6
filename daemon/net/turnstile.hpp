// SPDX-License-Identifier: MIT
// One polite request at a host and two at an address at a time, whatever way leads there.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/address.hpp>

namespace feedherald::net {

class Turnstile {
    struct State;

  public:
    /** Places taken; given back when this goes. An empty one holds nothing. */
    class Pass {
      public:
        Pass() = default;
        ~Pass();
        Pass(Pass&& other) noexcept = default;
        Pass& operator=(Pass&& other) noexcept;
        [[nodiscard]] bool is_for(boost::asio::ip::address const& address) const;
        /** The connection leads there: gives back what was held for the other addresses. */
        void settle(boost::asio::ip::address const& address);

      private:
        friend class Turnstile;
        Pass(std::shared_ptr<State> state, std::vector<std::string> places);
        void give_back();
        std::shared_ptr<State> state_;
        std::vector<std::string> places_;
    };

    explicit Turnstile(boost::asio::any_io_executor const& executor);

    /** Waits until nobody is at the host; `on_wait` is called before it does, if it must. */
    boost::asio::awaitable<Pass> enter_host(std::string authority, std::function<void()> on_wait);
    /** Waits until one of them has room, then holds a place at each that has. */
    boost::asio::awaitable<Pass> enter_address(std::vector<boost::asio::ip::address> addresses,
                                               std::function<void()> on_wait);

  private:
    boost::asio::awaitable<Pass> enter(std::vector<std::string> places, int most, std::function<void()> on_wait);
    std::shared_ptr<State> state_;  ///< passes may outlive this
};

}  // namespace feedherald::net
