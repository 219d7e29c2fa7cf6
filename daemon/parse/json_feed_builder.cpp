// SPDX-License-Identifier: MIT
#include "parse/json_feed_builder.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"
#include "parse/html_text.hpp"
#include "parse/json_links.hpp"
#include "parse/json_text.hpp"
#include "parse/limits.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::parse {

namespace {

/** Memory for one document is to stay under 3 times its size and 8 MiB: this much of it for what is kept. */
constexpr std::size_t budget_factor = 2;
constexpr std::size_t budget_floor = std::size_t{6} * 1024 * 1024;

Author author_named(std::string_view text) {
    return {json_line(text, FieldCaps::name), {}, {}};
}

}  // namespace

JsonFeedBuilder::JsonFeedBuilder(std::size_t document_size, std::string base_url)
    : base_(std::move(base_url)), budget_(document_size * budget_factor + budget_floor) {
    feed_.dialect = Dialect::json;
}

void JsonFeedBuilder::key(std::string_view name) {
    key_ = name;
    next_ = json_field(place(), key_);
}

void JsonFeedBuilder::begin_object() {
    if (place() == JsonPlace::item && key_ == "id") value(JsonScalar::null, {});  // an id that is no id
    enter(json_object(place(), key_));
}

void JsonFeedBuilder::begin_array() {
    if (place() == JsonPlace::item && key_ == "id") value(JsonScalar::null, {});
    enter(json_array(place(), key_));
}

void JsonFeedBuilder::enter(JsonPlace inner) {
    places_.push_back(inner);
    key_.clear();
    next_ = json_field(inner, key_);
    // A list that is there twice replaces the first (B-26: the last duplicate wins).
    switch (inner) {
        case JsonPlace::hubs:
            feed_.hubs.clear();
            break;
        case JsonPlace::items:
        case JsonPlace::rss_items:
            items_.clear();
            has_items_ = true;
            break;
        case JsonPlace::item:
        case JsonPlace::rss_item:
            begin_item();
            break;
        case JsonPlace::authors:
            (in_item_ ? item_.authors : feed_.authors).clear();
            break;
        case JsonPlace::author:
        case JsonPlace::lone_author:
            author_ = {};
            break;
        case JsonPlace::tags:
            item_.tags.clear();
            break;
        case JsonPlace::attachments:
            item_.attachments.clear();
            break;
        case JsonPlace::attachment:
            attachment_ = {};
            break;
        case JsonPlace::hub:
            hub_type_.clear(), hub_url_.clear();
            break;
        case JsonPlace::channel:
            is_rss_ = true;
            break;
        default:
            break;
    }
}

void JsonFeedBuilder::end() {
    switch (place()) {
        case JsonPlace::item:
        case JsonPlace::rss_item:
            end_item();
            break;
        case JsonPlace::author:
            add_author(std::move(author_));
            break;
        case JsonPlace::lone_author:
            (in_item_ ? item_lone_author_ : feed_lone_author_).assign(1, std::move(author_));
            break;
        case JsonPlace::attachment:
            end_attachment();
            break;
        case JsonPlace::hub:
            end_hub();
            break;
        default:
            break;
    }
    if (places_.size() > 1) places_.pop_back();
    key_.clear();
    next_ = json_field(place(), key_);
}

void JsonFeedBuilder::value(JsonScalar kind, std::string_view text) {
    // What is neither text nor number says nothing, but it does replace an earlier duplicate.
    if (kind == JsonScalar::null || (kind == JsonScalar::boolean && next_ != JsonField::expired)) text = {};
    switch (place()) {
        case JsonPlace::feed:
        case JsonPlace::channel:
            set_feed_field(text);
            break;
        case JsonPlace::item:
        case JsonPlace::rss_item:
        case JsonPlace::guid:
            set_item_field(text);
            break;
        case JsonPlace::category:
        case JsonPlace::tags:
            if (next_ == JsonField::tag) add_tag(text);
            break;
        case JsonPlace::authors:
            add_author(author_named(text));
            break;
        case JsonPlace::author:
        case JsonPlace::lone_author:
            set_person_field(text);
            break;
        case JsonPlace::attachment:
            set_attachment_field(text);
            break;
        case JsonPlace::hub:
            if (next_ == JsonField::type) hub_type_ = json_line(text, FieldCaps::name);
            if (next_ == JsonField::url) hub_url_ = json_link(text);
            break;
        default:
            break;
    }
}

