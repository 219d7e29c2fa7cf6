// SPDX-License-Identifier: MIT
#include "parse/field_text.hpp"

#include "base/text.hpp"
#include "parse/byte_set.hpp"
#include "parse/cut_bytes.hpp"
#include "parse/limits.hpp"
#include "parse/names.hpp"

#include <algorithm>
#include <array>
#include <cassert>

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

constexpr ByteSet text_markup{"&<>"};
constexpr ByteSet value_markup{"&<>\""};

std::string_view reference_of(char c) {
    return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : "&quot;";
}

}  // namespace

void FieldText::begin(Markup markup, std::size_t cap) {
    assert(cap <= FieldCaps::text);
    if (!buffer_) buffer_ = std::make_unique_for_overwrite<char[]>(FieldCaps::text);
    size_ = 0;
    markup_ = markup;
    cap_ = cap;
    depth_ = literal_from_ = 0;
    wrapped_ = overflowed_ = false;
}

bool FieldText::is_wrapper(std::string_view local) const {
    return markup_ == Markup::xhtml && depth_ == 1 && equals_ignoring_ascii_case(local, "div");
}

void FieldText::open(XmlName const& name, XmlAttributes const& attributes, LinkBase const* base) {
    ++depth_;
    if (markup_ == Markup::none) return;
    if (markup_ == Markup::loose && literal_from_ == 0 && !name.uri().empty() &&
        namespace_of_uri(name.uri()) == Namespace::xhtml)
        literal_from_ = depth_;
    auto const local = name.local();
    if (is_wrapper(local) && text().empty()) {
        wrapped_ = true;
        return;
    }
    auto const start = size_;
    keep(add_tag(local, attributes, base), start);
}

bool FieldText::add_tag(std::string_view local, XmlAttributes const& attributes, LinkBase const* base) {
    if (!add("<") || !add(local)) return false;
    for (std::size_t at = 0; at < attributes.size(); ++at) {
        auto const attribute = attributes.name(at);
        auto const value = attributes.value(at);
        auto const absolute = base != nullptr && attribute.prefix().empty()
                                  ? with_absolute_address(attribute.local(), value, *base)
                                  : std::nullopt;
        bool const is_written = add(attribute.prefix() == "xml" ? " xml:" : " ") && add(attribute.local()) &&
                                add("=\"") && add_escaped(absolute ? *absolute : value, value_markup) && add("\"");
        if (!is_written) return false;
    }
    return add(">");
}

bool FieldText::close(XmlName const& name) {
    if (depth_ == 0) return false;
    auto const local = name.local();
    if (markup_ != Markup::none && !(wrapped_ && depth_ == 1) && !is_void(local)) {
        auto const start = size_;
        keep(add("</") && add(local) && add(">"), start);
    }
    if (depth_ == literal_from_) literal_from_ = 0;
    if (depth_ == 1) wrapped_ = false;
    --depth_;
    return true;
}

void FieldText::append_escaped(std::string_view text) {
    // libxml2 hands references over one by one, so a longer piece hardly ever needs escaping
    bool const is_plain = text.find('&') == std::string_view::npos && text.find('<') == std::string_view::npos &&
                          text.find('>') == std::string_view::npos;
    if (!is_plain)
        add_escaped(text, text_markup);
    else if (!add(text))
        cut(text);
}

/** False where there was not room for all of it. */
bool FieldText::add_escaped(std::string_view text, ByteSet const& markup) {
    while (true) {
        auto const end = markup.first_in(text, 0);
        auto const run = text.substr(0, end);
        if (!add(run)) cut(run);
        if (end == text.size() || overflowed_) return !overflowed_;
        overflowed_ = !add(reference_of(text[end]));
        text.remove_prefix(end + 1);
    }
}

std::string_view FieldText::text() const {
    return trim({buffer_.get(), size_});
}

/** What there is room for, of text that does not fit. */
void FieldText::cut(std::string_view text) {
    if (overflowed_) return;
    add(cut_bytes(text, cap_ - size_));
    overflowed_ = true;
}

void FieldText::keep(bool is_whole, std::size_t start) {
    if (is_whole) return;
    size_ = start;
    overflowed_ = true;
}

}  // namespace feedherald::parse
