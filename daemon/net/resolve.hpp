// SPDX-License-Identifier: MIT
// Names to addresses: AAAA and A side by side (RFC 8305 §3), remembered for minutes, each wait free to be abandoned.
#pragma once

#include "net/lookup.hpp"
#include "net/lookup_pool.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::net {

class Resolver {
  public:
    using Addresses = std::vector<boost::asio::ip::address>;

    Resolver(boost::asio::any_io_executor executor, Lookup lookup);
    ~Resolver();
    Resolver(Resolver const&) = delete;
    Resolver& operator=(Resolver const&) = delete;

    /** In the order in which they should be tried: families take turns, first the one that last succeeded, else IPv6.
     *  Literals and localhost ask nobody. No time limit of its own; cancelling it abandons the lookup. */
    boost::asio::awaitable<Attempt<Addresses>> resolve(std::string host);
    /** A connection to it has succeeded: its family comes first for the next ten minutes. */
    void remember(std::string const& host, boost::asio::ip::address const& reached);
    /** None of its addresses answered: ask again next time. */
    void forget(std::string const& host);

  private:
    struct Question;
    struct Known {
        std::chrono::steady_clock::time_point until;
        Addresses addresses;
        Family reached = Family::v6;
        std::chrono::steady_clock::time_point reached_until;  ///< then IPv6 gets its chance again
        [[nodiscard]] Family first(std::chrono::steady_clock::time_point now) const {
            return now < reached_until ? reached : Family::v6;
        }
    };
    using Questions = std::map<std::string, std::shared_ptr<Question>>;

    std::shared_ptr<Question> ask(std::string const& host);
    void settle(std::string const& host, Question& question);

    boost::asio::any_io_executor executor_;
    Lookup lookup_;
    std::map<std::string, Known> known_;
    Questions open_;
    std::shared_ptr<Resolver*> self_;  ///< gone when this is: late answers find nobody
    LookupPool pool_;
};

/** RFC 8305 §4: families take turns, order within a family kept. */
Resolver::Addresses interleave(Resolver::Addresses addresses, Family first);

}  // namespace feedherald::net
