// SPDX-License-Identifier: MIT
#include "sink/webhook/wording.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace feedherald::sink {

namespace {

constexpr std::string_view zero_width_space = "\u200b";
/** No service takes as much; bounds the work of fitted(). */
constexpr std::size_t longest_text = 20000;

bool is_word(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}

/** Names that call a whole room; services find them inside words too. */
bool calls_a_room(std::string_view name) {
    static constexpr std::array<std::string_view, 5> rooms{"everyone", "here", "channel", "all", "room"};
    return std::any_of(rooms.begin(), rooms.end(), [name](std::string_view room) {
        bool const is_whole = name.size() == room.size() || !is_word(name[std::min(room.size(), name.size() - 1)]);
        return (is_whole || room == "everyone") && equals_ignoring_ascii_case(name.substr(0, room.size()), room);
    });
}

/** "@name" names somebody unless a Latin letter or a digit stands right before it, as in an e-mail address. */
bool begins_mention(std::string_view text, std::size_t at) {
    if (text[at] != '@' || at + 1 >= text.size() || !is_word(text[at + 1])) return false;
    bool const is_inside_a_word = at > 0 && is_word(text[at - 1]) && static_cast<unsigned char>(text[at - 1]) < 0x80;
    return !is_inside_a_word || calls_a_room(text.substr(at + 1));
}

/** Replaces single characters by `entity_of(c)` where that is not empty, and takes the sting out of mentions. */
template <class EntityOf>
std::string escaped(std::string_view text, EntityOf entity_of) {
    std::string safe;
    safe.reserve(text.size() + text.size() / 8);
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (std::string_view const entity = entity_of(text[at]); entity.empty())
            safe += text[at];
        else
            safe += entity;
        if (begins_mention(text, at)) safe += zero_width_space;
    }
    return safe;
}

std::string_view entity(char c) {
    switch (c) {
        case '&':
            return "&amp;";
        case '<':
            return "&lt;";
        case '>':
            return "&gt;";
        default:
            return {};
    }
}

}  // namespace

std::size_t size_in(Unit unit, std::string_view text) {
    if (unit == Unit::bytes) return text.size();
    std::size_t size = 0;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        if ((byte & 0xC0) != 0x80) ++size;
        if (unit == Unit::utf16 && byte >= 0xF0) ++size;
    }
    return size;
}

std::string as_plain(std::string_view text) {
    return std::string(text);
}

std::string as_unmentioned(std::string_view text) {
    return escaped(text, [](char) { return std::string_view{}; });
}

std::string as_html(std::string_view text) {
    return escaped(text, [](char c) { return c == '"' ? std::string_view{"&quot;"} : entity(c); });
}

std::string as_mrkdwn(std::string_view text) {
    return escaped(text, entity);
}

std::string as_markdown(std::string_view text) {
    static constexpr std::array<std::pair<char, std::string_view>, 14> escapes{{{'\\', "\\\\"},
                                                                                {'`', "\\`"},
                                                                                {'*', "\\*"},
                                                                                {'_', "\\_"},
                                                                                {'[', "\\["},
                                                                                {']', "\\]"},
                                                                                {'(', "\\("},
                                                                                {')', "\\)"},
                                                                                {'<', "\\<"},
                                                                                {'>', "\\>"},
                                                                                {'~', "\\~"},
                                                                                {'|', "\\|"},
                                                                                {'#', "\\#"},
                                                                                {'!', "\\!"}}};
    return escaped(text, [](char c) {
        for (auto const& [special, escape] : escapes)
            if (special == c) return escape;
        return std::string_view{};
    });
}

std::string as_chat(std::string_view text) {
    return escaped(text, [](char c) { return c == '<' ? std::string_view{"<\u200b"} : std::string_view{}; });
}

std::string fitted(std::string_view text, std::size_t limit, Unit unit, Escape escape) {
    auto const characters = count_characters(text);
    if (characters <= longest_text) {
        auto whole = escape(text);
        if (size_in(unit, whole) <= limit) return whole;
    }
    std::string best;
    std::size_t low = 0;
    std::size_t high = std::min({characters, longest_text, limit + 1});
    while (low < high) {
        auto const middle = low + (high - low) / 2;
        auto candidate = escape(cut(text, middle));
        if (size_in(unit, candidate) <= limit) {
            best = std::move(candidate);
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return best;
}

std::string quoted_link(std::string_view link) {
    static constexpr std::string_view special = " \"'<>()[]{}|\\^`";
    static constexpr std::string_view hex = "0123456789ABCDEF";
    std::string safe;
    for (char const c : link) {
        auto const byte = static_cast<unsigned char>(c);
        if (byte > 0x20 && byte != 0x7F && special.find(c) == std::string_view::npos) {
            safe += c;
            continue;
        }
        safe += '%';
        safe += hex[byte >> 4];
        safe += hex[byte & 15];
    }
    return safe;
}

std::string unmentioned_link(std::string_view link) {
    std::string safe;
    for (std::size_t at = 0; at < link.size(); ++at)
        if (begins_mention(link, at))
            safe += "%40";
        else
            safe += link[at];
    return safe;
}

std::string quoted_link_in_html(std::string_view link) {
    std::string safe;
    for (char const c : quoted_link(link))
        if (auto const replacement = entity(c); replacement.empty())
            safe += c;
        else
            safe += replacement;
    return safe;
}

}  // namespace feedherald::sink
