// SPDX-License-Identifier: MIT
// Foreign text in the notations of chat services: escaped, without mentions, cut in the service's own unit.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace feedherald::sink {

enum class Unit { bytes, utf16, characters };
std::size_t size_in(Unit unit, std::string_view text);

using Escape = std::string (*)(std::string_view);

/** No notation: the text itself. */
std::string as_plain(std::string_view text);
/** No notation but mentions, which are taken out by a zero-width space behind the @. */
std::string as_unmentioned(std::string_view text);
/** `& < >` and `"` as entities; no mentions. */
std::string as_html(std::string_view text);
/** Slack's: `& < >` as entities, so nothing between angle brackets is a command; no mentions. */
std::string as_mrkdwn(std::string_view text);
/** A backslash before whatever makes links, emphasis, headings, quotes or code; no mentions. */
std::string as_markdown(std::string_view text);
/** Google Chat has no escapes: what begins a link or a mention is split by a zero-width space. */
std::string as_chat(std::string_view text);

/** The most of `text` (at a word, with "…") whose escaped form is at most `limit` units long; escaped. Never ends
 * inside an entity or an escape. */
std::string fitted(std::string_view text, std::size_t limit, Unit unit, Escape escape);

/** A link that cannot leave the notation around it: brackets, quotes, bars, blanks and controls percent-encoded. */
std::string quoted_link(std::string_view link);
/** A link to be shown as text: what follows an @ in it is no mention, and it leads where it led. */
std::string unmentioned_link(std::string_view link);
/** The same as quoted_link(), with `&` as an entity: for HTML and Slack. */
std::string quoted_link_in_html(std::string_view link);

}  // namespace feedherald::sink
