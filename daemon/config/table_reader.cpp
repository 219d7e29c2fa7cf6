// SPDX-License-Identifier: MIT
#include "config/table_reader.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "config/near_miss.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace feedherald::config {

namespace {

/** The table that has this key, for people who put it into the wrong one. */
std::string_view home_of(std::string_view key) {
    if (contains(poll_keys(), key)) return "[poll]";
    if (contains(alerts_keys(), key)) return "[alerts]";
    if (contains(feed_keys(), key)) return "[[feed]]";
    if (contains(state_keys(), key)) return "[state]";
    if (contains(control_keys(), key)) return "[control]";
    return {};
}

}  // namespace

std::string_view type_name(Node const& node) {
    constexpr std::array<std::string_view, 7> names{"text",   "an integer", "a number", "true or false",
                                                    "a date", "an array",   "a table"};
    return names.at(node.value.index());
}

std::string in_quotes(std::string_view value) {
    return "\"" + cut(value, 60) + "\"";
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

TableReader::TableReader(SourceFile& file, Node const& table, std::string prefix)
    : file_(&file), at_(table.at), table_(&std::get<Table>(table.value)), prefix_(std::move(prefix)) {}

std::string TableReader::full_name(std::string_view key) const {
    return key.empty() ? prefix_ : std::string(prefix_).append(".").append(key);
}

void TableReader::error(std::string_view key, std::string_view message) {
    auto const* const entry = find(key);
    error_at(entry != nullptr ? entry->node.at : at_, key, message);
}

void TableReader::error_at(Position at, std::string_view key, std::string_view message) {
    auto const name = full_name(key);
    file_->error(at, name, std::string(name).append(" ").append(message));
}

void TableReader::wrong_type(Entry const& entry, std::string_view wanted) {
    error(entry.key, std::string("must be ").append(wanted).append(", not ").append(type_name(entry.node)));
}

void TableReader::refuse_unknown(std::initializer_list<std::span<Key const>> known) {
    for (auto const& entry : *table_) {
        if (std::any_of(known.begin(), known.end(), [&](auto keys) { return contains(keys, entry.key); })) continue;
        std::vector<std::string> names;
        for (auto const keys : known)
            for (auto const& key : keys) {
                names.emplace_back(key.name);
                if (key.secret)
                    names.insert(names.end(), {std::string(key.name) + "_file", std::string(key.name) + "_credential"});
            }
        std::vector<std::string_view> const candidates(names.begin(), names.end());
        auto hint = did_you_mean(entry.key, candidates);
        if (auto const home = home_of(entry.key); hint.empty() && !home.empty())
            hint = std::string(": it is a key of ").append(home);
        file_->error(entry.at, full_name(entry.key), full_name(entry.key) + " is not a known key" + hint);
    }
}

Entry const* TableReader::find(std::string_view key) const {
    auto const found =
        std::find_if(table_->begin(), table_->end(), [key](Entry const& entry) { return entry.key == key; });
    return found == table_->end() ? nullptr : &*found;
}

std::string const* TableReader::text(std::string_view key) {
    auto const* const entry = find(key);
    if (entry == nullptr) return nullptr;
    auto const* const value = std::get_if<std::string>(&entry->node.value);
    if (value == nullptr) wrong_type(*entry, "text");
    return value;
}

void TableReader::line(std::string_view key, std::string& out) {
    auto const* const value = text(key);
    if (value == nullptr) return;
    if (has_control_character(*value)) return error(key, "has a control character inside");
    out = *value;
}

void TableReader::path(std::string_view key, std::string& out, bool must_exist) {
    std::string written;
    line(key, written);
    if (!has(key)) return;
    out = written.empty() ? written : file_->expand(written);
    if (must_exist && !out.empty() && ::access(out.c_str(), R_OK) != 0)
        error(key, "cannot be read: " + out + ": " + std::generic_category().message(errno));
}

void TableReader::boolean(std::string_view key, bool& out) {
    auto const* const entry = find(key);
    if (entry == nullptr) return;
    if (auto const* const value = std::get_if<bool>(&entry->node.value))
        out = *value;
    else
        wrong_type(*entry, "true or false");
}

void TableReader::integer(std::string_view key, int& out, int least, int most) {
    auto const* const entry = find(key);
    if (entry == nullptr) return;
    auto const* const value = std::get_if<std::int64_t>(&entry->node.value);
    if (value == nullptr) return wrong_type(*entry, "an integer");
    if (*value < least || *value > most)
        return error(key, "must be from " + std::to_string(least) + " to " + std::to_string(most));
    out = static_cast<int>(*value);
}

void TableReader::size(std::string_view key, Bytes& out) {
    auto const* const entry = find(key);
    if (entry == nullptr) return;
    std::optional<Bytes> amount;
    if (auto const* const value = std::get_if<std::int64_t>(&entry->node.value)) {
        if (*value > 0) amount = Bytes{static_cast<std::uint64_t>(*value)};
    } else if (auto const* const written = std::get_if<std::string>(&entry->node.value)) {
        amount = parse_bytes(*written);
    } else {
        return wrong_type(*entry, "a size like \"20MiB\"");
    }
    if (!amount || amount->count == 0) return error(key, "is not a size: write it like \"512KiB\" or \"20MiB\"");
    out = *amount;
}

void TableReader::duration(std::string_view key, Duration& out, Duration least) {
    std::optional<Duration> value = out;
    duration_or_none(key, value, least);
    if (value)
        out = *value;
    else
        error(key, "is empty: write a duration like \"90s\" or \"1h30m\"");
}

void TableReader::duration_or_none(std::string_view key, std::optional<Duration>& out, Duration least) {
    auto const* const entry = find(key);
    if (entry == nullptr) return;
    auto const* const written = std::get_if<std::string>(&entry->node.value);
    if (written == nullptr) return wrong_type(*entry, "a duration in quotes, like \"15m\" or \"1h30m\"");
    if (written->empty()) {
        out.reset();
        return;
    }
    auto const value = parse_duration(*written);
    if (!value)
        return error(
            key, "is not a duration: " + in_quotes(*written) + "; write it like \"90s\", \"15m\", \"1h30m\", \"2d\"");
    if (*value < least) return error(key, "must be at least " + to_text(least));
    out = value;
}

std::optional<std::vector<std::pair<Position, std::string>>> TableReader::texts(std::string_view key) {
    auto const* const entry = find(key);
    if (entry == nullptr) return std::nullopt;
    auto const* const array = std::get_if<Array>(&entry->node.value);
    if (array == nullptr) {
        wrong_type(*entry, "an array of text, like [\"a\", \"b\"]");
        return std::nullopt;
    }
    std::vector<std::pair<Position, std::string>> values;
    for (auto const& node : *array) {
        if (auto const* const value = std::get_if<std::string>(&node.value))
            values.emplace_back(node.at, *value);
        else
            error_at(node.at, key, std::string("must hold text alone, not ").append(type_name(node)));
    }
    return values;
}

Table const* TableReader::table(std::string_view key) {
    auto const* const entry = find(key);
    if (entry == nullptr) return nullptr;
    auto const* const value = std::get_if<Table>(&entry->node.value);
    if (value == nullptr) wrong_type(*entry, "a table, like { a = \"b\" }");
    return value;
}

std::optional<std::size_t> TableReader::choice_index(std::string_view key, std::span<std::string_view const> names) {
    auto const* const written = text(key);
    if (written == nullptr) return std::nullopt;
    auto const found = std::find(names.begin(), names.end(), *written);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    std::string message = "is " + in_quotes(*written) + ", which is none of ";
    for (std::size_t i = 0; i < names.size(); ++i) message.append(i == 0 ? "\"" : ", \"").append(names[i]).append("\"");
    error(key, message + did_you_mean(*written, names));
    return std::nullopt;
}

}  // namespace feedherald::config
