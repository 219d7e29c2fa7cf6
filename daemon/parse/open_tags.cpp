// SPDX-License-Identifier: MIT
#include "parse/open_tags.hpp"

#include "base/text.hpp"
#include "parse/repair_tag.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

constexpr std::size_t reach = 100;  // C-02: how deep an end tag is looked for, and an item's container

// Fields that hold text and never each other: one that was not closed ends where the next begins.
constexpr std::array<std::string_view, 9> text_fields = {"title",    "link", "guid",    "pubdate",  "category",
                                                         "comments", "id",   "updated", "published"};
constexpr std::array<std::string_view, 6> other_fields = {"description", "author",  "enclosure",
                                                          "summary",     "content", "source"};
constexpr std::array<std::string_view, 2> item_names = {"item", "entry"};
constexpr std::array<std::string_view, 7> containers = {"item", "entry", "channel", "feed", "rss", "rdf", "rdf:rdf"};

template <std::size_t size>
bool is_one_of(std::array<std::string_view, size> const& names, std::string_view name) {
    return std::ranges::any_of(names, [&](std::string_view known) { return equals_ignoring_ascii_case(known, name); });
}

}  // namespace

/** Without a prefix that the feed's own elements have: the root's, or one by convention. */
std::string_view OpenTags::without_own_prefix(std::string_view name) const {
    auto const colon = name.find(':');
    if (colon == std::string_view::npos) return name;
    auto const same = [&](std::string_view prefix) {
        return equals_ignoring_ascii_case(name.substr(0, colon), prefix);
    };
    auto const of_root = root().substr(0, std::min(root().find(':'), root().size()));
    bool const is_own = same("rss") || same("atom") || (of_root.size() < root().size() && same(of_root));
    return is_own ? name.substr(colon + 1) : name;
}

bool OpenTags::is_item(std::string_view name) const {
    return is_one_of(item_names, without_own_prefix(name));
}

void OpenTags::make_way_for(std::string_view name, std::string& out) {
    auto const local = [&](std::size_t level) { return without_own_prefix(names_[level]); };
    auto const lowest = names_.size() > reach ? names_.size() - reach : 0;
    if (is_item(name)) {
        for (auto level = names_.size(); level > lowest; --level) {
            auto const open = local(level - 1);
            if (is_one_of(item_names, open)) return close_down_to(level - 1, out);
            if (is_one_of(containers, open)) return close_down_to(level, out);
        }
        return;
    }
    auto const depth = names_.size();
    if (depth < 2 || !is_one_of(text_fields, local(depth - 1)) || !is_one_of(containers, local(depth - 2))) return;
    auto const begun = without_own_prefix(name);
    bool const is_module = begun.find(':') != std::string_view::npos && !begun.starts_with("xhtml:");
    if (is_module || is_one_of(text_fields, begun) || is_one_of(other_fields, begun)) close_down_to(depth - 1, out);
}

bool OpenTags::close(std::string_view name, std::size_t deepest, std::string& out) {
    auto const lowest = names_.size() > deepest ? names_.size() - deepest : 0;
    for (auto level = names_.size(); level > lowest; --level) {
        if (!equals_ignoring_ascii_case(names_[level - 1], name)) continue;
        close_down_to(std::max<std::size_t>(level - 1, 1), out);
        return true;
    }
    return false;
}

void OpenTags::close_all(std::string& out) {
    close_down_to(0, out);
}

void OpenTags::close_down_to(std::size_t size, std::string& out) {
    while (names_.size() > size) {
        out += "</";
        append_name(out, names_.back());
        out += '>';
        names_.pop_back();
    }
}

}  // namespace feedherald::parse
