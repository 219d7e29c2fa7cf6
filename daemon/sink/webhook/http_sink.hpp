// SPDX-License-Identifier: MIT
// Any sink that is one HTTP request an alert: the generic webhook and the presets differ in what they compose only.
#pragma once

#include "sink/sink.hpp"
#include "sink/webhook/post.hpp"

#include <functional>
#include <string>
#include <vector>

namespace feedherald::sink {

/** What tells one service from another; pure functions. */
struct Service {
    std::function<Post(Delivery const&, Instant now)> compose;
    std::function<DeliveryOutcome(net::Exchanged const&, Instant now)> judge;
    std::vector<Secret> secrets;  ///< what a reason must never quote, though the endpoint may have echoed it
};

class HttpSink final : public Sink {
  public:
    HttpSink(config::SinkSettings const& settings, Surroundings const& surroundings, Service service);
    boost::asio::awaitable<DeliveryOutcome> deliver(std::vector<Delivery> bundle) override;

  private:
    net::HttpClient& http_;
    std::function<Instant()> now_;
    config::SinkSettings settings_;
    Service service_;
};

/** The one exchange that a delivery is: bounded, and no redirect is followed. */
net::Request request_of(config::SinkSettings const& settings, Post post);

/** The address of a sink; throws std::runtime_error, which names the sink but not the address, when it is none. */
Uri endpoint_of(config::SinkSettings const& settings, Secret const& url);

/** `text` with every one of these that is at least four bytes long replaced by "***". */
std::string masked(std::string text, std::vector<Secret> const& secrets);

}  // namespace feedherald::sink
