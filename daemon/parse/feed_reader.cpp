// SPDX-License-Identifier: MIT
#include "parse/feed_reader.hpp"

#include "base/text.hpp"
#include "parse/cut_bytes.hpp"
#include "parse/dialect.hpp"
#include "parse/html_text.hpp"
#include "parse/item_date.hpp"

#include <algorithm>

namespace feedherald::parse {

namespace {

// What a small document's links may grow by: 5,000 items with a dozen links each to a usual address.
constexpr std::size_t links_floor = std::size_t{6} * 1024 * 1024;
// How dense a document's authors, tags and attachments may be where they are many.
constexpr std::size_t bytes_a_part = 100;
constexpr std::size_t parts_floor = 50'000;
constexpr std::size_t most_vocabularies = 64;  // remembered; more are looked up each time

std::size_t cap_of(Field field) {
    switch (field) {
        case Field::title:
        case Field::attachment_title:
            return FieldCaps::title;
        case Field::description:
        case Field::summary:
        case Field::content:
        case Field::itunes_summary:
        case Field::media_description:
            return FieldCaps::text;
        case Field::link:
        case Field::guid:
        case Field::id:
        case Field::original_link:
        case Field::image:
        case Field::favicon:
        case Field::person_uri:
        case Field::tags:
        case Field::new_feed_url:
            return FieldCaps::link;
        default:
            return FieldCaps::name;
    }
}

Markup markup_of(TextKind kind) {
    switch (kind) {
        case TextKind::rss:
        case TextKind::html:
            return Markup::loose;
        case TextKind::xhtml:
            return Markup::xhtml;
        default:
            return Markup::none;
    }
}

}  // namespace

FeedReader::FeedReader(std::string base_url, std::size_t document_size, Limits const& limits, Deadline const& deadline)
    : most_items_(limits.items),
      parts_left_(document_size / bytes_a_part + parts_floor),
      base_url_(std::move(base_url)),
      absolute_(document_size / 2 + links_floor, deadline) {
    // Room for the items of a document of this size, so that a long list of them is not moved as it grows.
    feed_.items.reserve(std::min(document_size / 2048, most_items_));
}

Namespace FeedReader::vocabulary_of(XmlName const& name) {
    auto const uri = name.uri();
    if (uri.empty()) {
        if (!name.prefix().empty()) return namespace_of_prefix(name.prefix());
        return feed_.dialect == Dialect::atom ? Namespace::atom : Namespace::core;
    }
    for (auto const& [known, vocabulary] : vocabularies_)
        if (known == uri) return vocabulary;
    auto vocabulary = namespace_of_uri(uri);
    // RSS 1.0 under a namespace that nobody knows: the root is RDF's, so its first children tell (B-18).
    if (vocabulary == Namespace::other && feed_.dialect == Dialect::rdf && frames_.size() == 1 &&
        name.prefix().empty() && element_of(Namespace::core, name.local()) != Element::unknown)
        vocabulary = Namespace::core;
    if (vocabularies_.size() < most_vocabularies) vocabularies_.emplace_back(uri, vocabulary);
    return vocabulary;
}

Meaning FeedReader::meaning_of(XmlName const& name) {
    if (auto const* known = known_names_.find(name)) return *known;
    auto const vocabulary = vocabulary_of(name);
    Meaning const meaning{vocabulary, element_of(vocabulary, name.local())};
    // A namespace that is not remembered may come to mean something else.
    if (vocabularies_.size() < most_vocabularies) known_names_.keep(name, meaning);
    return meaning;
}

void FeedReader::open_root(XmlName const& name, XmlAttributes const& attributes) {
    has_root_ = true;
    auto const dialect = dialect_of_root(name.local());
    feed_.dialect = dialect.value_or(Dialect::rss);
    // Whatever namespace the root is in is this document's own, be it Harvard's, Netscape's, Atom's or nonsense (B-18).
    if (feed_.dialect != Dialect::rdf && !name.uri().empty())
        vocabularies_.emplace_back(name.uri(), feed_.dialect == Dialect::atom ? Namespace::atom : Namespace::core);
    bool const is_cdf = attributes.find("href").has_value() || attributes.find("base").has_value();
    if (feed_.dialect == Dialect::cdf && !is_cdf) feed_.dialect = Dialect::rss;
    auto const base = attributes.find("base", feed_.dialect == Dialect::cdf ? "" : "xml");
    if (base) push_base(*base);
    bool const has_channel = feed_.dialect == Dialect::rss || feed_.dialect == Dialect::rdf;
    enter(has_channel && !equals_ignoring_ascii_case(name.local(), "channel") ? Place::root : Place::channel,
          attributes);
}

void FeedReader::start(XmlName const& name, XmlAttributes const& attributes) {
    if (skipping_ > 0) {
        ++skipping_;
        return;
    }
    if (collecting_ && !is_person_after_all(name)) return open_markup(name, attributes);
    if (frames_.empty()) {
        if (has_root_)
            ++skipping_;
        else
            open_root(name, attributes);
        return;
    }
    auto const [vocabulary, element] = meaning_of(name);
    bool const is_foreign = vocabulary == Namespace::atom && feed_.dialect != Dialect::atom && element <= Element::logo;
    if (element == Element::unknown || is_foreign) {
        ++skipping_;
        return;
    }
    auto const base = attributes.size() > 0 ? attributes.find("base", "xml") : std::nullopt;
    if (base) push_base(*base);
    auto const opening = opening_of(element, attributes);
    switch (opening.kind) {
        case Opening::Kind::skip:
            ++skipping_;
            if (base) bases_.pop_back();
            return;
        case Opening::Kind::enter:
            enter(opening.place, attributes);
            frames_.back().has_base = base.has_value();
            return;
        case Opening::Kind::take:
            collecting_ = true;
            field_is_cut_ = false;
            field_ = opening.field;
            rank_ = opening.rank;
            text_kind_ = opening.text;
            field_has_base_ = base.has_value();
            field_text_.begin(markup_of(text_kind_), cap_of(field_));
            if (attributes.size() > 0 && in_item_)
                if (auto const language = attributes.find("lang", "xml"))
                    item_.language.offer(1, short_line(*language));
            return;
    }
}

Opening FeedReader::opening_of(Element element, XmlAttributes const& attributes) {
    switch (place()) {
        case Place::skip_hours:
            return element == Element::hour ? Opening::take(Field::hour) : Opening{};
        case Place::skip_days:
            return element == Element::day ? Opening::take(Field::day) : Opening{};
        case Place::image:
            return element == Element::url ? Opening::take(Field::image, 5) : Opening{};
        case Place::multipart:
            return element == Element::atom_content ? open_atom_content(attributes) : Opening{};
        case Place::source:
            return element == Element::atom_author ? Opening::enter(Place::person) : Opening{};
        case Place::group:
        case Place::media:
            return open_media(element, attributes);
        case Place::person:
        case Place::owner:
            switch (element) {
                case Element::atom_name:
                    return Opening::take(Field::person_name);
                case Element::atom_uri:
                case Element::url:
                    return Opening::take(Field::person_uri);
                case Element::atom_email:
                    return Opening::take(Field::person_email);
                default:
                    return {};
            }
        default:
            break;
    }
    if (element <= Element::logo) return open_rss(element, attributes);
    if (element <= Element::atom_source) return open_atom(element, attributes);
    return open_module(element, attributes);
}

Opening FeedReader::open_item() {
    needs_repair_ = needs_repair_ || in_item_;
    return in_item_ ? Opening{} : Opening::enter(Place::item);
}

void FeedReader::enter(Place place, XmlAttributes const& attributes) {
    frames_.push_back({place, false});
    if (place == Place::person || place == Place::owner || place == Place::image) {
        person_ = {};
        person_email_.clear();
        loose_text_.clear();
        return;
    }
    if (place != Place::item && place != Place::channel && place != Place::root) return;
    if (place == Place::item) {
        in_item_ = true;
        item_ = {};
        item_has_open_links_ = false;
    }
    if (attributes.size() == 0) return;
    if (auto const language = attributes.find("lang", "xml")) draft().language.offer(2, short_line(*language));
    if (place == Place::root) return;
    if (auto const about = find_rdf(attributes, "about"); about && place == Place::item) {
        item_.id.offer(2, cut_bytes(trim(*about), FieldCaps::link));
        if (auto const link = address(*about); link.starts_with("http")) item_.url.offer(LinkRank::about, link);
    }
    // CDF
    if (auto const href = attributes.find("href")) draft().url.offer(LinkRank::attribute, address(*href));
    if (auto const changed = attributes.find("lastmod")) draft().modified.offer(1, parse_item_date(trim(*changed)));
}

void FeedReader::text(std::string_view piece) {
    if (collecting_) return field_text_.append(piece);
    if (skipping_ > 0 || frames_.empty()) return;
    bool const is_read = place() == Place::person || place() == Place::image;
    if (is_read && loose_text_.size() + piece.size() <= FieldCaps::name) loose_text_ += piece;
}

void FeedReader::end(XmlName const& name) {
    if (skipping_ > 0) {
        --skipping_;
    } else if (collecting_) {
        if (close_markup(name)) return;
        collecting_ = false;
        if (!field_is_cut_) take(field_);
        if (field_has_base_) bases_.pop_back();
    } else if (!frames_.empty()) {
        leave();
    }
}

void FeedReader::cut() {
    was_cut_ = true;
    field_is_cut_ = collecting_;  // half a link is another link, half a title another title
}

void FeedReader::leave() {
    auto const frame = frames_.back();
    frames_.pop_back();
    switch (frame.place) {
        case Place::item:
            close_item();
            break;
        case Place::media:
            close_media_content();
            break;
        case Place::person:
        case Place::owner:
            close_person(frame.place);
            break;
        case Place::image:
            if (auto const link = trim(loose_text_); is_absolute_http(link)) draft().image.offer(3, address(link));
            break;
        default:
            break;
    }
    if (frame.has_base) bases_.pop_back();
}

/** An RSS author with parts, as Atom's have them, where a text was expected. */
bool FeedReader::is_person_after_all(XmlName const& name) {
    if (field_ != Field::author || field_text_.is_in_element()) return false;
    auto const element = meaning_of(name).element;
    if (element != Element::atom_name && element != Element::atom_email && element != Element::atom_uri) return false;
    collecting_ = false;
    enter(Place::person, XmlAttributes{nullptr, 0});
    frames_.back().has_base = field_has_base_;
    return true;
}

void FeedReader::close_person(Place place_of_person) {
    if (person_.name.empty() && person_email_.empty() && !trim(loose_text_).empty())
        person_ = author_of_rss(loose_text_);
    if (person_.url.empty() && !person_email_.empty()) person_.url = "mailto:" + person_email_;
    if (person_.name.empty()) person_.name = person_email_;
    bool const is_secondary = place_of_person == Place::owner || (!frames_.empty() && place() == Place::source);
    if (!is_secondary) return draft().add_author(person_);
    auto& others = draft().source_authors;
    if ((!person_.name.empty() || !person_.url.empty()) && others.size() < FieldCaps::list) others.push_back(person_);
}

void FeedReader::close_item() {
    in_item_ = false;
    auto item = item_.finish();
    if (!item || feed_.items.size() >= most_items_) return;
    // B-16: an id may have been about to come, so a link will do only where the items before had no more.
    if (was_cut_ && item->id.empty() && (item->url.empty() || !ids_are_absent_)) return;
    ids_are_absent_ = item->id.empty();
    auto const parts = item->authors.size() + item->tags.size() + item->attachments.size();
    if (parts > parts_left_) {
        item->authors = {};
        item->tags = {};
        item->attachments = {};
    } else {
        parts_left_ -= parts;
    }
    if (item_has_open_links_) open_links_.push_back(feed_.items.size());
    feed_.items.push_back(*std::move(item));
}

Feed FeedReader::finish() {
    feed_.truncated = was_cut_;
    feed_.title = channel_.title.take();
    feed_.home_page_url = channel_.url.take();
    feed_.feed_url = channel_.self.take();
    auto const& description = channel_.description.value.empty() ? channel_.itunes_summary : channel_.description;
    feed_.description = description.is_html ? text_of_html(description.value) : folded(description.value);
    feed_.icon = channel_.image.take();
    feed_.previous_page = channel_.previous_page.take();
    feed_.favicon = channel_.favicon.take();
    feed_.language = channel_.language.take();
    if (feed_.dialect == Dialect::atom) feed_.id = channel_.id.take();
    feed_.authors = channel_.take_authors();
    if (update_period_ || update_frequency_) {
        auto const period = update_period_.value_or(std::chrono::days{1});
        auto const times = std::max<std::uint64_t>(update_frequency_.value_or(1), 1);
        feed_.hints.update_period = period / static_cast<std::int64_t>(std::min<std::uint64_t>(times, 1'000'000));
        feed_.hints.update_period_is_hourly_once = update_is_hourly_ && times == 1;
    }
    resolve_leftovers();
    return std::move(feed_);
}

}  // namespace feedherald::parse
