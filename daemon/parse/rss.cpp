// SPDX-License-Identifier: MIT
// RSS 0.90-2.0, RSS 1.0 and CDF: which element of a channel or item fills which field.
#include "base/text.hpp"
#include "parse/feed_reader.hpp"

namespace feedherald::parse {

using enum Element;

Opening FeedReader::open_rss(Element element, XmlAttributes const& attributes) {
    switch (element) {
        case rss:
            return place() == Place::root ? Opening::enter(Place::root) : Opening{};
        case channel:
            return in_item() ? Opening{} : Opening::enter(Place::channel);  // several, or CDF's nested ones
        case item:
            return open_item();
        case title:
            return Opening::take(Field::title, 5, TextKind::rss);
        case description:
            return Opening::take(Field::description, 1, TextKind::rss);
        case link:
            read_attribute_link(attributes);
            return Opening::take(Field::link, LinkRank::element);
        case guid: {
            auto const says = attributes.find("isPermaLink");
            guid_is_permalink_ = !says || !equals_ignoring_ascii_case(trim(*says), "false");
            return Opening::take(Field::guid, 4);
        }
        case pub_date:
            return Opening::take(Field::published, 5);
        case author:
            return Opening::take(Field::author);
        case managing_editor:
            return in_item() ? Opening{} : Opening::take(Field::author);
        case category:
            return in_item() ? Opening::take(Field::tag) : Opening{};
        case enclosure:
            read_enclosure(attributes);
            return {};
        case image:
            if (auto const resource = find_rdf(attributes, "resource")) draft().image.offer(1, address(*resource));
            if (auto const href = attributes.find("href")) draft().image.offer(4, address(*href));
            return Opening::enter(Place::image);
        case logo:
            if (auto const href = attributes.find("href")) draft().image.offer(4, address(*href));
            return {};
        case language:
            return Opening::take(Field::language, 3);
        case ttl:
            return Opening::take(Field::ttl);
        case skip_hours:
            return Opening::enter(Place::skip_hours);
        case skip_days:
            return Opening::enter(Place::skip_days);
        default:
            return {};
    }
}

/** rdf:about and rdf:resource under any prefix that is RDF's, and without one, as many write them. */
std::optional<std::string_view> find_rdf(XmlAttributes const& attributes, std::string_view local) {
    for (std::size_t at = 0; at < attributes.size(); ++at) {
        auto const name = attributes.name(at);
        if (name.local() != local) continue;
        bool const is_bound = !name.uri().empty();
        if (name.prefix().empty() ||
            (is_bound ? namespace_of_uri(name.uri()) : namespace_of_prefix(name.prefix())) == Namespace::rdf)
            return attributes.value(at);
    }
    return std::nullopt;
}

/** <link href="…"/>: Atom's way in RSS, without Atom's namespace. */
void FeedReader::read_attribute_link(XmlAttributes const& attributes) {
    if (attributes.size() > 0 && attributes.find("href")) read_atom_link(attributes);
}

void FeedReader::read_enclosure(XmlAttributes const& attributes) {
    if (!in_item()) return;
    auto const url_of = attributes.find("url");
    auto const given = url_of ? url_of : attributes.find("href");
    if (!given || given->size() > FieldCaps::link) return;
    Attachment attachment;
    attachment.url = address(*given);
    if (auto const type = attributes.find("type")) attachment.mime_type = short_line(*type);
    if (auto const length = attributes.find("length")) attachment.size_in_bytes = parse_count(*length);
    if (attachment.size_in_bytes == 0U) attachment.size_in_bytes.reset();  // "unknown" to those who must write a number
    item_.url.offer(LinkRank::enclosure, attachment.url);
    if (attachment.mime_type.starts_with("image/")) item_.image.offer(1, attachment.url);
    item_.add_attachment(std::move(attachment));
}

}  // namespace feedherald::parse
