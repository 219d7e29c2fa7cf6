// SPDX-License-Identifier: MIT
// What the head of a page says in <base>, <link> and <meta>, by libxml2's HTML parser.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace feedherald::parse {

struct HeadLink {
    std::string rel;
    std::string type;
    std::string title;
    std::string href;
};

struct HtmlHead {
    std::string base;             ///< the first <base href>, empty where there is none
    std::string refresh;          ///< the content of the first <meta http-equiv=refresh>: "0; url=/new"
    std::vector<HeadLink> links;  ///< those with a rel and an href, at most 1,000
};

/** `html`: valid UTF-8, whatever it declares. Ends at a written <body>; one that the parser implies, because of an
 *  element that does not belong in a head, ends nothing. */
HtmlHead read_html_head(std::string_view html);

}  // namespace feedherald::parse
