#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prints the table of daemon/parse/html_entities_table.cpp from Python's copy of the WHATWG list.

    python3 tests/parse/make_html_entities.py > daemon/parse/html_entities_table.cpp
"""
import html.entities
import unicodedata

table = html.entities.html5
legacy = {name for name in table if not name.endswith(";")}
names = sorted(name[:-1] for name in table if name.endswith(";"))
assert len(names) == 2125 and len(legacy) == 106 and all(table[n] == table[n + ";"] for n in legacy)


def written(value):
    """As a C++ string literal: visible characters as they are, the rest escaped."""
    out = ""
    for c in value:
        if c in '"\\':
            out += "\\" + c
        elif c == "\n":
            out += "\\n"
        elif c == "\t":
            out += "\\t"
        elif unicodedata.category(c)[0] in "MCZ" or unicodedata.bidirectional(c) in ("R", "AL"):
            out += "\\u%04x" % ord(c) if ord(c) < 0x10000 else "\\U%08x" % ord(c)
        else:
            out += c
    return out


def width(line):  # in bytes, which is what a byte-counting lint sees
    return len(line.encode())


print("""// SPDX-License-Identifier: MIT
// The WHATWG's named character references, sorted by name. Made by tests/parse/make_html_entities.py; do not edit.
#include "parse/html_entities_table.hpp"

namespace feedherald::parse {

// clang-format off
constexpr std::string_view html_entity_text =""")
line = ""
for name in names:
    entry = name + ("~" if name in legacy else "=") + written(table[name + ";"]) + ";"
    if width(line + entry) > 112:
        print('    "%s"' % line)
        line = ""
    line += entry
print('    "%s";' % line)
print("""// clang-format on

constexpr std::array<std::uint16_t, html_entity_count> html_entity_offsets = [] {
    std::array<std::uint16_t, html_entity_count> offsets{};
    std::size_t at = 0;
    for (auto& offset : offsets) {
        offset = static_cast<std::uint16_t>(at);
        while (html_entity_text[at] != '=' && html_entity_text[at] != '~') ++at;
        at += 2;  // a value is never empty, and may itself be a semicolon
        while (html_entity_text[at] != ';') ++at;
        ++at;
    }
    if (at != html_entity_text.size()) throw "the table does not hold html_entity_count names";
    return offsets;
}();

}  // namespace feedherald::parse""")
