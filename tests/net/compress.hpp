// SPDX-License-Identifier: MIT
// The codings that servers apply, for tests.
#pragma once

#include <string>

namespace feedherald::net_test {

enum class Wrapping { gzip, zlib, raw };
std::string deflate(std::string const& text, Wrapping wrapping);
std::string brotli(std::string const& text);

}  // namespace feedherald::net_test
