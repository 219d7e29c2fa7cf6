// SPDX-License-Identifier: MIT
// Runs exchanges of a real client on an io_context of its own, each with a bound on its time.
#pragma once

#include "net/client.hpp"
#include "net/server.hpp"

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>

namespace feedherald::net_test {

/** GET with the headers a feed is asked with; trusts the test root. */
net::Request get(std::string const& url);

/** Options whose names all lead to these addresses, others do not exist; 127.0.0.9 counts as public. */
net::ClientOptions names(std::map<std::string, std::vector<std::string>> addresses);

class Harness {
  public:
    explicit Harness(net::ClientOptions options = {});
    ~Harness();
    Harness(Harness const&) = delete;
    Harness& operator=(Harness const&) = delete;

    /** Throws when it takes longer than ten seconds. */
    net::Exchanged fetch(net::Request request);
    /** All at once; in the order given. */
    std::vector<net::Exchanged> fetch_all(std::vector<net::Request> requests);
    /** Cancels (terminal) after that time; true when operation_aborted came out. */
    bool fetch_and_cancel(net::Request request, std::chrono::milliseconds after);
    [[nodiscard]] std::chrono::milliseconds took() const { return took_; }

  private:
    boost::asio::io_context context_{1};
    std::unique_ptr<net::HttpClient> client_;
    std::chrono::milliseconds took_{0};
};

/** "Name: value" lines of a raw request whose name is that one. */
std::vector<std::string> fields(std::string const& request, std::string const& name);
/** "GET /path HTTP/1.1" */
std::string request_line(std::string const& request);

}  // namespace feedherald::net_test
