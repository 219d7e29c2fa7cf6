// SPDX-License-Identifier: MIT
#include "parse/doctype.hpp"

#include <algorithm>

namespace feedherald::parse {

namespace {
constexpr std::size_t longest = 64 * 1024;
}

std::optional<std::size_t> skip_doctype(std::string_view text, std::size_t at) {
    auto const limit = std::min(text.size(), at + longest);
    bool in_subset = false;
    bool comments_end = true;  // as far as is known: what was looked for in vain is not looked for again
    for (auto next = at + 2; next < limit; ++next) {
        switch (text[next]) {
            case '"':
            case '\'': {
                auto const close = text.substr(0, limit).find(text[next], next + 1);
                // An apostrophe of prose inside a comment of the subset must not swallow the rest.
                if (close == std::string_view::npos) break;
                next = close;
                break;
            }
            case '[':
                in_subset = true;
                break;
            case ']':
                in_subset = false;
                break;
            case '<':
                if (comments_end && text.substr(next).starts_with("<!--")) {
                    auto const close = text.substr(0, limit).find("-->", next + 4);
                    comments_end = close != std::string_view::npos;
                    if (comments_end) next = close + 2;
                }
                break;
            case '>':
                if (!in_subset) return next + 1;
                break;
            default:
                break;
        }
    }
    return std::nullopt;
}

}  // namespace feedherald::parse
