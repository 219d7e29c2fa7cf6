// SPDX-License-Identifier: MIT
#include "parse/names.hpp"

#include "base/text.hpp"

#include <string>

namespace feedherald::parse {

namespace {

struct Known {
    std::string_view name;
    Namespace is;
};

constexpr Known prefixes[] = {
    {"rss", Namespace::core},       {"atom", Namespace::atom},         {"atom03", Namespace::atom},
    {"atom10", Namespace::atom},    {"a10", Namespace::atom},          {"rdf", Namespace::rdf},
    {"dc", Namespace::dc},          {"dcterms", Namespace::dcterms},   {"dcterm", Namespace::dcterms},
    {"dct", Namespace::dcterms},    {"content", Namespace::content},   {"media", Namespace::media},
    {"itunes", Namespace::itunes},  {"googleplay", Namespace::itunes}, {"feedburner", Namespace::feedburner},
    {"sy", Namespace::syndication}, {"syn", Namespace::syndication},   {"xhtml", Namespace::xhtml},
    {"html", Namespace::xhtml},
};

// Without scheme, "www." and ending, in lower case.
constexpr Known exact[] = {
    {"w3.org/2005/atom", Namespace::atom},
    {"purl.org/atom/ns", Namespace::atom},
    {"purl.org/rss/1.0", Namespace::core},
    {"purl.org/net/rss1.1", Namespace::core},
    {"my.netscape.com/rdf/simple/0.9", Namespace::core},
    {"channel.netscape.com/rdf/simple/0.9", Namespace::core},
    {"blogs.law.harvard.edu/tech/rss", Namespace::core},
    {"cyber.law.harvard.edu/rss/rss.html", Namespace::core},
    {"cyber.harvard.edu/rss/rss.html", Namespace::core},
    {"rssboard.org/rss-specification", Namespace::core},
    {"w3.org/1999/02/22-rdf-syntax-ns", Namespace::rdf},
    {"purl.org/metadata/dublin_core", Namespace::dc},
    {"purl.org/dc/terms", Namespace::dcterms},
    {"rssnamespace.org/feedburner/ext/1.0", Namespace::feedburner},
    {"google.com/schemas/play-podcasts/1.0", Namespace::itunes},
    {"w3.org/1999/xhtml", Namespace::xhtml},
    {"w3.org/tr/xhtml1", Namespace::xhtml},
};

// Families whose members differ in a version, a module or a slip of the pen.
constexpr Known beginnings[] = {
    {"purl.org/dc/elements/", Namespace::dc},
    {"purl.org/dc/1.", Namespace::dc},
    {"purl.org/rss/1.0/modules/dcterms", Namespace::dcterms},  // before its own beginning
    {"purl.org/rss/1.0/modules/dc", Namespace::dc},
    {"purl.org/rss/1.0/modules/content", Namespace::content},
    {"purl.org/rss/modules/content", Namespace::content},
    {"purl.org/rss/1.0/modules/syndication", Namespace::syndication},
    {"purl.org/rss/modules/syndication", Namespace::syndication},
    {"search.yahoo.com/mrss", Namespace::media},
    {"video.search.yahoo.com/mrss", Namespace::media},
    {"tools.search.yahoo.com/mrss", Namespace::media},
    {"itunes.com/dtds/podcast", Namespace::itunes},
    {"itunes.apple.com/dtds/podcast", Namespace::itunes},
    {"my.netscape.com/publish/formats/rss", Namespace::core},
    {"backend.userland.com/", Namespace::core},
    {"feedburner.com/ext", Namespace::feedburner},
};

constexpr std::size_t longest_known = 80;

}  // namespace

Namespace namespace_of_prefix(std::string_view prefix) {
    for (auto const& known : prefixes)
        if (equals_ignoring_ascii_case(known.name, prefix)) return known.is;
    return Namespace::other;
}

Namespace namespace_of_uri(std::string_view uri) {
    if (uri.size() > longest_known) return Namespace::other;
    auto const lower = to_lower_ascii(trim(uri));
    std::string_view rest = lower;
    for (std::string_view const start : {"https:", "http:", "//", "www."})
        if (rest.starts_with(start)) rest.remove_prefix(start.size());
    while (rest.ends_with('/') || rest.ends_with('#')) rest.remove_suffix(1);
    for (auto const& known : exact)
        if (known.name == rest) return known.is;
    for (auto const& known : beginnings)
        if (rest.starts_with(known.name)) return known.is;
    return Namespace::other;
}

}  // namespace feedherald::parse
