// SPDX-License-Identifier: MIT
// Publishers of a test's making: a function per URL answers, every request is kept.
#pragma once

#include "net/http_client.hpp"

#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::tests {

inline net::Response ok(std::string body, net::Headers headers = {}) {
    net::Response response;
    response.status = 200;
    response.headers = std::move(headers);
    response.body = std::move(body);
    return response;
}

inline net::Response status(int code, net::Headers headers = {}) {
    net::Response response;
    response.status = code;
    response.headers = std::move(headers);
    return response;
}

inline net::Failure failure(net::Failure::Kind kind, std::string reason) {
    net::Failure failed;
    failed.kind = kind;
    failed.reason = std::move(reason);
    return failed;
}

class FakeHttp final : public net::HttpClient {
  public:
    using Answer = std::function<net::Exchanged(net::Request const&)>;

    std::map<std::string, Answer> answers;
    std::vector<net::Request> requests;
    std::function<void()> on_request;
    std::function<boost::asio::awaitable<void>()> delay;  ///< of every answer

    boost::asio::awaitable<net::Exchanged> exchange(net::Request request) override {
        requests.push_back(request);
        if (on_request) on_request();
        // Through the loop once, as a real exchange: the caller must be ready to be suspended.
        co_await boost::asio::post(co_await boost::asio::this_coro::executor, boost::asio::use_awaitable);
        if (delay) co_await delay();
        auto url = request.uri.text();
        url.resize(std::min(url.size(), url.find('#')));  // no request carries it
        auto const found = answers.find(url);
        if (found == answers.end()) co_return failure(net::Failure::Kind::dns, "no such host");
        auto exchanged = found->second(request);
        if (exchanged && exchanged->url.empty()) exchanged->url = url;
        co_return exchanged;
    }
};

/** A feed that a test publishes to, served with ETags and 304s as a good server does. */
class Publisher {
  public:
    explicit Publisher(std::string title) : title_(std::move(title)) {}

    void publish(std::string const& id, std::string const& title, std::string const& date = "") {
        std::string item = "<item><guid isPermaLink=\"false\">" + id + "</guid><title>" + title +
                           "</title><link>https://feeds.example/" + id + "</link><description>Text of " + title +
                           "</description>";
        if (!date.empty()) item += "<pubDate>" + date + "</pubDate>";
        items_.push_front(item + "</item>");
        ++version_;
    }

    [[nodiscard]] std::string etag() const { return "\"v" + std::to_string(version_) + "\""; }

    [[nodiscard]] std::string document() const {
        std::string text = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>" + title_ +
                           "</title><link>https://feeds.example/</link><description/>";
        for (auto const& item : items_) text += item;
        return text + "</channel></rss>";
    }

    net::Exchanged answer(net::Request const& request) const {
        if (request.conditional && request.conditional->etag == etag()) return status(304, {{"ETag", etag()}});
        return ok(document(), {{"ETag", etag()}, {"Content-Type", "application/rss+xml"}});
    }

  private:
    std::string title_;
    std::deque<std::string> items_;
    int version_ = 1;
};

}  // namespace feedherald::tests
