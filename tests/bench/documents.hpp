// SPDX-License-Identifier: MIT
// The documents that the parser is timed on, made here so that every machine times the same.
#pragma once

#include <cstddef>
#include <string>

namespace feedherald::bench {

/** RSS 2.0 as WordPress writes it: escaped or CDATA HTML, Dublin Core, categories; about `size` bytes. */
std::string rss_feed(std::size_t size, bool in_cdata);
/** Atom 1.0 with XHTML content. */
std::string atom_feed(std::size_t size);
/** RSS whose items are mostly elements that nobody reads. */
std::string rss_with_unread_elements(std::size_t size);
/** The same feed with what makes it malformed in its last item: strict parsing goes all the way in vain. */
std::string broken_at_the_end(std::string feed);

}  // namespace feedherald::bench
