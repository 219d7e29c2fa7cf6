// SPDX-License-Identifier: MIT
// A Feed as lines of text, for golden files: one field a line, nothing for what is absent.
#pragma once

#include "model/feed.hpp"

#include <string>

namespace feedherald::parse {

std::string print_feed(Feed const& feed);

}  // namespace feedherald::parse
