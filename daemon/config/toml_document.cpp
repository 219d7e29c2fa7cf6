// SPDX-License-Identifier: MIT
#include "config/toml_document.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include <toml++/toml.h>

namespace feedherald::config {

namespace {

Position position(toml::source_region const& region) {
    return {region.begin.line, region.begin.column};
}

template <class Value>
DateText written(Value const& value) {
    std::ostringstream out;
    out << value;
    return {out.str()};
}

Node copy(toml::node const& node);

Table copy(toml::table const& table) {
    Table entries;
    entries.reserve(table.size());
    for (auto const& [key, node] : table)
        entries.push_back({std::string(key.str()), position(key.source()), copy(node)});
    // toml++ keeps keys by name; messages and custom bodies follow the file.
    std::stable_sort(entries.begin(), entries.end(), [](Entry const& a, Entry const& b) {
        return std::pair(a.at.line, a.at.column) < std::pair(b.at.line, b.at.column);
    });
    return entries;
}

Array copy(toml::array const& array) {
    Array nodes;
    nodes.reserve(array.size());
    for (auto const& node : array) nodes.push_back(copy(node));
    return nodes;
}

Node copy(toml::node const& node) {
    Node out{position(node.source()), false};
    if (auto const* text = node.as_string())
        out.value = text->get();
    else if (auto const* integer = node.as_integer())
        out.value = integer->get();
    else if (auto const* number = node.as_floating_point())
        out.value = number->get();
    else if (auto const* boolean = node.as_boolean())
        out.value = boolean->get();
    else if (auto const* array = node.as_array())
        out.value = copy(*array);
    else if (auto const* table = node.as_table())
        out.value = copy(*table);
    else if (auto const* date = node.as_date())
        out.value = written(date->get());
    else if (auto const* time = node.as_time())
        out.value = written(time->get());
    else if (auto const* both = node.as_date_time())
        out.value = written(both->get());
    return out;
}

/** toml++ quotes what stands where it awaited something else, and the numbers that it cannot hold: a secret, where the
 *  user forgot its quotes. What was awaited, and names of keys and tables, it quotes too; those stay. */
std::string without_values(std::string text) {
    if (auto const seen = text.find(", saw '"); seen != std::string::npos) text.erase(seen);
    auto const names_keys =
        text.find("cannot redefine") != std::string::npos || text.find("cannot insert") != std::string::npos;
    auto const first = text.find('\'');
    if (first == std::string::npos || names_keys || text.find("expected ") < first) return text;
    return text.replace(first, text.rfind('\'') + 1 - first, "the value");
}

}  // namespace

boost::system::result<Node, Diagnostic> parse_toml(std::string_view text, std::string const& file) {
    // toml++'s library is built with exceptions; a syntax error is an outcome here.
    try {
        auto const table = toml::parse(text);
        return Node{{1, 1}, copy(table)};
    } catch (toml::parse_error const& error) {
        auto const at = position(error.source());
        return Diagnostic{file, at.line, at.column, "", without_values(std::string(error.description()))};
    }
}

}  // namespace feedherald::config
