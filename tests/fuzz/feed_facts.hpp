// SPDX-License-Identifier: MIT
// What holds for every Feed, whatever it was read from.
#pragma once

#include "fuzz/target.hpp"
#include "model/feed.hpp"

namespace feedherald::fuzz {

inline void require_sound(Feed const& feed) {
    require_harmless(feed.title);
    require_harmless(feed.description);
    for (auto const& item : feed.items) {
        require(is_valid_utf8(item.id) && is_valid_utf8(item.url) && is_valid_utf8(item.content_html));
        require(is_valid_utf8(item.content_text) && item.content_html.size() <= 64 * 1024);
        require(item.id.size() <= 8 * 1024 && item.url.size() <= 8 * 1024);
        require_harmless(item.title);
        require_harmless(item.summary);
        require(item.title.find('\n') == std::string::npos);
        for (auto const& tag : item.tags) require_harmless(tag);
        for (auto const& author : item.authors) require_harmless(author.name);
    }
}

}  // namespace feedherald::fuzz
