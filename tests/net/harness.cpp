// SPDX-License-Identifier: MIT
#include "net/harness.hpp"

#include "base/text.hpp"
#include "net/egress.hpp"

#include <optional>
#include <stdexcept>

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>

namespace feedherald::net_test {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {
constexpr auto bound = 10s;
}

net::Request get(std::string const& url) {
    net::Request request;
    auto const uri = parse_uri(url);
    if (!uri) throw std::runtime_error(url + " " + uri.error().reason);
    request.uri = *uri;
    request.headers = {{"User-Agent", "feedherald/test"}, {"Accept-Encoding", "br, gzip"}};
    request.reach.ca_file = test_root_file();
    return request;
}

net::ClientOptions names(std::map<std::string, std::vector<std::string>> addresses) {
    net::ClientOptions options;
    options.lookup = [addresses](std::string const& host, net::Family family) {
        net::LookupAnswer answer;
        auto const found = addresses.find(host);
        if (found == addresses.end()) {
            answer.trouble = net::Trouble{net::Failure::Kind::dns, "no such host: " + host};
            return answer;
        }
        for (auto const& text : found->second) {
            auto const address = asio::ip::make_address(text);
            if (address.is_v4() == (family == net::Family::v4)) answer.addresses.push_back(address);
        }
        return answer;
    };
    options.is_private = [](asio::ip::address const& address) {
        return address.to_string() != "127.0.0.9" && net::is_private(address);
    };
    return options;
}

Harness::Harness(net::ClientOptions options) : client_(net::make_client(context_.get_executor(), std::move(options))) {}
Harness::~Harness() = default;

std::vector<net::Exchanged> Harness::fetch_all(std::vector<net::Request> requests) {
    std::vector<std::optional<net::Exchanged>> results(requests.size());
    std::exception_ptr thrown;
    auto open = requests.size();
    auto const start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < requests.size(); ++i) {
        auto work = client_->exchange(std::move(requests[i]));
        asio::co_spawn(context_, std::move(work), [&, i](std::exception_ptr error, net::Exchanged result) {
            if (error) thrown = error;
            results[i] = std::move(result);
            if (--open == 0) context_.stop();
        });
    }
    context_.restart();
    context_.run_for(bound);
    took_ = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    if (thrown) std::rethrow_exception(thrown);
    if (open > 0) throw std::runtime_error("the exchange did not end");
    std::vector<net::Exchanged> ordered;
    for (auto& result : results) ordered.push_back(std::move(*result));
    return ordered;
}

net::Exchanged Harness::fetch(net::Request request) {
    std::vector<net::Request> one;
    one.push_back(std::move(request));
    return std::move(fetch_all(std::move(one)).front());
}

bool Harness::fetch_and_cancel(net::Request request, std::chrono::milliseconds after) {
    bool aborted = false;
    bool ended = false;
    asio::cancellation_signal signal;
    auto work = client_->exchange(std::move(request));
    asio::co_spawn(context_, std::move(work),
                   asio::bind_cancellation_slot(signal.slot(), [&](std::exception_ptr error, net::Exchanged const&) {
                       ended = true;
                       try {
                           if (error) std::rethrow_exception(error);
                       } catch (boost::system::system_error const& problem) {  // what a cancelled caller is promised
                           aborted = problem.code() == asio::error::operation_aborted;
                       }
                       context_.stop();
                   }));
    asio::steady_timer timer{context_, after};
    timer.async_wait([&](auto) { signal.emit(asio::cancellation_type::terminal); });
    auto const start = std::chrono::steady_clock::now();
    context_.restart();
    context_.run_for(bound);
    took_ = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
    if (!ended) throw std::runtime_error("the exchange did not end");
    return aborted;
}

std::vector<std::string> fields(std::string const& request, std::string const& name) {
    std::vector<std::string> found;
    std::string_view rest = request;
    while (!rest.empty()) {
        auto const end = rest.find("\r\n");
        auto const line = rest.substr(0, end);
        if (line.empty()) break;
        auto const colon = line.find(':');
        if (colon != line.npos && equals_ignoring_ascii_case(line.substr(0, colon), name)) {
            found.emplace_back(trim(line.substr(colon + 1)));
        }
        rest.remove_prefix(end + 2);
    }
    return found;
}

std::string request_line(std::string const& request) {
    return request.substr(0, request.find("\r\n"));
}

}  // namespace feedherald::net_test
