// SPDX-License-Identifier: MIT
// The HTTP field Link (RFC 8288), read as leniently as browsers read it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace feedherald::parse {

struct LinkValue {
    std::string target;  ///< as written
    std::string rel;     ///< blank-separated, lower case
    std::string type;    ///< lower case, without parameters
    std::string title;
};

/** What cannot be read is left out. */
std::vector<LinkValue> parse_link_field(std::string_view field);

/** True where the blank-separated, lower-case `rel` holds `relation`. */
bool has_relation(std::string_view rel, std::string_view relation);

}  // namespace feedherald::parse
