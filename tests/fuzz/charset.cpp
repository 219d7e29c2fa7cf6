// SPDX-License-Identifier: MIT
// Bytes of any encoding; the first line, if it is short, stands for the Content-Type field.
#include "parse/charset.hpp"

#include "fuzz/target.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    auto bytes = fuzz::text_of(data, size);
    auto const line = bytes.find('\n');
    auto const content_type = line < 60 ? bytes.substr(0, line) : std::string_view{};
    fuzz::require(is_valid_utf8(parse::decode(bytes, {}).text));
    if (!content_type.empty()) bytes.remove_prefix(line + 1);
    fuzz::require(is_valid_utf8(parse::decode(bytes, content_type).text));
    return 0;
}
