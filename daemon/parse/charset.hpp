// SPDX-License-Identifier: MIT
// Bytes of any encoding to valid UTF-8 before any parser sees them (B-03..B-06).
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace feedherald::parse {

/** Valid UTF-8 without a byte order mark. Where the bytes were that already, `text` is the end of them. */
struct Decoded {
    std::unique_ptr<std::string> owned;  ///< by pointer, so that `text` stays when this is moved
    std::string_view text;
    bool has_controls = false;  ///< U+0080..U+009F are in it
};

/** `content_type`: the header's value, or empty. */
Decoded decode(std::string_view bytes, std::string_view content_type);

/** "text/xml; charset=\"x\"" -> "x". */
std::string_view charset_of_content_type(std::string_view content_type);
/** <?xml … encoding="x" …?> -> "x"; looks at the first KiB. */
std::string_view charset_of_declaration(std::string_view bytes);

}  // namespace feedherald::parse
