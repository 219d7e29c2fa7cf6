// SPDX-License-Identifier: MIT
// Which vocabulary a namespace is: by URI, by one that is wrong but close, by conventional prefix (B-17, B-25, C-11).
#pragma once

#include <cstdint>
#include <string_view>

namespace feedherald::parse {

enum class Namespace : std::uint8_t {
    none,
    core,  ///< RSS of any version
    atom,
    rdf,
    dc,
    dcterms,
    content,
    media,
    itunes,
    feedburner,
    syndication,
    xhtml,
    other,  ///< not read: slash, thr, wfw, georss, podcast and all that is unknown
};

/** Letter case, http or https, "www.", and what ends it ('/', '#') do not matter. */
Namespace namespace_of_uri(std::string_view uri);
/** "dc", "media", …: for prefixes that the document forgot to bind. */
Namespace namespace_of_prefix(std::string_view prefix);

}  // namespace feedherald::parse
