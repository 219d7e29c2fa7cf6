// SPDX-License-Identifier: MIT
#include "sink/webhook/template.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"
#include "sink/headline.hpp"
#include "sink/json_item.hpp"

#include <array>
#include <cstddef>
#include <limits>
#include <stdexcept>
#include <utility>

namespace feedherald::sink {

namespace {

/** More than any receiver takes; keeps a hostile post from filling memory many times over. */
constexpr std::size_t longest_summary = 20000;
constexpr std::size_t widest = 10000;

std::string tags_of(Item const& item) {
    std::string tags;
    for (auto const& tag : item.tags) {
        if (!tags.empty()) tags += ", ";
        tags += fold_white_space(neutralise(tag));
    }
    return tags;
}

using Field = std::pair<std::string_view, std::string (*)(Alert const&)>;
constexpr std::array<Field, 9> fields{{
    {"feed", [](Alert const& alert) { return fold_white_space(neutralise(alert.feed_title)); }},
    {"title", [](Alert const& alert) { return headline(alert); }},
    {"url", [](Alert const& alert) { return link_of(alert); }},
    {"summary", [](Alert const& alert) { return excerpt(alert, longest_summary); }},
    {"author", [](Alert const& alert) { return authors_of(alert.item); }},
    {"tags", [](Alert const& alert) { return tags_of(alert.item); }},
    {"published",
     [](Alert const& alert) { return alert.item.published ? to_rfc3339(*alert.item.published) : std::string{}; }},
    {"id",
     [](Alert const& alert) { return is_about_item(alert.kind) ? neutralise(json_id(alert.item)) : std::string{}; }},
    {"kind", [](Alert const& alert) { return std::string(to_text(alert.kind)); }},
}};

Field const* find_field(std::string_view name) {
    for (auto const& field : fields)
        if (field.first == name) return &field;
    return nullptr;
}

struct Spec {
    std::string fill = " ";
    char align = '<';
    std::size_t width = 0;
    std::size_t precision = std::numeric_limits<std::size_t>::max();
};

bool is_align(char c) {
    return c == '<' || c == '>' || c == '^';
}

std::optional<std::size_t> take_number(std::string_view& text) {
    std::size_t number = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && text[digits] >= '0' && text[digits] <= '9'; ++digits) {
        number = 10 * number + static_cast<std::size_t>(text[digits] - '0');
        if (number > widest) return std::nullopt;
    }
    if (digits == 0) return std::nullopt;
    text.remove_prefix(digits);
    return number;
}

std::optional<Spec> parse_spec(std::string_view text) {
    Spec spec;
    if (!text.empty()) {
        std::size_t behind_fill = 0;
        next_character(text, behind_fill);
        if (behind_fill < text.size() && is_align(text[behind_fill])) {
            spec.fill = text.substr(0, behind_fill);
            spec.align = text[behind_fill];
            text.remove_prefix(behind_fill + 1);
        } else if (is_align(text[0])) {
            spec.align = text[0];
            text.remove_prefix(1);
        }
    }
    if (!text.empty() && text[0] >= '1' && text[0] <= '9') {
        auto const width = take_number(text);
        if (!width) return std::nullopt;
        spec.width = *width;
    }
    if (!text.empty() && text[0] == '.') {
        text.remove_prefix(1);
        auto const precision = take_number(text);
        if (!precision) return std::nullopt;
        spec.precision = *precision;
    }
    if (text == "s") text.remove_prefix(1);
    return text.empty() ? std::optional{spec} : std::nullopt;
}

std::string formatted(std::string_view value, Spec const& spec) {
    std::size_t end = 0;
    std::size_t characters = 0;
    for (; end < value.size() && characters < spec.precision; ++characters) next_character(value, end);
    std::size_t const missing = spec.width > characters ? spec.width - characters : 0;
    std::size_t const before = spec.align == '>' ? missing : spec.align == '^' ? missing / 2 : 0;
    std::string text;
    for (std::size_t i = 0; i < before; ++i) text += spec.fill;
    text += value.substr(0, end);
    for (std::size_t i = before; i < missing; ++i) text += spec.fill;
    return text;
}

/** A piece of a template: literal text, or a field with its format. */
struct Piece {
    std::string literal;
    Field const* field = nullptr;
    Spec spec;
};

struct Template {
    std::vector<Piece> pieces;
    std::optional<std::string> error;
};

std::string field_names() {
    std::string names;
    for (auto const& field : fields) names += (names.empty() ? "{" : " {") + std::string(field.first) + "}";
    return names;
}

/** What stands between braces: "title" or "title:.80". */
std::optional<std::string> read_field(std::string_view inside, Piece& piece) {
    auto const colon = inside.find(':');
    auto const name = inside.substr(0, colon);
    piece.field = find_field(name);
    if (piece.field == nullptr)
        return "there is no field {" + escape_controls(name) + "}; there are " + field_names() + " ({{ is a brace)";
    if (colon == std::string_view::npos) return std::nullopt;
    auto const spec = parse_spec(inside.substr(colon + 1));
    if (!spec)
        return "the format \"" + escape_controls(inside.substr(colon + 1)) + "\" of {" + std::string(name) +
               "} is not one of fmt's for text: [[fill]align][width][.precision]";
    piece.spec = *spec;
    return std::nullopt;
}

Template read(std::string_view text) {
    Template result;
    std::string literal;
    for (std::size_t at = 0; at < text.size();) {
        char const c = text[at];
        bool const doubled = at + 1 < text.size() && text[at + 1] == c;
        if (c != '{' && c != '}') {
            literal += c;
            ++at;
        } else if (doubled) {
            literal += c;
            at += 2;
        } else if (c == '}') {
            result.error = "a } without its {; write }} for a brace";
            return result;
        } else {
            auto const end = text.find('}', at);
            if (end == std::string_view::npos) {
                result.error = "a { without its }; write {{ for a brace";
                return result;
            }
            Piece piece;
            piece.literal = std::exchange(literal, {});
            result.error = read_field(text.substr(at + 1, end - at - 1), piece);
            if (result.error) return result;
            result.pieces.push_back(std::move(piece));
            at = end + 1;
        }
    }
    result.pieces.push_back({std::move(literal), nullptr, {}});
    return result;
}

}  // namespace

std::optional<std::string> template_error(std::string_view text) {
    if (!is_valid_utf8(text)) return "the template is not valid UTF-8";
    return read(text).error;
}

std::string render(std::string_view text, Alert const& alert) {
    auto const parsed = read(text);
    if (parsed.error) throw std::runtime_error("template: " + *parsed.error);
    std::string rendered;
    for (auto const& piece : parsed.pieces) {
        rendered += piece.literal;
        if (piece.field != nullptr) rendered += formatted(piece.field->second(alert), piece.spec);
    }
    return rendered;
}

}  // namespace feedherald::sink
