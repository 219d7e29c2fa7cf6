// SPDX-License-Identifier: MIT
// The modules that RSS and Atom share: Dublin Core, content, Media RSS, iTunes, FeedBurner, syndication, XHTML.
// None of their titles or links ever replaces the item's own (B-25).
#include "base/text.hpp"
#include "parse/cut_bytes.hpp"
#include "parse/feed_reader.hpp"

namespace feedherald::parse {

using enum Element;

Opening FeedReader::open_module(Element element, XmlAttributes const& attributes) {
    switch (element) {
        case dc_title:
            return Opening::take(Field::title, 3, TextKind::rss);
        case itunes_title:
            return Opening::take(Field::title, 1, TextKind::rss);
        case dc_creator:
            return Opening::take(Field::author);
        case dc_date:
            return Opening::take(Field::published, 2);
        case dcterms_issued:
            return Opening::take(Field::published, 3);
        case dcterms_created:
            return Opening::take(Field::published, 1);
        case dcterms_modified:
            return Opening::take(Field::modified, 3);
        case dc_subject:
            return in_item() ? Opening::take(Field::tag) : Opening{};
        case dc_language:
            return Opening::take(Field::language, 3);
        case dc_identifier:
            return in_item() ? Opening::take(Field::id, 1) : Opening{};
        case dc_description:
        case dcterms_abstract:
        case itunes_summary:
            return Opening::take(Field::itunes_summary);
        case itunes_subtitle:
            return in_item() ? Opening{} : Opening::take(Field::itunes_summary);
        case content_encoded:
            return in_item() ? Opening::take(Field::content, 1, TextKind::rss) : Opening{};
        case xhtml_body:
            return in_item() ? Opening::take(Field::content, 1, TextKind::xhtml) : Opening{};
        case itunes_author:
            return Opening::take(Field::itunes_author);
        case itunes_image:
            if (auto const href = attributes.find("href")) draft().image.offer(4, address(*href));
            return {};
        case itunes_duration:
            return in_item() ? Opening::take(Field::play_time) : Opening{};
        case itunes_keywords:
            return in_item() ? Opening::take(Field::tags) : Opening{};
        case itunes_new_feed_url:
            return in_item() ? Opening{} : Opening::take(Field::new_feed_url);
        case itunes_owner:
            return in_item() ? Opening{} : Opening::enter(Place::owner);
        case feedburner_link:
            return in_item() ? Opening::take(Field::original_link, LinkRank::original) : Opening{};
        case update_period:
            return Opening::take(Field::update_period);
        case update_frequency:
            return Opening::take(Field::update_frequency);
        default:
            return open_media(element, attributes);
    }
}

Opening FeedReader::open_media(Element element, XmlAttributes const& attributes) {
    if (!in_item()) return {};
    switch (element) {
        case media_group:
            return place() == Place::item ? Opening::enter(Place::group) : Opening{};
        case media_content:
            if (place() == Place::media) return {};
            read_media_content(attributes);
            return Opening::enter(Place::media);
        case media_title:
            if (place() == Place::media) return Opening::take(Field::attachment_title);
            return Opening::take(Field::title, 2, TextKind::rss);
        case media_description: {
            auto const type = attributes.find("type");
            bool const html = type && equals_ignoring_ascii_case(trim(*type), "html");
            return Opening::take(Field::media_description, 1, html ? TextKind::html : TextKind::plain);
        }
        case media_thumbnail:
            if (auto const url_of = attributes.find("url")) item_.image.offer(2, address(*url_of));
            return {};
        case media_player:
            if (auto const url_of = attributes.find("url"))
                (place() == Place::media ? media_player_ : item_.player) = address(*url_of);
            return {};
        case media_category:
            if (auto const label = attributes.find("label"); label && !trim(*label).empty()) {
                item_.add_tag(one_line(cut_bytes(*label, FieldCaps::name)));
                return {};
            }
            return Opening::take(Field::tag);
        case media_peer_link:
            if (auto const href = attributes.find("href"))
                item_.add_attachment({address(*href), short_line(attributes.find("type").value_or("")), {}, {}, {}});
            return {};
        case media_keywords:
            return Opening::take(Field::tags);
        default:
            return {};
    }
}

void FeedReader::read_media_content(XmlAttributes const& attributes) {
    media_ = {};
    media_player_.clear();
    if (auto const url_of = attributes.find("url"); url_of && url_of->size() <= FieldCaps::link)
        media_.url = address(*url_of);
    if (auto const type = attributes.find("type")) media_.mime_type = short_line(*type);
    if (auto const size = attributes.find("fileSize")) media_.size_in_bytes = parse_count(*size);
    if (media_.size_in_bytes == 0U) media_.size_in_bytes.reset();
    if (auto const length = attributes.find("duration")) media_.duration_in_seconds = parse_play_time(*length);
    auto const medium = attributes.find("medium");
    media_is_image_ =
        media_.mime_type.starts_with("image/") || (medium && equals_ignoring_ascii_case(*medium, "image"));
}

void FeedReader::close_media_content() {
    if (media_.url.empty()) {  // only to be watched on a page of its own
        media_.url = media_player_;
        media_.mime_type = "text/html";
        media_is_image_ = false;
    }
    if (media_is_image_) {
        item_.image.offer(3, media_.url);
        if (item_.pictures.size() < FieldCaps::list) item_.pictures.push_back(std::move(media_));
        return;
    }
    item_.add_attachment(std::move(media_));
}

}  // namespace feedherald::parse
