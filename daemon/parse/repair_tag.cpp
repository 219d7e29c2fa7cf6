// SPDX-License-Identifier: MIT
#include "parse/repair_tag.hpp"

#include <algorithm>
#include <functional>

namespace feedherald::parse {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
bool is_letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}
bool is_ascii_name_char(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}
bool is_name_char(char c) {
    return is_ascii_name_char(c) || c == ':' || static_cast<unsigned char>(c) >= 0x80;
}

constexpr std::size_t longest_name = 1024;

}  // namespace

bool is_xml_name_start(char c) {
    return is_letter(c) || c == '_';
}

bool is_plain_name(std::string_view name) {
    auto const colon = name.find(':');
    auto const is_simple = [](std::string_view part) {
        return !part.empty() && is_xml_name_start(part.front()) && std::ranges::all_of(part, is_ascii_name_char);
    };
    if (name.size() > longest_name) return false;
    if (colon == std::string_view::npos) return is_simple(name);
    return is_simple(name.substr(0, colon)) && is_simple(name.substr(colon + 1));
}

void append_name(std::string& out, std::string_view name) {
    if (is_plain_name(name)) {
        out += name;
        return;
    }
    for (char const c : name.substr(0, longest_name)) out += is_ascii_name_char(c) ? c : '_';
}

TagLexer::TagLexer(std::string_view text, Limits const& limits)
    : text_(text), limits_(limits), next_less_(text, "<"), next_double_(text, "\""), next_single_(text, "'") {}

TagLexer::Found TagLexer::literal(std::size_t start, std::size_t at) {
    read_in_vain_ += at - start;
    return Found::literal;
}

TagLexer::Found TagLexer::read(std::size_t at) {
    auto const start = at++;
    while (at < text_.size() && is_name_char(text_[at])) ++at;
    name_ = text_.substr(start + 1, at - start - 1);
    if (at < text_.size() && !is_space(text_[at]) && text_[at] != '/' && text_[at] != '>') return Found::literal;
    if (name_.ends_with(':')) return Found::literal;  // <http://…>
    written_ = '<';
    append_name(written_, name_);
    attributes_.clear();
    is_empty_ = false;
    while (at < text_.size()) {
        auto const c = text_[at];
        if (at - start > limits_.tag_length || c == '<') return literal(start, at);
        if (c == '>') {
            end_ = at + 1;
            return Found::tag;
        }
        if (!is_space(c)) is_empty_ = c == '/';
        at = is_xml_name_start(c) ? read_attribute(at) : at + 1;
    }
    return Found::cut;
}

std::size_t TagLexer::read_attribute(std::size_t at) {
    auto const start = at;
    while (at < text_.size() && is_name_char(text_[at])) ++at;
    auto const name = text_.substr(start, at - start);
    auto after = at;
    while (after < text_.size() && is_space(text_[after])) ++after;
    std::string_view value;
    if (after < text_.size() && text_[after] == '=') {
        ++after;
        while (after < text_.size() && is_space(text_[after])) ++after;
        at = read_value(after, value);
    }
    // In a tag that the input cuts off, values are never used: nothing to write.
    if (at < text_.size()) write_attribute(name, value);
    return at;
}

std::size_t TagLexer::read_value(std::size_t at, std::string_view& value) {
    if (at < text_.size() && (text_[at] == '"' || text_[at] == '\'')) {
        auto const close = (text_[at] == '"' ? next_double_ : next_single_).from(at + 1);
        auto const follows = close + 1 < text_.size() ? text_[close + 1] : ' ';
        // A value with a '<' in it may be one whose closing quote was forgotten: then what follows gives it away. None
        // is believed any more once as much as the whole input was read in vain: each tag then ends at the next '<'.
        bool const is_plausible = is_space(follows) || follows == '/' || follows == '>';
        bool const is_credible = next_less_.from(at + 1) > close || (is_plausible && read_in_vain_ <= text_.size());
        if (close < text_.size() && is_credible) {
            value = text_.substr(at + 1, close - at - 1);
            return close + 1;
        }
        bool const nothing_follows = close == text_.size() && next_less_.from(at + 1) == text_.size() &&
                                     text_.find('>', at) == std::string_view::npos;
        if (nothing_follows) return text_.size();
        ++at;
    }
    auto const start = at;
    while (at < text_.size() && !is_space(text_[at]) && text_[at] != '>' && text_[at] != '<') ++at;
    value = text_.substr(start, at - start);
    bool const closes = at < text_.size() && text_[at] == '>' && value.ends_with('/');
    if (closes && value.find("://") == std::string_view::npos) {  // <br clear=all/>, but not <a href=http://x/>
        value.remove_suffix(1);
        --at;
    }
    return at;
}

void TagLexer::write_attribute(std::string_view name, std::string_view value) {
    if (!is_plain_name(name) || attributes_.size() >= limits_.attributes || is_duplicate(name)) return;
    bool const binds_prefix = name.starts_with("xmlns:");
    if (binds_prefix && (value.empty() || name == "xmlns:xml" || name == "xmlns:xmlns")) return;
    attributes_.push_back(name);
    written_ += ' ';
    written_ += name;
    written_ += "=\"";
    for (auto quote = value.find('"'); quote != std::string_view::npos; quote = value.find('"')) {
        append_clean_text(written_, value.substr(0, quote), false);
        written_ += "&quot;";
        value.remove_prefix(quote + 1);
    }
    append_clean_text(written_, value, false);
    written_ += '"';
}

bool TagLexer::is_duplicate(std::string_view name) {
    constexpr std::size_t few = 8;
    auto const known = [&] { return std::ranges::find(attributes_, name) != attributes_.end(); };
    auto const hash = [](std::string_view text) { return std::hash<std::string_view>{}(text) % 4096; };
    if (attributes_.size() < few) return known();
    if (attributes_.size() == few) {
        hashes_.reset();
        for (auto const attribute : attributes_) hashes_.set(hash(attribute));
    }
    auto const place = hash(name);
    bool const is_known = hashes_.test(place) && known();
    hashes_.set(place);
    return is_known;
}

}  // namespace feedherald::parse
