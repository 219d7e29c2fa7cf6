// SPDX-License-Identifier: MIT
#include "parse/field_text.hpp"

#include "base/text.hpp"
#include "parse/names.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

constexpr std::array<std::string_view, 15> void_elements = {"area",  "base",   "br",    "col",  "embed",
                                                            "hr",    "img",    "input", "link", "meta",
                                                            "param", "source", "track", "wbr",  "keygen"};

bool is_void(std::string_view local) {
    return std::ranges::any_of(void_elements, [&](std::string_view known) {
        return known.size() == local.size() && known.front() == (local.front() | 0x20) &&
               equals_ignoring_ascii_case(known, local);
    });
}

constexpr auto is_markup = [] {
    std::array<bool, 256> markup{};
    for (char const c : {'&', '<', '>', '"'}) markup[static_cast<unsigned char>(c)] = true;
    return markup;
}();

void append_escaped(std::string& out, std::string_view text) {
    std::size_t run = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        auto const c = text[at];
        if (!is_markup[static_cast<unsigned char>(c)]) continue;
        out += text.substr(run, at - run);
        run = at + 1;
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;";
    }
    out += text.substr(run);
}

/** The last border between characters at or before `size`. */
std::size_t border(std::string_view text, std::size_t size) {
    if (size >= text.size()) return text.size();
    while (size > 0 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
    return size;
}

}  // namespace

void FieldText::begin(Markup markup, std::size_t cap) {
    buffer_.clear();
    markup_ = markup;
    cap_ = cap;
    depth_ = literal_from_ = 0;
    wrapped_ = overflowed_ = false;
}

bool FieldText::is_wrapper(std::string_view local) const {
    return markup_ == Markup::xhtml && depth_ == 1 && equals_ignoring_ascii_case(local, "div");
}

void FieldText::open(XmlName const& name, XmlAttributes const& attributes) {
    ++depth_;
    if (markup_ == Markup::none) return;
    if (markup_ == Markup::loose && literal_from_ == 0 && !name.uri().empty() &&
        namespace_of_uri(name.uri()) == Namespace::xhtml)
        literal_from_ = depth_;
    if (is_wrapper(name.local()) && text().empty()) {
        wrapped_ = true;
        return;
    }
    auto const start = buffer_.size();
    buffer_ += '<';
    buffer_ += name.local();
    for (std::size_t at = 0; at < attributes.size(); ++at) {
        auto const attribute = attributes.name(at);
        buffer_ += attribute.prefix() == "xml" ? " xml:" : " ";
        buffer_ += attribute.local();
        buffer_ += "=\"";
        append_escaped(buffer_, attributes.value(at));
        buffer_ += '"';
    }
    buffer_ += '>';
    keep_whole(start);
}

bool FieldText::close(XmlName const& name) {
    if (depth_ == 0) return false;
    if (markup_ != Markup::none && !(wrapped_ && depth_ == 1) && !is_void(name.local())) {
        auto const start = buffer_.size();
        buffer_ += "</";
        buffer_ += name.local();
        buffer_ += '>';
        keep_whole(start);
    }
    if (depth_ == literal_from_) literal_from_ = 0;
    if (depth_ == 1) wrapped_ = false;
    --depth_;
    return true;
}

void FieldText::append_slowly(std::string_view text) {
    bool const is_escaped = markup_ == Markup::xhtml || literal_from_ != 0;
    // libxml2 hands references over one by one, so a longer piece hardly ever needs escaping
    bool const needs_none = text.find('&') == std::string_view::npos && text.find('<') == std::string_view::npos &&
                            text.find('>') == std::string_view::npos;
    if (!is_escaped || needs_none) return put(text);
    escaped_.clear();
    append_escaped(escaped_, text);
    put(escaped_);
}

std::string_view FieldText::text() const {
    return trim(buffer_);
}

void FieldText::put(std::string_view text) {
    if (overflowed_) return;
    auto const room = cap_ - std::min(cap_, buffer_.size());
    if (text.size() > room) {
        overflowed_ = true;
        text = text.substr(0, border(text, room));
    }
    buffer_ += text;
}

void FieldText::keep_whole(std::size_t start) {
    if (!overflowed_ && buffer_.size() <= cap_) return;
    overflowed_ = true;
    buffer_.resize(start);
}

}  // namespace feedherald::parse
