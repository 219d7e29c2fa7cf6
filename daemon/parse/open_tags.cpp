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
constexpr std::array<std::string_view, 6> containers = {"item", "entry", "channel", "feed", "rss", "rdf:rdf"};

template <std::size_t size>
bool is_one_of(std::array<std::string_view, size> const& names, std::string_view name) {
    return std::ranges::any_of(names, [&](std::string_view known) { return equals_ignoring_ascii_case(known, name); });
}

bool is_container(std::string_view name) {
    return is_one_of(containers, name);
}

}  // namespace

bool is_item_name(std::string_view name) {
    auto const colon = name.find(':');
    auto const prefix = colon == std::string_view::npos ? std::string_view{} : name.substr(0, colon);
    auto const local = colon == std::string_view::npos ? name : name.substr(colon + 1);
    bool const is_feeds_own =
        prefix.empty() || equals_ignoring_ascii_case(prefix, "rss") || equals_ignoring_ascii_case(prefix, "atom");
    return is_feeds_own && (equals_ignoring_ascii_case(local, "item") || equals_ignoring_ascii_case(local, "entry"));
}

void OpenTags::make_way_for(std::string_view name, std::string& out) {
    auto const lowest = names_.size() > reach ? names_.size() - reach : 0;
    if (is_item_name(name)) {
        for (auto level = names_.size(); level > lowest; --level) {
            auto const open = names_[level - 1];
            if (is_item_name(open)) return close_down_to(level - 1, out);
            if (is_container(open)) return close_down_to(level, out);
        }
        return;
    }
    if (names_.size() < 2 || !is_one_of(text_fields, names_.back()) || !is_container(names_[names_.size() - 2])) return;
    bool const is_module = name.find(':') != std::string_view::npos && !name.starts_with("xhtml:");
    if (is_module || is_one_of(text_fields, name) || is_one_of(other_fields, name))
        close_down_to(names_.size() - 1, out);
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
