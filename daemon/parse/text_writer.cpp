// SPDX-License-Identifier: MIT
#include "parse/text_writer.hpp"

#include "base/text.hpp"

#include <cstddef>
#include <utility>

namespace feedherald::parse {

namespace {

struct Space {
    std::size_t size = 0;  ///< 0: no white space here
    bool ends_line = false;
};

Space space_at(std::string_view text, std::size_t at) {
    auto const byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
    auto const first = byte(at);
    if (first == '\n') return {1, true};
    if (first == ' ' || (first >= '\t' && first <= '\r')) return {1};
    if (first == 0xC2 && byte(at + 1) == 0x85) return {2, true};
    if (first == 0xC2) return {byte(at + 1) == 0xA0 ? 2U : 0U};
    if (first == 0xE3) return {byte(at + 1) == 0x80 && byte(at + 2) == 0x80 ? 3U : 0U};
    if (first != 0xE2) return {};
    auto const second = byte(at + 1);
    auto const third = byte(at + 2);
    if (second == 0x80 && (third == 0xA8 || third == 0xA9)) return {3, true};
    if (second == 0x80 && ((third >= 0x80 && third <= 0x8A) || third == 0xAF)) return {3};
    return {second == 0x81 && third == 0x9F ? 3U : 0U};
}

}  // namespace

void TextWriter::write(std::string_view text, bool keeps_lines) {
    std::size_t word_start = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] > ' ') {  // plain ASCII: the common case
            ++at;
            continue;
        }
        auto const space = space_at(text, at);
        if (space.size == 0) {
            ++at;
            continue;
        }
        word(text.substr(word_start, at - word_start));
        if (space.ends_line && keeps_lines)
            line_break();
        else
            blank();
        at += space.size;
        word_start = at;
    }
    word(text.substr(word_start));
}

void TextWriter::word(std::string_view bytes) {
    if (bytes.empty()) return;
    if (owed_ != 0 && !text_.empty()) text_ += owed_;
    owed_ = 0;
    text_ += bytes;
}

std::string TextWriter::take() && {
    auto harmless = neutralise(text_);
    if (harmless.size() == text_.size()) return harmless;
    // What went may have stood between white space.
    TextWriter again(harmless.size());
    again.write(harmless, true);
    return std::move(again.text_);
}

}  // namespace feedherald::parse
