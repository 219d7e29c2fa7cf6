// SPDX-License-Identifier: MIT
// Addresses that users type, feeds name and servers redirect to: one a line, each also resolved against the first.
#include "base/uri.hpp"

#include "fuzz/target.hpp"

#include <algorithm>

namespace feedherald {
namespace {

/** What goes into a request line, a Host field and a log. */
void require_tame(std::string_view text) {
    fuzz::require(std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < '\x7F'; }));
}

void look_at(Uri const& uri) {
    fuzz::require(!uri.scheme.empty() && uri.target.starts_with('/'));
    require_tame(uri.text());
    require_tame(uri.authority());
    auto const again = parse_uri(uri.text());
    fuzz::require(again && again->text() == uri.text() && again->origin() == uri.origin());
}

}  // namespace
}  // namespace feedherald

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto text = fuzz::text_of(data, size);
    auto const base = std::string(text.substr(0, text.find('\n')));
    while (!text.empty()) {
        auto const line = text.substr(0, std::min(text.find('\n'), text.size()));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        if (auto const uri = parse_uri(line)) look_at(*uri);
        auto const resolved = resolve_uri(base, line);
        if (!resolved || !is_http_uri(*resolved)) continue;
        if (auto const uri = parse_uri(*resolved)) look_at(*uri);
    }
    return 0;
}
