// SPDX-License-Identifier: MIT
// Atom 0.3 and 1.0, and Atom's elements inside RSS.
#include "base/text.hpp"
#include "parse/cut_bytes.hpp"
#include "parse/feed_reader.hpp"

namespace feedherald::parse {

using enum Element;

namespace {

/** A relation may be written as the IRI of IANA's registry (RFC 4287 §4.2.7.2). */
std::string relation_of(XmlAttributes const& attributes) {
    auto const given = attributes.find("rel");
    if (!given) return {};
    auto relation = to_lower_ascii(trim(*given));
    for (std::string_view const registry :
         {"http://www.iana.org/assignments/relation/", "https://www.iana.org/assignments/relation/"})
        if (relation.starts_with(registry)) relation.erase(0, registry.size());
    return relation;
}

bool is_alternate(std::string_view relation) {
    return relation.empty() || relation == "alternate";
}

bool is_html(std::string_view type) {
    return type.starts_with("text/html") || type.starts_with("application/xhtml+xml");
}

}  // namespace

Opening FeedReader::open_atom(Element element, XmlAttributes const& attributes) {
    bool const is_atom = feed_.dialect == Dialect::atom;
    switch (element) {
        case atom_entry:
            return open_item();
        case atom_title:
            return Opening::take(Field::title, is_atom ? 5 : 4, text_kind(attributes, false));
        case atom_link:
            read_atom_link(attributes);
            // RSS's way in Atom
            return attributes.find("href") || !is_alternate(relation_of(attributes))
                       ? Opening{}
                       : Opening::take(Field::link, LinkRank::attribute);
        case atom_id:
            return Opening::take(Field::id, 3);
        case atom_published:
            return Opening::take(Field::published, 4);
        case atom_created:
            return Opening::take(Field::published, 3);
        case atom_updated:
            return Opening::take(Field::modified, 4);
        case atom_author:
            return Opening::enter(Place::person);
        case atom_category:
            read_atom_category(attributes);
            return {};
        case atom_content:
            return in_item() ? open_atom_content(attributes) : Opening{};
        case atom_summary:
            return in_item() ? Opening::take(Field::summary, 1, text_kind(attributes, false)) : Opening{};
        case atom_subtitle:
            return in_item() ? Opening{} : Opening::take(Field::description, 1, text_kind(attributes, false));
        case atom_logo:
            return in_item() ? Opening{} : Opening::take(Field::image, 5);
        case atom_icon:
            return in_item() ? Opening{} : Opening::take(Field::favicon);
        case atom_source:
            return in_item() ? Opening::enter(Place::source) : Opening{};
        default:
            return {};
    }
}

TextKind FeedReader::text_kind(XmlAttributes const& attributes, bool is_content) {
    auto const given = attributes.find("type");
    auto const type = to_lower_ascii(trim(given.value_or("text")));
    if (auto const mode = attributes.find("mode")) {  // Atom 0.3; its default, "xml", is what the type says
        auto const value = to_lower_ascii(trim(*mode));
        if (value == "base64") return is_html(type) ? TextKind::base64_html : TextKind::base64_text;
        if (value == "xml" && is_html(type)) return TextKind::xhtml;
        if (value == "escaped") return is_html(type) || type == "html" ? TextKind::html : TextKind::plain;
    }
    if (type == "xhtml" || type.starts_with("application/xhtml")) return TextKind::xhtml;
    if (type == "html") return TextKind::html;
    if (is_html(type)) return TextKind::html;
    if (type == "text" || type.starts_with("text/") || !is_content) return TextKind::plain;
    if (type.ends_with("+xml") || type.ends_with("/xml")) return TextKind::xhtml;
    return TextKind::base64_text;  // RFC 4287 §4.1.3.3: any other media type
}

Opening FeedReader::open_atom_content(XmlAttributes const& attributes) {
    if (auto const source = attributes.find("src")) {  // the content is elsewhere
        item_.url.offer(LinkRank::content_source, address(*source));
        return {};
    }
    auto const kind = text_kind(attributes, true);
    auto const type = to_lower_ascii(attributes.find("type").value_or(""));
    if (type.starts_with("multipart/")) return Opening::enter(Place::multipart);  // Atom 0.3: the same in several forms
    if (kind == TextKind::base64_text && !type.starts_with("text/") && !attributes.find("mode"))
        return {};  // a picture, say
    return Opening::take(Field::content, 1, kind);
}

void FeedReader::read_atom_link(XmlAttributes const& attributes) {
    auto const href = attributes.find("href");
    if (!href || href->size() > FieldCaps::link) return;
    auto const relation = relation_of(attributes);
    auto const type = to_lower_ascii(trim(attributes.find("type").value_or("")));
    bool const in_rss = feed_.dialect != Dialect::atom;
    if (is_alternate(relation)) {
        auto rank = relation.empty() ? LinkRank::atom_plain
                    : type.empty()   ? LinkRank::atom_untyped
                    : is_html(type)  ? LinkRank::atom_html
                                     : LinkRank::atom_other_type;
        // A channel's link to another of its feeds is not its home page.
        if (in_rss && !in_item() && type.find("xml") != std::string::npos && !is_html(type)) return;
        return draft().url.offer(rank, address(*href));
    }
    if (in_item()) {
        if (relation != "enclosure") return;
        Attachment attachment;
        attachment.url = address(*href);
        attachment.mime_type = short_line(attributes.find("type").value_or(""));
        attachment.title = one_line(cut_bytes(attributes.find("title").value_or(""), FieldCaps::name));
        if (auto const length = attributes.find("length")) attachment.size_in_bytes = parse_count(*length);
        if (attachment.size_in_bytes == 0U) attachment.size_in_bytes.reset();
        item_.url.offer(LinkRank::enclosure, attachment.url);
        if (type.starts_with("image/")) item_.image.offer(1, attachment.url);
        return item_.add_attachment(std::move(attachment));
    }
    if (relation == "self") {
        channel_.self.offer(1, address(*href));
        return anchor_bases();
    }
    if (relation == "hub" && feed_.hubs.size() < FieldCaps::list) feed_.hubs.push_back(address(*href));
    if (relation == "prev-archive") return channel_.previous_page.offer(2, address(*href));
    if (relation == "next") return channel_.previous_page.offer(1, address(*href));  // RFC 5005: the older ones
}

void FeedReader::read_atom_category(XmlAttributes const& attributes) {
    if (!in_item()) return;
    auto const label = attributes.find("label");
    auto const tag = label && !trim(*label).empty() ? label : attributes.find("term");
    if (tag) item_.add_tag(one_line(cut_bytes(*tag, FieldCaps::name)));
}

}  // namespace feedherald::parse
