// SPDX-License-Identifier: MIT
#include "engine/item_text.hpp"

#include "parse/html_text.hpp"

#include <string_view>

namespace feedherald::engine {

namespace {

// A post is not read further than this.
constexpr std::size_t html_bytes = 256 * 1024;

bool may_be_alerted(Verdict verdict, AlertPolicy const& policy) {
    switch (verdict) {
        case Verdict::is_new:
            return true;
        case Verdict::updated:
            return policy.updates;
        case Verdict::first_poll:
            return policy.backlog != 0;
        default:
            return false;
    }
}

}  // namespace

std::string plain_text(Item const& item) {
    if (!item.content_text.empty()) return item.content_text;
    if (!item.content_html.empty())
        return parse::text_of_html(std::string_view(item.content_html).substr(0, html_bytes));
    return item.summary;
}

void add_plain_texts(Feed& feed, Change const& change, AlertPolicy const& policy) {
    for (auto const& judged : change.items)
        if (may_be_alerted(judged.verdict, policy))
            feed.items[judged.index].text = plain_text(feed.items[judged.index]);
}

}  // namespace feedherald::engine
