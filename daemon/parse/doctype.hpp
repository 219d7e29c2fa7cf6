// SPDX-License-Identifier: MIT
// Document type declarations are passed over unread, quotes and brackets respected (C-02).
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace feedherald::parse {

/** Behind the declaration whose "<!" stands at `at`; empty when it does not end within 64 KiB. */
std::optional<std::size_t> skip_doctype(std::string_view text, std::size_t at);

}  // namespace feedherald::parse
