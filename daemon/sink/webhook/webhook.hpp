// SPDX-License-Identifier: MIT
// The generic webhook: the alert as JSON, signed, with the user's own method, headers and, if wanted, body.
#pragma once

#include "sink/sink.hpp"
#include "sink/webhook/http_sink.hpp"
#include "sink/webhook/post.hpp"

#include <memory>

namespace feedherald::sink {

/** The exact request of one attempt at `now`. Headers of the user win over ours, but for webhook-*. */
Post compose_webhook(config::WebhookSettings const& settings, Uri const& endpoint, Delivery const& delivery,
                     Instant now);

/** Throws std::runtime_error, which names the sink but no value, when url, secret, header or body cannot be used. */
Service webhook_service(config::SinkSettings const& settings);
std::unique_ptr<Sink> make_webhook(config::SinkSettings const& settings, Surroundings const& surroundings);

}  // namespace feedherald::sink
