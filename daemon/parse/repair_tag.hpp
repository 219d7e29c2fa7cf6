// SPDX-License-Identifier: MIT
// One start tag as a publisher wrote it, made into one that is well-formed: quotes, duplicates, bare characters,
// limits.
#pragma once

#include "parse/limits.hpp"
#include "parse/next_place.hpp"

#include <bitset>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::parse {

/** Character data, or a value without '"', references resolved, fit for XML (B-07, B-12..B-14). */
void append_clean_text(std::string& out, std::string_view text, bool may_omit_semicolon);
/** The text before the first character that XML does not allow, and how many bytes of such begin the text. */
std::string_view clean_prefix(std::string_view text);
std::size_t forbidden_run(std::string_view text);

bool is_xml_name_start(char c);
/** A name that XML and its namespaces allow and that is ASCII: the only ones that anything here reads. */
bool is_plain_name(std::string_view name);
/** The same name where it is plain, else one that is; the same for a start tag and its end tag. */
void append_name(std::string& out, std::string_view name);

class TagLexer {
  public:
    TagLexer(std::string_view text, Limits const& limits);

    enum class Found {
        tag,      ///< read wholly
        literal,  ///< a '<' of prose
        cut,      ///< the input ends in it
    };
    /** text[at] is '<' and a name begins behind it. Of two calls the later one has the larger `at`. */
    Found read(std::size_t at);

    // of the last tag read
    [[nodiscard]] std::string_view name() const { return name_; }
    /** "<name a="b"", without what closes it. */
    [[nodiscard]] std::string const& written() const { return written_; }
    [[nodiscard]] bool is_empty_element() const { return is_empty_; }
    [[nodiscard]] std::size_t end() const { return end_; }

  private:
    Found literal(std::size_t start, std::size_t at);
    std::size_t read_attribute(std::size_t at);
    std::size_t read_value(std::size_t at, std::string_view& value);
    void write_attribute(std::string_view name, std::string_view value);
    bool is_duplicate(std::string_view name);

    std::string_view text_;
    Limits const& limits_;
    NextPlace next_less_;
    NextPlace next_double_;
    NextPlace next_single_;
    std::string_view name_;
    std::string written_;
    std::vector<std::string_view> attributes_;
    std::bitset<4096> hashes_;  ///< of the attributes' names: comparing each with each would be quadratic
    std::size_t end_ = 0;
    std::size_t read_in_vain_ = 0;  ///< bytes of what turned out to be prose, which will be read again
    bool is_empty_ = false;
};

}  // namespace feedherald::parse
