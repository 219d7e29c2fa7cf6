// SPDX-License-Identifier: MIT
#include "parse/repair.hpp"

#include "base/text.hpp"
#include "parse/doctype.hpp"
#include "parse/next_place.hpp"
#include "parse/open_tags.hpp"
#include "parse/repair_tag.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

constexpr std::size_t deepest_match = 100;  // C-02
constexpr int pieces_between_checks = 100;
constexpr std::size_t cdata_piece = 1024 * 1024;  // libxml2 refuses sections of 10 MB
constexpr std::string_view cdata_open = "<![CDATA[";
constexpr std::string_view cdata_close = "]]>";

// Elements of HTML that are never closed; RSS's <link> and <source> are not among them.
constexpr std::array<std::string_view, 8> void_elements = {"br", "hr", "img", "input", "wbr", "area", "col", "embed"};
// Where '&' without a semicolon is always a parameter's.
constexpr std::array<std::string_view, 6> address_elements = {"link", "guid", "id", "url", "comments", "docs"};

template <std::size_t size>
bool is_one_of(std::array<std::string_view, size> const& names, std::string_view name) {
    return std::ranges::any_of(names, [&](std::string_view known) { return equals_ignoring_ascii_case(known, name); });
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class Repair {
  public:
    Repair(std::string_view text, Limits const& limits, Deadline const& deadline)
        : in_(text), deadline_(deadline), tags_(text, limits), next_cdata_end_(text, cdata_close) {}
    Repaired run();

  private:
    void text();
    void markup();
    void cdata();
    std::size_t end_of_open_cdata(std::size_t start, std::size_t limit) const;
    void write_cdata(std::string_view content);
    void start_tag();
    void end_tag();
    void literal();
    bool skip_to(std::string_view close, std::size_t opening, bool& is_missing);
    [[nodiscard]] bool is_inside() const { return open_.size() > (root_is_closed_ ? 1U : 0U); }
    [[nodiscard]] bool begins(std::string_view what) const { return in_.substr(at_).starts_with(what); }

    std::string_view in_;
    Deadline const& deadline_;
    TagLexer tags_;
    NextPlace next_cdata_end_;
    OpenTags open_;
    std::string out_;
    std::size_t at_ = 0;
    bool has_root_ = false;
    bool root_is_closed_ = false;
    bool is_done_ = false;  ///< what follows the root is no part of the feed (B-11)
    // What was looked for in vain is not looked for again: that would be quadratic.
    bool no_comment_end_ = false;
    bool no_doctype_end_ = false;
    bool no_instruction_end_ = false;
};

Repaired Repair::run() {
    out_.reserve(in_.size() + in_.size() / 8 + 64);
    Repaired repaired;
    int until_check = pieces_between_checks;
    while (at_ < in_.size() && !is_done_) {
        if (--until_check == 0) {
            repaired.is_out_of_time = deadline_.is_over();
            if (repaired.is_out_of_time) return repaired;
            until_check = pieces_between_checks;
        }
        if (in_[at_] == '<')
            markup();
        else
            text();
    }
    repaired.is_truncated = !root_is_closed_ || open_.size() > 1;
    repaired.cut_at = out_.size();
    open_.close_all(out_);
    repaired.text = std::move(out_);
    return repaired;
}

void Repair::text() {
    auto const end = std::min(in_.find('<', at_), in_.size());
    if (is_inside()) append_clean_text(out_, in_.substr(at_, end - at_), !is_one_of(address_elements, open_.top()));
    at_ = end;
}

void Repair::literal() {
    if (is_inside()) out_ += "&lt;";
    ++at_;
}

void Repair::markup() {
    auto const next = at_ + 1 < in_.size() ? in_[at_ + 1] : '\0';
    auto const after = at_ + 2 < in_.size() ? in_[at_ + 2] : '\0';
    if (is_xml_name_start(next)) return start_tag();
    if (next == '/' && is_xml_name_start(after)) return end_tag();
    if (next == '!') {
        if (begins(cdata_open)) return cdata();
        if (begins("<!--") && skip_to("-->", 4, no_comment_end_)) return;
        if (!no_doctype_end_ && equals_ignoring_ascii_case(in_.substr(at_, 9), "<!doctype")) {
            auto const end = skip_doctype(in_, at_);
            no_doctype_end_ = !end;
            if (end) {
                at_ = *end;
                return;
            }
        }
    }
    if (next == '?' && is_xml_name_start(after) && skip_to("?>", 2, no_instruction_end_)) return;
    literal();
}

bool Repair::skip_to(std::string_view close, std::size_t opening, bool& is_missing) {
    auto const end = is_missing ? std::string_view::npos : in_.find(close, at_ + opening);
    is_missing = end == std::string_view::npos;
    if (is_missing) return false;
    at_ = end + close.size();
    return true;
}

/** The next "</name" of the element that the section is in, should its own end be missing. */
std::size_t Repair::end_of_open_cdata(std::size_t start, std::size_t limit) const {
    auto const section = in_.substr(0, limit);
    for (auto at = section.find("</", start); at < limit; at = section.find("</", at + 2))
        if (equals_ignoring_ascii_case(section.substr(at + 2, open_.top().size()), open_.top())) return at;
    return limit;
}

void Repair::cdata() {
    auto const start = at_ + cdata_open.size();
    auto end = next_cdata_end_.from(start);
    if (end == in_.size()) {
        end = end_of_open_cdata(start, in_.size());
        at_ = end;
    } else {
        at_ = end + cdata_close.size();
        // A section in a section: the first one's end was forgotten, the second one's is not its.
        if (auto const inner = in_.substr(start, end - start).find(cdata_open); inner != std::string_view::npos) {
            auto const own_end = end_of_open_cdata(start, start + inner);
            if (own_end < start + inner) at_ = end = own_end;
        }
    }
    if (is_inside()) write_cdata(in_.substr(start, end - start));
}

// It stays a section: written as text, libxml2 would call back for each of its "&lt;", a dozen times slower.
void Repair::write_cdata(std::string_view content) {
    while (!content.empty()) {
        auto piece = clean_prefix(content.substr(0, cdata_piece));
        bool const is_split = piece.size() == cdata_piece && piece.size() < content.size();
        while (is_split && (static_cast<unsigned char>(content[piece.size()]) & 0xC0U) == 0x80U) piece.remove_suffix(1);
        if (!piece.empty()) {
            out_ += cdata_open;
            out_ += piece;
            out_ += cdata_close;
        }
        content.remove_prefix(piece.size());
        content.remove_prefix(forbidden_run(content));
    }
}

void Repair::start_tag() {
    auto const found = tags_.read(at_);
    if (found == TagLexer::Found::literal) return literal();
    if (found == TagLexer::Found::cut) {
        at_ = in_.size();
        return;
    }
    auto const name = tags_.name();
    if (root_is_closed_ && open_.size() == 1 && !open_.is_item(name)) {  // an item may yet belong to the feed (B-18)
        is_done_ = true;
        return;
    }
    at_ = tags_.end();
    if (has_root_) open_.make_way_for(name, out_);
    bool const is_empty = tags_.is_empty_element() || (has_root_ && is_one_of(void_elements, name));
    out_ += tags_.written();
    if (has_root_ && is_empty) {
        out_ += "/>";
        return;
    }
    out_ += '>';
    open_.push(name);
    has_root_ = true;
    if (is_empty) root_is_closed_ = true;
}

void Repair::end_tag() {
    auto end = at_ + 2;
    while (end < in_.size() && in_[end] != '>' && in_[end] != '<' && !is_space(in_[end])) ++end;
    auto const name = in_.substr(at_ + 2, end - at_ - 2);
    end = in_.find_first_of("<>", end);
    if (end == std::string_view::npos) {
        at_ = in_.size();
        return;
    }
    at_ = in_[end] == '>' ? end + 1 : end;
    bool const is_root = open_.size() >= 1 && equals_ignoring_ascii_case(name, open_.root());
    if (!open_.close(name, deepest_match, out_)) return;
    if (is_root && open_.size() == 1) root_is_closed_ = true;
}

}  // namespace

Repaired repair(std::string_view text, Limits const& limits, Deadline const& deadline) {
    return Repair{text, limits, deadline}.run();
}

}  // namespace feedherald::parse