void JsonFeedBuilder::set_feed_field(std::string_view text) {
    switch (next_) {
        case JsonField::version:
            version_ = json_line(text, FieldCaps::name);
            break;
        case JsonField::title:
            feed_.title = json_line(text, FieldCaps::title);
            break;
        case JsonField::rss_title:
            feed_.title = title_of_rss(cut_bytes(text, FieldCaps::title));
            break;
        case JsonField::home_page_url:
            feed_.home_page_url = json_link(text);
            break;
        case JsonField::feed_url:
            feed_.feed_url = json_link(text);
            break;
        case JsonField::next_url:
            feed_.previous_page = json_link(text);
            break;
        case JsonField::description:
            feed_.description = json_plain(text, FieldCaps::text);
            break;
        case JsonField::icon:
            feed_.icon = json_link(text);
            break;
        case JsonField::favicon:
            feed_.favicon = json_link(text);
            break;
        case JsonField::language:
            feed_.language = json_line(text, FieldCaps::name);
            break;
        case JsonField::expired:
            feed_.expired = text == "true";
            break;
        case JsonField::author_name:
            feed_lone_author_.assign(1, author_named(text));
            break;
        default:
            break;
    }
}

void JsonFeedBuilder::set_item_field(std::string_view text) {
    switch (next_) {
        case JsonField::id:
            id_is_given_ = true;
            item_.id = trim(json_as_given(text, FieldCaps::link));
            break;
        case JsonField::url:
            item_.url = json_link(text);
            break;
        case JsonField::external_url:
            item_.external_url = json_link(text);
            break;
        case JsonField::title:
            item_.title = json_line(text, FieldCaps::title);
            break;
        case JsonField::rss_title:
            item_.title = title_of_rss(cut_bytes(text, FieldCaps::title));
            break;
        case JsonField::content_html:
            item_.content_html = json_as_given(text, FieldCaps::text);
            break;
        case JsonField::content_text:
            item_.content_text = json_as_given(text, FieldCaps::text);
            break;
        case JsonField::summary:
            item_.summary = json_plain(text, FieldCaps::text);
            break;
        case JsonField::image:
            item_.image = json_link(text);
            break;
        case JsonField::banner_image:
            item_.banner_image = json_link(text);
            break;
        case JsonField::published:
            item_.published = parse_feed_date(text);
            break;
        case JsonField::modified:
            item_.modified = parse_feed_date(text);
            break;
        case JsonField::language:
            item_.language = json_line(text, FieldCaps::name);
            break;
        case JsonField::author_name:
            item_lone_author_.assign(1, author_named(text));
            break;
        case JsonField::tag:
            add_tag(text);
            break;
        default:
            break;
    }
}

void JsonFeedBuilder::set_person_field(std::string_view text) {
    if (next_ == JsonField::name) author_.name = json_line(text, FieldCaps::name);
    if (next_ == JsonField::url) author_.url = json_link(text);
    if (next_ == JsonField::avatar) author_.avatar = json_link(text);
}

void JsonFeedBuilder::set_attachment_field(std::string_view text) {
    if (next_ == JsonField::url) attachment_.url = json_link(text);
    if (next_ == JsonField::mime_type) attachment_.mime_type = json_line(text, FieldCaps::name);
    if (next_ == JsonField::title) attachment_.title = json_line(text, FieldCaps::title);
    if (next_ == JsonField::size) attachment_.size_in_bytes = json_count(text);
    if (next_ == JsonField::duration) attachment_.duration_in_seconds = json_count(text);
}

