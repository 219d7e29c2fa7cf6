// SPDX-License-Identifier: MIT
// Typed access to one table: a key that is absent leaves the value alone, one that is wrong is reported.
#pragma once

#include "base/bytes.hpp"
#include "base/instant.hpp"
#include "config/keys.hpp"
#include "config/source_file.hpp"

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace feedherald::config {

class TableReader {
  public:
    /** `prefix` is "poll", "feed", "sinks.phone". All three must outlive it. */
    TableReader(SourceFile& file, Node const& table, std::string prefix);

    /** Reports keys that are in none of `known`; "X is a key of [poll]" where another table has it. */
    void refuse_unknown(std::initializer_list<std::span<Key const>> known);

    [[nodiscard]] Entry const* find(std::string_view key) const;
    [[nodiscard]] bool has(std::string_view key) const { return find(key) != nullptr; }
    /** The value if it is there as text; anything else is reported. */
    std::string const* text(std::string_view key);
    /** Text that goes into one line of a header, a name, a path: no control characters. */
    void line(std::string_view key, std::string& out);
    /** A path, made absolute. The file must be readable where `must_exist`. */
    void path(std::string_view key, std::string& out, bool must_exist);
    void boolean(std::string_view key, bool& out);
    void integer(std::string_view key, int& out, int least, int most);
    void size(std::string_view key, Bytes& out);
    /** At least `least`; the explanation follows the complaint. */
    void duration(std::string_view key, Duration& out, Duration least);
    /** "" is "none". */
    void duration_or_none(std::string_view key, std::optional<Duration>& out, Duration least);
    /** An array of text; the positions are those of the elements. */
    std::optional<std::vector<std::pair<Position, std::string>>> texts(std::string_view key);
    Table const* table(std::string_view key);

    template <class Choice>
    void choice(std::string_view key, Choice& out, std::span<std::pair<std::string_view, Choice> const> choices) {
        std::vector<std::string_view> names;
        for (auto const& entry : choices) names.push_back(entry.first);
        if (auto const index = choice_index(key, names)) out = choices[*index].second;
    }

    /** At the value of the key, or at the table where the key is absent. The message begins with the key's full name.
     */
    void error(std::string_view key, std::string_view message);
    void error_at(Position at, std::string_view key, std::string_view message);
    void wrong_type(Entry const& entry, std::string_view wanted);
    [[nodiscard]] std::string full_name(std::string_view key) const;
    [[nodiscard]] Position position() const { return at_; }
    [[nodiscard]] SourceFile& file() const { return *file_; }

  private:
    std::optional<std::size_t> choice_index(std::string_view key, std::span<std::string_view const> names);

    SourceFile* file_;
    Position at_;
    Table const* table_;
    std::string prefix_;
};

/** "text", "an integer", "a table": for complaints. */
std::string_view type_name(Node const& node);
/** `value` in quotes, cut to a sensible length. */
std::string in_quotes(std::string_view value);
bool has_control_character(std::string_view text);

}  // namespace feedherald::config
