// SPDX-License-Identifier: MIT
#include "config/table_spans.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace feedherald::config {

namespace {

class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    std::vector<TableSpan> run() {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = 3;
        while (at_ < text_.size()) statement();
        return std::move(spans_);
    }

  private:
    /** One header, one key with its value, or one line without either. */
    void statement() {
        auto const begin = at_;
        auto const line = line_;
        skip_blanks();
        char const first = peek();
        bool const is_header = first == '[';
        bool const is_key = !is_header && first != '#' && first != '\n' && first != '\r' && first != '\0';
        if (is_header) {
            spans_.emplace_back(header());
            spans_.back().begin = begin;
            spans_.back().first_line = line;
        }
        skip_value();
        auto const last = line_;
        if (at_ < text_.size()) step();  // the line end
        if (spans_.empty() || !(is_header || is_key)) return;
        spans_.back().end = at_;
        spans_.back().last_line = last;
    }

    TableSpan header() {
        TableSpan span;
        step();
        span.is_element = peek() == '[';
        if (span.is_element) step();
        while (at_ < text_.size() && peek() != ']' && peek() != '\n') {
            char const c = peek();
            if (c == ' ' || c == '\t' || c == '.')
                step();
            else
                span.path.push_back(name());
        }
        return span;
    }

    std::string name() {
        char const quote = peek();
        auto const begin = at_;
        if (quote == '"' || quote == '\'') {
            skip_quoted(quote);
            return std::string(text_.substr(begin + 1, at_ - begin - 2));
        }
        auto const end = std::min(text_.find_first_of(" \t.]\r\n", at_), text_.size());
        at_ = end;
        return std::string(text_.substr(begin, end - begin));
    }

    /** To the end of the line on which the statement ends; brackets and strings may span several. */
    void skip_value() {
        int depth = 0;
        for (; at_ < text_.size(); step()) {
            switch (peek()) {
                case '\n':
                    if (depth <= 0) return;
                    break;
                case '#':
                    skip_comment();
                    if (depth <= 0 || at_ >= text_.size()) return;
                    break;
                case '[':
                case '{':
                    ++depth;
                    break;
                case ']':
                case '}':
                    --depth;
                    break;
                case '"':
                case '\'':
                    skip_string(peek());
                    step_back();
                    break;
                default:
                    break;
            }
        }
    }

    void skip_string(char quote) {
        if (!text_.substr(at_).starts_with(std::string(3, quote))) return skip_quoted(quote);
        at_ += 3;
        while (at_ < text_.size() && !text_.substr(at_).starts_with(std::string(3, quote))) {
            if (quote == '"' && peek() == '\\') step();
            step();
        }
        at_ = std::min(at_ + 3, text_.size());
        while (peek() == quote) step();  // up to two quotes of its own may stand before the closing ones
    }

    void skip_quoted(char quote) {
        step();
        while (at_ < text_.size() && peek() != quote && peek() != '\n') {
            if (quote == '"' && peek() == '\\') step();
            step();
        }
        step();
    }

    void skip_blanks() {
        while (peek() == ' ' || peek() == '\t') step();
    }
    void skip_comment() {
        while (at_ < text_.size() && peek() != '\n') step();
    }

    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void step() {
        if (at_ >= text_.size()) return;
        if (text_[at_] == '\n') ++line_;
        ++at_;
    }
    /** Only over a quote. */
    void step_back() { --at_; }

    std::string_view text_;
    std::size_t at_ = 0;
    std::uint32_t line_ = 1;
    std::vector<TableSpan> spans_;
};

}  // namespace

std::vector<TableSpan> table_spans(std::string_view toml) {
    return Scanner(toml).run();
}

}  // namespace feedherald::config
