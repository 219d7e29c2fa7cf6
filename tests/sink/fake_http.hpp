// SPDX-License-Identifier: MIT
// An HttpClient that answers as told and remembers what it was asked; no network.
#pragma once

#include "net/http_client.hpp"

#include <deque>
#include <stdexcept>
#include <utility>
#include <vector>

namespace feedherald::test {

class FakeHttp final : public net::HttpClient {
  public:
    std::deque<net::Exchanged> answers;
    std::vector<net::Request> requests;

    boost::asio::awaitable<net::Exchanged> exchange(net::Request request) override {
        requests.push_back(std::move(request));
        if (answers.empty()) throw std::logic_error("FakeHttp has no answer left");
        auto answer = std::move(answers.front());
        answers.pop_front();
        co_return answer;
    }
};

}  // namespace feedherald::test
