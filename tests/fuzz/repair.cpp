// SPDX-License-Identifier: MIT
// Whatever it is given, repair makes well-formed XML of it (C-13).
#include "parse/repair.hpp"

#include "fuzz/target.hpp"
#include "parse/charset.hpp"
#include "parse/limits.hpp"
#include "parse/sniff.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto const document = parse::decode(fuzz::text_of(data, size), {});
    auto const shape = parse::sniff(document.text);
    if (shape.kind != parse::Shape::Kind::xml) return 0;
    auto const repaired = parse::repair(document.text.substr(shape.root), {}, parse::Deadline{std::chrono::hours{1}});
    fuzz::require(is_valid_utf8(repaired.text));
    fuzz::require(repaired.cut_at <= repaired.text.size());
    return 0;
}
