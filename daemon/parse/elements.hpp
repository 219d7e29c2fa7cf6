// SPDX-License-Identifier: MIT
// Every element that is read, by (namespace, local name) through one hash table made by the compiler.
#pragma once

#include "parse/names.hpp"

#include <cstdint>
#include <string_view>

namespace feedherald::parse {

// clang-format off
enum class Element : std::uint8_t {
    unknown,
    // RSS, RDF and CDF
    rss, rdf, channel, item, image, text_input, title, link, description, guid, pub_date, author, category, enclosure,
    ttl, skip_hours, skip_days, hour, day, language, managing_editor, url, logo,
    // Atom 0.3 and 1.0
    atom_feed, atom_entry, atom_title, atom_link, atom_id, atom_updated, atom_published, atom_created, atom_author,
    atom_name, atom_uri, atom_email, atom_category, atom_content, atom_summary, atom_subtitle, atom_logo, atom_icon,
    atom_source,
    // modules
    dc_title, dc_creator, dc_date, dc_subject, dc_language, dc_identifier, dc_description,
    dcterms_created, dcterms_issued, dcterms_modified, dcterms_abstract,
    content_encoded,
    media_group, media_content, media_title, media_description, media_thumbnail, media_player, media_keywords,
    media_category, media_peer_link,
    itunes_author, itunes_summary, itunes_subtitle, itunes_image, itunes_duration, itunes_keywords, itunes_title,
    itunes_new_feed_url, itunes_owner,
    feedburner_link,
    update_period, update_frequency,
    xhtml_body,
};
// clang-format on

/** Letter case does not matter. */
Element element_of(Namespace vocabulary, std::string_view local);

}  // namespace feedherald::parse
