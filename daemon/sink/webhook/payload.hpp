// SPDX-License-Identifier: MIT
// What the generic webhook says of an alert: Standard Webhooks, a CloudEvents 1.0 event, or the user's own table.
#pragma once

#include "model/alert.hpp"

#include <optional>
#include <string>

namespace feedherald::sink {

struct Payload {
    std::string content_type;
    std::string body;
};

/** {"type", "timestamp", "data": {"feed", "item"}}; feed.* and sink.disabled have a "reason" where items have "item".
 */
Payload standard_payload(Delivery const& delivery);

/** The same data in structured mode; the event's id is the delivery's. */
Payload cloudevents_payload(Delivery const& delivery);

/** `body_json` with every string in it (not the keys) rendered as a template. Throws std::runtime_error when
 *  custom_body_error() has something to say. */
Payload custom_payload(std::string const& body_json, Delivery const& delivery);

/** Why a custom body cannot be used; empty when it can. */
std::optional<std::string> custom_body_error(std::string const& body_json);

}  // namespace feedherald::sink
