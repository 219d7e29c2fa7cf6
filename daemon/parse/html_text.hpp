// SPDX-License-Identifier: MIT
// HTML to the text a person would read in it (B-23, B-24, C-25): never markup, and harmless to show.
#pragma once

#include <string>
#include <string_view>

namespace feedherald::parse {

/** The text of a fragment or page: each block on a line of its own, white space folded, references decoded, nothing of
 *  scripts, styles and what else is not shown. In linear time, whatever the input. */
std::string text_of_html(std::string_view html);

/** The same as one line, for a title that is declared to be HTML. */
std::string title_of_html(std::string_view html);

/** An RSS title after XML decoding (B-23). Whether it is HTML is a guess: only elements that HTML knows count as tags,
 *  references only with their semicolon, and "5 < 6" stays. */
std::string title_of_rss(std::string_view text);

}  // namespace feedherald::parse
