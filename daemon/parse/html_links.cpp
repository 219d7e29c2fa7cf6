// SPDX-License-Identifier: MIT
#include "parse/html_links.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "parse/byte_set.hpp"
#include "parse/cut_bytes.hpp"
#include "parse/limits.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

constexpr auto none = std::string_view::npos;
constexpr std::size_t longest_base = 1024;  // it is read again for every address
constexpr ByteSet white{" \t\r\n\f"};
constexpr ByteSet white_or_comma{" \t\r\n\f,"};
constexpr ByteSet white_or_slash{" \t\r\n\f/"};
constexpr ByteSet comma{","};
constexpr ByteSet ends_element_name{" \t\r\n\f/>"};
constexpr ByteSet ends_attribute_name{" \t\r\n\f/>="};
constexpr ByteSet ends_bare_value{" \t\r\n\f>"};
constexpr ByteSet ends_scheme{":/?#"};
constexpr std::array<std::string_view, 8> address_attributes = {"href",   "src",        "srcset",   "cite",
                                                                "poster", "background", "longdesc", "data"};

bool is_letter(char c) {
    return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

/** No scheme before its first slash, question mark or number sign; a template's "{{x}}" is no address. */
bool is_relative(std::string_view address) {
    if (address.empty() || address.front() == '#' || address.front() == '{') return false;
    auto const end = ends_scheme.first_in(address, 0);
    return end == address.size() || address[end] != ':';
}

class Linker {
  public:
    Linker(std::string_view html, std::string_view base, LinkResolver& absolute)
        : html_(html), base_(base), absolute_(absolute) {}
    std::optional<std::string> run() &&;
    /** The HTML is the value of this attribute. */
    std::optional<std::string> run_as(std::string_view attribute_name) &&;
    /** Resolves nothing. */
    bool finds_any() &&;

  private:
    std::size_t behind_tag(std::size_t at);
    void attribute(std::string_view name, std::size_t from, std::size_t to);
    void address(std::size_t from, std::size_t to);
    void source_set(std::size_t from, std::size_t to);
    std::size_t find(ByteSet const& any, std::size_t from) const { return any.first_in(html_, from); }
    std::size_t skip(ByteSet const& any, std::size_t from) const { return any.first_not_in(html_, from); }

    std::string_view html_;
    std::string_view base_;
    LinkResolver& absolute_;
    bool only_looks_ = false;
    bool has_found_ = false;
    std::string out_;
    std::size_t copied_ = 0;
};

std::optional<std::string> Linker::run() && {
    for (auto at = html_.find('<'); at != none; at = html_.find('<', at)) {
        ++at;
        if (at < html_.size() && is_letter(html_[at])) at = behind_tag(at);
    }
    if (copied_ == 0) return std::nullopt;
    out_ += html_.substr(copied_);
    out_.resize(cut_bytes(out_, FieldCaps::text).size());
    return std::move(out_);
}

std::optional<std::string> Linker::run_as(std::string_view attribute_name) && {
    attribute(attribute_name, 0, html_.size());
    if (copied_ == 0) return std::nullopt;
    out_ += html_.substr(copied_);
    return std::move(out_);
}

bool Linker::finds_any() && {
    only_looks_ = true;
    for (auto at = html_.find('<'); at != none && !has_found_; at = html_.find('<', at)) {
        ++at;
        if (at < html_.size() && is_letter(html_[at])) at = behind_tag(at);
    }
    return has_found_;
}

std::size_t Linker::behind_tag(std::size_t at) {
    at = find(ends_element_name, at);
    while (true) {
        at = skip(white_or_slash, at);
        if (at == html_.size() || html_[at] == '>' || html_[at] == '<') return at;
        auto const name_end = find(ends_attribute_name, at + 1);
        auto const name = html_.substr(at, name_end - at);
        at = skip(white, name_end);
        if (at == html_.size() || html_[at] != '=') continue;
        at = skip(white, at + 1);
        if (at == html_.size()) return at;
        bool const is_quoted = html_[at] == '"' || html_[at] == '\'';
        auto const end = is_quoted ? html_.find(html_[at], at + 1) : find(ends_bare_value, at);
        if (end == none) return html_.size();
        attribute(name, at + (is_quoted ? 1 : 0), end);
        at = end + (is_quoted ? 1 : 0);
    }
}

void Linker::attribute(std::string_view name, std::size_t from, std::size_t to) {
    auto const same = [&](std::string_view known) { return equals_ignoring_ascii_case(known, name); };
    if (!std::ranges::any_of(address_attributes, same)) return;
    if (same("srcset"))
        source_set(from, to);
    else
        address(from, to);
}

/** "a.png 1x, b.png 2x" */
void Linker::source_set(std::size_t from, std::size_t to) {
    auto const set = html_.substr(0, to);
    while ((from = white_or_comma.first_not_in(set, from)) < to) {
        auto end = white.first_in(set, from);
        auto const next = comma.first_in(set, end);
        bool const has_comma = html_[end - 1] == ',';
        if (has_comma) --end;
        address(from, end);
        from = has_comma ? end : next;
    }
}

void Linker::address(std::size_t from, std::size_t to) {
    auto const written = trim(html_.substr(from, to - from));
    if (!is_relative(written) || absolute_.is_spent() || out_.size() >= FieldCaps::text) return;
    has_found_ = true;
    if (only_looks_) return;
    auto const resolved = absolute_(base_, written);
    if (!resolved) return;
    out_ += html_.substr(copied_, from - copied_);
    out_ += *resolved;
    copied_ = to;
}

/** Empty where nothing should be resolved against this base. */
std::string_view usable(std::string_view base) {
    base = base.substr(0, base.find_first_of("?#"));
    // What would end the attribute, or begin a reference in it, is in no base that anybody means.
    bool const is_harmless = base.find_first_of("\"'<>& ") == none;
    return is_harmless && base.size() <= longest_base && is_http_uri(base) ? base : std::string_view{};
}

}  // namespace

bool has_relative_links(std::string_view html) {
    LinkResolver unused{0};
    return Linker{html, {}, unused}.finds_any();
}

std::optional<std::string> with_absolute_links(std::string_view html, std::string_view base, LinkResolver& absolute) {
    base = usable(base);
    if (base.empty()) return std::nullopt;
    return Linker{html, base, absolute}.run();
}

std::optional<std::string> with_absolute_address(std::string_view attribute, std::string_view value,
                                                 LinkBase const& base) {
    auto const usable_base = usable(base.base);
    if (usable_base.empty()) return std::nullopt;
    return Linker{value, usable_base, base.absolute}.run_as(attribute);
}

bool leads_nowhere(std::string_view address) {
    auto const scheme = address.substr(0, address.find(':'));
    if (scheme.size() == address.size()) return false;
    return std::ranges::any_of(std::array<std::string_view, 4>{"javascript", "vbscript", "data", "about"},
                               [&](std::string_view known) { return equals_ignoring_ascii_case(known, scheme); });
}

}  // namespace feedherald::parse
