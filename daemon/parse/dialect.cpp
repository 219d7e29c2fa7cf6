// SPDX-License-Identifier: MIT
#include "parse/dialect.hpp"

#include "base/text.hpp"

namespace feedherald::parse {

namespace {
struct Row {
    std::string_view root;
    Dialect dialect;
};
constexpr Row dialects[] = {
    {"rss", Dialect::rss},
    {"feed", Dialect::atom},
    {"rdf", Dialect::rdf},
    {"channel", Dialect::cdf},  // also RSS whose <rss> was lost
};
}  // namespace

std::optional<Dialect> dialect_of_root(std::string_view local) {
    for (auto const& row : dialects)
        if (equals_ignoring_ascii_case(row.root, local)) return row.dialect;
    return std::nullopt;
}

}  // namespace feedherald::parse
