// SPDX-License-Identifier: MIT
#include "parse/html_text.hpp"

#include "base/text.hpp"
#include "parse/html_elements.hpp"
#include "parse/html_entities.hpp"
#include "parse/text_writer.hpp"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace feedherald::parse {

namespace {

constexpr auto none = std::string_view::npos;
constexpr std::size_t longest_title_tag = 4096;
constexpr std::string_view cdata = "<![CDATA[";

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_space(char c) {
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

/** How sure it is that the text is HTML. */
enum class Certainty { declared, guessed };

/** The WHATWG tokenizer, as far as text needs it. Every search that fails is remembered, so all of it is linear. */
class HtmlReader {
  public:
    HtmlReader(std::string_view html, Certainty certainty)
        : html_(html), certainty_(certainty), writer_(std::min<std::size_t>(html.size(), 64 * 1024)) {}

    std::string text() &&;

  private:
    bool guessed() const { return certainty_ == Certainty::guessed; }
    char at(std::size_t i) const { return i < html_.size() ? html_[i] : '\0'; }

    std::size_t read_reference(std::size_t start);
    std::size_t read_markup(std::size_t start);
    std::size_t read_declaration(std::size_t start);
    std::size_t read_tag(std::size_t start);
    std::size_t show(std::string_view name, ElementKind kind, bool ends, std::size_t behind);
    std::size_t skip_content(std::string_view name, bool nests, std::size_t from);

    std::size_t literal(std::size_t start) {
        writer_.write("<");
        return start + 1;
    }
    std::size_t behind(std::string_view mark, std::size_t from) const;
    std::size_t behind_tag(std::size_t from);
    std::size_t behind_content(std::string_view name, bool nests, std::size_t from) const;
    bool is_named(std::size_t from, std::string_view name) const;

    std::string_view html_;
    Certainty certainty_;
    TextWriter writer_;
    std::size_t preformatted_ = 0;
    bool quotes_are_broken_ = false;
    bool comments_end_ = true;                   ///< as far as is known
    std::vector<std::string_view> never_ended_;  ///< elements without an end tag in what is left
};

std::string HtmlReader::text() && {
    for (std::size_t i = 0; i < html_.size();) {
        auto const special = std::min(html_.find_first_of("<&", i), html_.size());
        writer_.write(html_.substr(i, special - i), preformatted_ > 0);
        if (special == html_.size()) break;
        i = html_[special] == '&' ? read_reference(special) : read_markup(special);
    }
    return std::move(writer_).take();
}

std::size_t HtmlReader::read_reference(std::size_t start) {
    std::string characters;
    auto const size = append_html_reference(characters, html_, start, !guessed());
    writer_.write(size == 0 ? "&" : characters);
    return start + std::max<std::size_t>(size, 1);
}

std::size_t HtmlReader::read_markup(std::size_t start) {
    if (html_.substr(start).starts_with("<!--")) {
        // "<!-->" and "<!--->" are whole comments.
        auto const end = comments_end_ ? behind("-->", start + 2) : none;
        comments_end_ = end != none;
        if (end == none && guessed()) return literal(start);
        return std::min(end, html_.size());
    }
    auto const next = at(start + 1);
    if (is_letter(next) || (next == '/' && is_letter(at(start + 2)))) return read_tag(start);
    if (guessed() && !html_.substr(start).starts_with(cdata)) return literal(start);
    if (next == '!' || next == '?' || next == '/') return read_declaration(start);
    return literal(start);
}

std::size_t HtmlReader::read_declaration(std::size_t start) {
    if (html_.substr(start).starts_with(cdata)) {  // a bogus comment to HTML, but whoever wrote it meant the text
        auto const first = start + cdata.size();
        auto const end = std::min(html_.find("]]>", first), html_.size());
        writer_.write(html_.substr(first, end - first));
        return std::min(end + 3, html_.size());
    }
    return std::min(behind(">", start), html_.size());
}

std::size_t HtmlReader::read_tag(std::size_t start) {
    bool const ends = at(start + 1) == '/';
    auto const name_start = start + (ends ? 2 : 1);
    auto name_end = name_start;
    auto const ends_name = [&](char c) { return is_space(c) || c == '>' || c == '/' || (c == '<' && guessed()); };
    while (name_end < html_.size() && !ends_name(html_[name_end])) ++name_end;
    auto const name = html_.substr(name_start, name_end - name_start);
    auto const kind = html_element(name);
    if (guessed()) {
        if (!kind) return literal(start);
        auto const end = html_.find_first_of("<>", name_end);
        // Attributes have values in titles: "a <b and c> d" has no tag in it.
        auto const rest = html_.substr(name_end, std::min(end, html_.size()) - name_end);
        bool const plausible = rest.find_first_not_of(" \t\r\n\f/") == none || rest.find('=') != none;
        if (end == none || !plausible || rest.size() > longest_title_tag) return literal(start);
    }
    auto const end = behind_tag(name_end);
    if (end == none) return guessed() ? literal(start) : html_.size();
    bool const empty = html_[end - 2] == '/';  // XHTML's <iframe/> has no content to skip
    if (empty && (kind == ElementKind::hidden || kind == ElementKind::raw)) return end;
    return show(name, kind.value_or(ElementKind::inlined), ends, end);
}

std::size_t HtmlReader::show(std::string_view name, ElementKind kind, bool ends, std::size_t behind) {
    switch (kind) {
        case ElementKind::inlined:
            break;
        case ElementKind::block:
        case ElementKind::line_break:
            writer_.line_break();
            break;
        case ElementKind::cell:
            writer_.blank();
            break;
        case ElementKind::preformatted:
            writer_.line_break();
            if (!ends)
                ++preformatted_;
            else if (preformatted_ > 0)
                --preformatted_;
            break;
        case ElementKind::hidden:
        case ElementKind::raw:
            if (!ends) return skip_content(name, kind == ElementKind::hidden, behind);
            break;
    }
    return behind;
}

std::size_t HtmlReader::skip_content(std::string_view name, bool nests, std::size_t from) {
    bool const known_open = std::ranges::any_of(
        never_ended_, [&](std::string_view open) { return equals_ignoring_ascii_case(open, name); });
    auto const end = known_open ? none : behind_content(name, nests, from);
    if (end != none) return end;
    if (!known_open) never_ended_.push_back(name);
    // A script without an end takes the rest, as in browsers; the rest of an unclosed <video> is a broken page's text.
    return nests || guessed() ? from : html_.size();
}

std::size_t HtmlReader::behind(std::string_view mark, std::size_t from) const {
    auto const found = html_.find(mark, from);
    return found == none ? none : found + mark.size();
}

/** Behind the '>' that ends a tag, none being inside a quoted value; none where there is no such '>'. */
std::size_t HtmlReader::behind_tag(std::size_t from) {
    if (quotes_are_broken_) return behind(">", from);
    for (auto i = from; i < html_.size();) {
        auto const c = html_[i++];
        if (c == '>') return i;
        if (c != '=') continue;
        while (is_space(at(i))) ++i;
        if (at(i) != '"' && at(i) != '\'') continue;
        auto const closing = html_.find(html_[i], i + 1);
        if (closing == none) break;
        i = closing + 1;
    }
    quotes_are_broken_ = true;  // a quote that is never closed must not swallow the text
    return behind(">", from);
}

/** Behind the end tag of an element whose content starts at `from`; where the tags do not balance, the last one. */
std::size_t HtmlReader::behind_content(std::string_view name, bool nests, std::size_t from) const {
    std::size_t depth = 1;
    auto last = none;
    for (auto i = html_.find('<', from); i != none; i = html_.find('<', i + 1)) {
        bool const ends = at(i + 1) == '/';
        if (!is_named(i + (ends ? 2 : 1), name)) continue;
        if (!ends) {
            depth += nests ? 1 : 0;
            continue;
        }
        last = std::min(behind(">", i), html_.size());
        if (--depth == 0) break;
    }
    return last;
}

bool HtmlReader::is_named(std::size_t from, std::string_view name) const {
    if (!equals_ignoring_ascii_case(html_.substr(std::min(from, html_.size()), name.size()), name)) return false;
    auto const next = at(from + name.size());
    return next == '\0' || next == '>' || next == '/' || is_space(next);
}

}  // namespace

std::string text_of_html(std::string_view html) {
    return HtmlReader(html, Certainty::declared).text();
}

std::string title_of_html(std::string_view html) {
    return fold_white_space(text_of_html(html));
}

std::string title_of_rss(std::string_view text) {
    return fold_white_space(HtmlReader(text, Certainty::guessed).text());
}

}  // namespace feedherald::parse
