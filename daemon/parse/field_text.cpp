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
    return std::ranges::any_of(void_elements,
                               [&](std::string_view known) { return equals_ignoring_ascii_case(known, local); });
}

void append_escaped(std::string& out, std::string_view text) {
    while (true) {
        auto const at = std::min(text.find_first_of("&<>\""), text.size());
        out += text.substr(0, at);
        if (at == text.size()) return;
        switch (text[at]) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            default:
                out += "&quot;";
                break;
        }
        text.remove_prefix(at + 1);
    }
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
    tag_ = "<";
    tag_ += name.local();
    for (std::size_t at = 0; at < attributes.size(); ++at) {
        auto const attribute = attributes.name(at);
        tag_ += attribute.prefix() == "xml" ? " xml:" : " ";
        tag_ += attribute.local();
        tag_ += "=\"";
        append_escaped(tag_, attributes.value(at));
        tag_ += '"';
    }
    tag_ += '>';
    put_whole(tag_);
}

bool FieldText::close(XmlName const& name) {
    if (depth_ == 0) return false;
    if (markup_ != Markup::none && !(wrapped_ && depth_ == 1) && !is_void(name.local())) {
        tag_ = "</";
        tag_ += name.local();
        tag_ += '>';
        put_whole(tag_);
    }
    if (depth_ == literal_from_) literal_from_ = 0;
    if (depth_ == 1) wrapped_ = false;
    --depth_;
    return true;
}

void FieldText::append(std::string_view text) {
    if (markup_ != Markup::xhtml && literal_from_ == 0) return put(text);
    tag_.clear();
    append_escaped(tag_, text);
    put(tag_);
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

void FieldText::put_whole(std::string const& tag) {
    if (overflowed_ || buffer_.size() + tag.size() > cap_) {
        overflowed_ = true;
        return;
    }
    buffer_ += tag;
}

}  // namespace feedherald::parse
