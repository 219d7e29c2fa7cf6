// SPDX-License-Identifier: MIT
// Base64 (RFC 4648 §4), as signing secrets, signatures and HTTP Basic want it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace feedherald {

std::string to_base64(std::string_view bytes);
/** The standard alphabet alone, padding complete or absent; empty for anything else. */
std::optional<std::string> from_base64(std::string_view text);

}  // namespace feedherald