void JsonFeedBuilder::add_author(Author author) {
    auto& authors = in_item_ ? item_.authors : feed_.authors;
    if (author == Author{} || authors.size() >= FieldCaps::list) return;
    if (pays(sizeof(Author) + author.name.size() + author.url.size() + author.avatar.size()))
        authors.push_back(std::move(author));
}

void JsonFeedBuilder::add_tag(std::string_view text) {
    auto tag = json_line(text, FieldCaps::name);
    if (tag.empty() || item_.tags.size() >= FieldCaps::list || !pays(sizeof(std::string) + tag.size())) return;
    item_.tags.push_back(std::move(tag));
}

void JsonFeedBuilder::end_attachment() {
    auto const bytes = sizeof(Attachment) + attachment_.url.size() + attachment_.title.size();
    if (attachment_.url.empty() || item_.attachments.size() >= FieldCaps::list || !pays(bytes)) return;
    item_.attachments.push_back(std::move(attachment_));
}

void JsonFeedBuilder::end_hub() {
    bool const known = hub_type_.empty() || equals_ignoring_ascii_case(hub_type_, "WebSub");
    if (known && !hub_url_.empty() && feed_.hubs.size() < FieldCaps::list) feed_.hubs.push_back(std::move(hub_url_));
}

void JsonFeedBuilder::begin_item() {
    has_items_ = true;
    in_item_ = true;
    item_ = {};
    item_lone_author_.clear();
    id_is_given_ = false;
}

void JsonFeedBuilder::end_item() {
    if (!in_item_) return;
    // An id that is given but is none discards its item (JSON Feed 1.1); one that is not given leaves the link.
    bool const has_identity = !item_.url.empty() || !item_.external_url.empty() || !item_.title.empty() ||
                              !item_.content_html.empty() || !item_.content_text.empty();
    if (id_is_given_ ? !item_.id.empty() : has_identity) keep_item();
    in_item_ = false;
}

/** The document ended inside an item: it counts if it already has what it will be known by (B-16). */
void JsonFeedBuilder::keep_open_item() {
    if (!in_item_) return;
    // A link will do where the items before it had no more; else the id may have been about to come.
    if (!item_.id.empty() || (!id_is_given_ && ids_are_absent_ && !item_.url.empty())) keep_item();
    in_item_ = false;
}

void JsonFeedBuilder::keep_item() {
    if (item_.authors.empty()) item_.authors = std::move(item_lone_author_);
    std::erase(item_.authors, Author{});
    ids_are_absent_ = item_.id.empty();
    auto const text = item_.id.size() + item_.url.size() + item_.title.size() + item_.content_html.size() +
                      item_.content_text.size() + item_.summary.size() + item_.image.size();
    if (items_.size() < Limits{}.items && pays(sizeof(Item) + text)) items_.push_back(std::move(item_));
}

bool JsonFeedBuilder::pays(std::size_t bytes) {
    if (bytes > budget_) return false;
    budget_ -= bytes;
    return true;
}

boost::system::result<Feed, ParseFailure> JsonFeedBuilder::finish(bool complete, ParseFailure reason) && {
    if (!complete) keep_open_item();
    // Some feeds forget their version; what has a title and items could be nothing else.
    bool const looks_like_one = version_.empty() && !feed_.title.empty() && !items_.empty();
    if (!is_json_feed_version(version_) && !is_rss_ && !looks_like_one) {
        if (!complete) return reason;
        return ParseFailure{ParseFailure::Kind::not_a_feed, "JSON, but not a JSON Feed"};
    }
    if (!complete && !has_items_) return reason;
    if (feed_.authors.empty()) feed_.authors = std::move(feed_lone_author_);
    std::erase(feed_.authors, Author{});
    resolve_json_links(feed_, items_, std::move(base_), budget_);
    feed_.truncated = !complete;
    feed_.items.reserve(items_.size());
    while (!items_.empty()) {
        feed_.items.push_back(std::move(items_.front()));
        items_.pop_front();
    }
    return std::move(feed_);
}

}  // namespace feedherald::parse
