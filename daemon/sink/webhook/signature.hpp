// SPDX-License-Identifier: MIT
// Signatures by Standard Webhooks 1.0: HMAC-SHA256 over id, time and the exact bytes that are sent.
#pragma once

#include "base/instant.hpp"
#include "base/secret.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::sink {

/** Why this cannot sign, without the value; empty when it can. A secret is base64, usually behind "whsec_". */
std::optional<std::string> secret_error(Secret const& secret);

/** The value of webhook-signature: one `v1,…` a secret, blank between them, so that receivers may rotate.
 *  Throws std::runtime_error (without the value) when secret_error() has something to say of one of them. */
std::string signature(std::vector<Secret> const& secrets, std::string_view id, std::chrono::sys_seconds time,
                      std::string_view body);

}  // namespace feedherald::sink
