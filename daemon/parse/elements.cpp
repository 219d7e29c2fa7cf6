// SPDX-License-Identifier: MIT
#include "parse/elements.hpp"

#include <array>
#include <cstddef>

namespace feedherald::parse {

namespace {

struct Row {
    Namespace vocabulary = Namespace::none;
    std::string_view local;
    Element is = Element::unknown;
};

using enum Element;

constexpr auto rows = std::to_array<Row>({
    {Namespace::core, "rss", rss},
    {Namespace::core, "rdf", rdf},
    {Namespace::rdf, "rdf", rdf},
    {Namespace::core, "channel", channel},
    {Namespace::core, "item", item},
    {Namespace::core, "entry", item},
    {Namespace::core, "items", channel},  // of RDF it is a list of links, of some generators a wrapper around the items
    {Namespace::core, "image", image},
    {Namespace::core, "textinput", text_input},
    {Namespace::core, "title", title},
    {Namespace::core, "link", link},
    {Namespace::core, "description", description},
    {Namespace::core, "abstract", description},  // CDF
    {Namespace::core, "guid", guid},
    {Namespace::core, "pubdate", pub_date},
    {Namespace::core, "author", author},
    {Namespace::core, "category", category},
    {Namespace::core, "enclosure", enclosure},
    {Namespace::core, "ttl", ttl},
    {Namespace::core, "skiphours", skip_hours},
    {Namespace::core, "skipdays", skip_days},
    {Namespace::core, "hour", hour},
    {Namespace::core, "day", day},
    {Namespace::core, "language", language},
    {Namespace::core, "managingeditor", managing_editor},
    {Namespace::core, "url", url},
    {Namespace::core, "logo", logo},
    // what publishers write into RSS without the namespace it comes from
    {Namespace::core, "encoded", content_encoded},
    {Namespace::core, "content", content_encoded},
    {Namespace::core, "body", content_encoded},
    {Namespace::core, "fullitem", content_encoded},
    {Namespace::core, "summary", itunes_summary},
    {Namespace::core, "subtitle", atom_subtitle},
    {Namespace::core, "id", atom_id},
    {Namespace::core, "updated", atom_updated},
    {Namespace::core, "modified", atom_updated},
    {Namespace::core, "published", atom_published},
    {Namespace::core, "issued", atom_published},
    {Namespace::core, "created", atom_created},
    {Namespace::core, "date", dc_date},
    {Namespace::core, "creator", dc_creator},
    {Namespace::core, "name", atom_name},
    {Namespace::core, "uri", atom_uri},
    {Namespace::core, "email", atom_email},
    {Namespace::atom, "feed", atom_feed},
    {Namespace::atom, "entry", atom_entry},
    {Namespace::atom, "title", atom_title},
    {Namespace::atom, "link", atom_link},
    {Namespace::atom, "id", atom_id},
    {Namespace::atom, "updated", atom_updated},
    {Namespace::atom, "modified", atom_updated},
    {Namespace::atom, "published", atom_published},
    {Namespace::atom, "issued", atom_published},
    {Namespace::atom, "created", atom_created},
    {Namespace::atom, "author", atom_author},
    {Namespace::atom, "name", atom_name},
    {Namespace::atom, "uri", atom_uri},
    {Namespace::atom, "url", atom_uri},
    {Namespace::atom, "homepage", atom_uri},
    {Namespace::atom, "email", atom_email},
    {Namespace::atom, "category", atom_category},
    {Namespace::atom, "content", atom_content},
    {Namespace::atom, "summary", atom_summary},
    {Namespace::atom, "subtitle", atom_subtitle},
    {Namespace::atom, "tagline", atom_subtitle},
    {Namespace::atom, "logo", atom_logo},
    {Namespace::atom, "icon", atom_icon},
    {Namespace::atom, "source", atom_source},
    // RSS's words in Atom
    {Namespace::atom, "item", item},
    {Namespace::atom, "description", description},
    {Namespace::atom, "pubdate", pub_date},
    {Namespace::atom, "guid", guid},
    {Namespace::atom, "enclosure", enclosure},
    {Namespace::dc, "title", dc_title},
    {Namespace::dc, "creator", dc_creator},
    {Namespace::dc, "author", dc_creator},
    {Namespace::dc, "date", dc_date},
    {Namespace::dc, "subject", dc_subject},
    {Namespace::dc, "language", dc_language},
    {Namespace::dc, "identifier", dc_identifier},
    {Namespace::dc, "description", dc_description},
    {Namespace::dcterms, "title", dc_title},
    {Namespace::dcterms, "creator", dc_creator},
    {Namespace::dcterms, "date", dc_date},
    {Namespace::dcterms, "subject", dc_subject},
    {Namespace::dcterms, "language", dc_language},
    {Namespace::dcterms, "identifier", dc_identifier},
    {Namespace::dcterms, "description", dc_description},
    {Namespace::dcterms, "created", dcterms_created},
    {Namespace::dcterms, "issued", dcterms_issued},
    {Namespace::dcterms, "modified", dcterms_modified},
    {Namespace::dcterms, "abstract", dcterms_abstract},
    {Namespace::content, "encoded", content_encoded},
    {Namespace::media, "group", media_group},
    {Namespace::media, "content", media_content},
    {Namespace::media, "title", media_title},
    {Namespace::media, "description", media_description},
    {Namespace::media, "thumbnail", media_thumbnail},
    {Namespace::media, "player", media_player},
    {Namespace::media, "keywords", media_keywords},
    {Namespace::media, "category", media_category},
    {Namespace::media, "peerlink", media_peer_link},
    {Namespace::itunes, "author", itunes_author},
    {Namespace::itunes, "summary", itunes_summary},
    {Namespace::itunes, "description", itunes_summary},  // Google's
    {Namespace::itunes, "subtitle", itunes_subtitle},
    {Namespace::itunes, "image", itunes_image},
    {Namespace::itunes, "duration", itunes_duration},
    {Namespace::itunes, "keywords", itunes_keywords},
    {Namespace::itunes, "title", itunes_title},
    {Namespace::itunes, "new-feed-url", itunes_new_feed_url},
    {Namespace::itunes, "owner", itunes_owner},
    {Namespace::itunes, "name", atom_name},
    {Namespace::itunes, "email", atom_email},
    {Namespace::feedburner, "origlink", feedburner_link},
    {Namespace::syndication, "updateperiod", update_period},
    {Namespace::syndication, "updatefrequency", update_frequency},
    {Namespace::xhtml, "body", xhtml_body},
    {Namespace::xhtml, "div", xhtml_body},
});

constexpr std::size_t slots = 512;  // a power of two, sparse enough that a miss ends at once
constexpr std::size_t longest_name = 16;

constexpr char folded(char c) {
    return static_cast<char>(c | 0x20);
}

constexpr std::size_t slot_of(Namespace vocabulary, std::string_view local) {
    if (local.empty()) return 0;
    std::uint32_t hash = 2166136261U ^ static_cast<std::uint32_t>(vocabulary);
    // Three characters and the length tell nearly all of them apart.
    for (char const c : {local.front(), local[local.size() / 2], local.back(), static_cast<char>(local.size())})
        hash = (hash ^ static_cast<unsigned char>(folded(c))) * 16777619U;
    return (hash ^ (hash >> 15)) & (slots - 1);
}

constexpr auto table = [] {
    std::array<Row, slots> filled{};
    for (auto const& row : rows) {
        auto slot = slot_of(row.vocabulary, row.local);
        while (filled[slot].is != unknown) slot = (slot + 1) & (slots - 1);
        filled[slot] = row;
    }
    return filled;
}();

bool same_name(std::string_view known, std::string_view given) {
    if (known.size() != given.size()) return false;
    for (std::size_t at = 0; at < known.size(); ++at)
        if (known[at] != folded(given[at])) return false;
    return true;
}

}  // namespace

Element element_of(Namespace vocabulary, std::string_view local) {
    if (vocabulary == Namespace::other || local.size() > longest_name) return unknown;
    for (auto slot = slot_of(vocabulary, local); table[slot].is != unknown; slot = (slot + 1) & (slots - 1))
        if (table[slot].vocabulary == vocabulary && same_name(table[slot].local, local)) return table[slot].is;
    return unknown;
}

}  // namespace feedherald::parse
