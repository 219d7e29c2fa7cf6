// SPDX-License-Identifier: MIT
// The keys of a sink of type webhook.
#pragma once

#include "config/keys.hpp"
#include "config/settings.hpp"
#include "config/table_reader.hpp"

#include <string_view>

namespace feedherald::config {

WebhookSettings read_webhook(TableReader& reader, SinkType const& type);

/** "whsec_" and base64, as the Standard Webhooks specification writes a secret. */
bool is_webhook_secret(std::string_view text);

}  // namespace feedherald::config
