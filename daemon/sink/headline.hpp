// SPDX-License-Identifier: MIT
// An alert in plain words, for sinks that show text: its title, its text, the link to open, who wrote it.
#pragma once

#include "model/alert.hpp"

#include <cstddef>
#include <string>

namespace feedherald::sink {

bool is_about_item(AlertKind kind);

/** The item's title; without one the first 100 characters of its text; else its link (B-23). For feed.*, sink.disabled
 *  and test a sentence. Harmless to show (C-25), on one line; never escaped. */
std::string headline(Alert const& alert);

/** The item's text on one line, cut to at most `characters` code points; for other kinds the reason. May be empty. */
std::string excerpt(Alert const& alert, std::size_t characters);

/** The http(s) address that an alert opens: of the item, else of what it is about; for feed.* the feed's page, else the
 *  feed itself. Empty where there is none, or where it is of any other scheme. */
std::string link_of(Alert const& alert);

/** Names, "Ada, Charles"; harmless to show, on one line. */
std::string authors_of(Item const& item);

}  // namespace feedherald::sink
