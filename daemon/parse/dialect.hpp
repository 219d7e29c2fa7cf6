// SPDX-License-Identifier: MIT
// The feed dialects and the root elements that announce them: a new dialect is a row here and a file of its own.
#pragma once

#include "model/feed.hpp"

#include <optional>
#include <string_view>

namespace feedherald::parse {

/** By the local name of a document's root, in any letter case and namespace (B-01). */
std::optional<Dialect> dialect_of_root(std::string_view local);

}  // namespace feedherald::parse
