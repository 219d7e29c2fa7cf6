// SPDX-License-Identifier: MIT
// From XML events to a Feed: knows where in the document it is, collects fields, and leaves what they mean to the
// dialects (rss.cpp, atom.cpp, modules.cpp).
#pragma once

#include "model/feed.hpp"
#include "parse/draft.hpp"
#include "parse/elements.hpp"
#include "parse/field_text.hpp"
#include "parse/known_names.hpp"
#include "parse/limits.hpp"
#include "parse/link_resolver.hpp"
#include "parse/xml_reader.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace feedherald::parse {

/** Where an element stands; only these have children that are read. */
enum class Place : std::uint8_t {
    root,
    channel,
    item,
    image,
    person,
    owner,
    source,
    group,
    media,
    multipart,
    skip_hours,
    skip_days,
};

/** What becomes of an element's text when it ends. */
enum class Field : std::uint8_t {
    title,
    link,
    guid,
    id,
    original_link,
    description,
    summary,
    content,
    itunes_summary,
    media_description,
    published,
    modified,
    author,
    itunes_author,
    person_name,
    person_uri,
    person_email,
    tag,
    tags,
    language,
    image,
    favicon,
    play_time,
    ttl,
    hour,
    day,
    update_period,
    update_frequency,
    new_feed_url,
    attachment_title,
};

/** How a field's text is written. */
enum class TextKind : std::uint8_t { plain, rss, html, xhtml, base64_text, base64_html };

/** A dialect's answer to a start tag: pass it over, look inside, or collect it. */
struct Opening {
    enum class Kind : std::uint8_t { skip, enter, take } kind = Kind::skip;
    Place place = Place::root;
    Field field = Field::title;
    int rank = 0;
    TextKind text = TextKind::plain;

    static constexpr Opening enter(Place place) { return {Kind::enter, place, {}, 0, {}}; }
    static constexpr Opening take(Field field, int rank = 1, TextKind text = TextKind::plain) {
        return {Kind::take, {}, field, rank, text};
    }
};

bool is_absolute_http(std::string_view text);
std::optional<std::string_view> find_rdf(XmlAttributes const& attributes, std::string_view local);

class FeedReader final : public XmlHandler {
  public:
    /** `base_url`: where the document was fetched, or empty. */
    FeedReader(std::string base_url, std::size_t document_size, Limits const& limits, Deadline const& deadline);

    void start(XmlName const& name, XmlAttributes const& attributes) override;
    void end(XmlName const& name) override;
    void text(std::string_view piece) override;
    void cut() override;

    [[nodiscard]] bool has_root() const { return has_root_; }
    /** Well-formed, and still not what was meant: an item in an item, which repair would close (C-02), or a CDATA
     * section that was not closed and took the next element with it (B-15). */
    [[nodiscard]] bool needs_repair() const { return needs_repair_; }
    /** Links were left as they were because the deadline had passed. */
    [[nodiscard]] bool is_out_of_time() const { return absolute_.is_out_of_time(); }
    /** Once, after the last event. */
    Feed finish();

  private:
    struct Frame {
        Place place;
        bool has_base;
    };

    void open_root(XmlName const& name, XmlAttributes const& attributes);
    Namespace vocabulary_of(XmlName const& name);
    Meaning meaning_of(XmlName const& name);
    Opening opening_of(Element element, XmlAttributes const& attributes);
    void enter(Place place, XmlAttributes const& attributes);
    void leave();
    void take(Field field);
    void take_title(std::string_view text);
    void take_body(Field field, std::string_view text);
    void take_hint(Field field, std::string_view text);
    void take_person_part(Field field, std::string_view text);
    void close_item();
    void close_person(Place place_of_person);
    bool is_person_after_all(XmlName const& name);

    Opening open_item();

    // rss.cpp: RSS 0.90-2.0, RSS 1.0 and CDF
    Opening open_rss(Element element, XmlAttributes const& attributes);
    void read_enclosure(XmlAttributes const& attributes);
    void read_attribute_link(XmlAttributes const& attributes);
    // atom.cpp: Atom 0.3 and 1.0, and its elements in RSS
    Opening open_atom(Element element, XmlAttributes const& attributes);
    Opening open_atom_content(XmlAttributes const& attributes);
    void read_atom_link(XmlAttributes const& attributes);
    void read_atom_category(XmlAttributes const& attributes);
    TextKind text_kind(XmlAttributes const& attributes, bool is_content);
    // modules.cpp: dc, dcterms, content, media, itunes, feedburner, syndication, xhtml
    Opening open_module(Element element, XmlAttributes const& attributes);
    Opening open_media(Element element, XmlAttributes const& attributes);
    void read_media_content(XmlAttributes const& attributes);
    void close_media_content();

    // addresses.cpp
    std::string address(std::string_view reference);
    void push_base(std::string_view reference);
    void anchor_bases();
    void open_markup(XmlName const& name, XmlAttributes const& attributes);
    bool close_markup(XmlName const& name);
    void resolve_leftovers();

    [[nodiscard]] bool in_item() const { return in_item_; }
    [[nodiscard]] Place place() const { return frames_.back().place; }
    Draft& draft() { return in_item_ ? item_ : channel_; }

    Feed feed_;
    Draft channel_;
    Draft item_;
    Author person_;
    std::string person_email_;
    std::string loose_text_;  ///< of a person or an image that has no elements, as some write them
    Attachment media_;
    bool media_is_image_ = false;
    std::string media_player_;
    std::optional<std::chrono::seconds> update_period_;
    std::optional<std::uint64_t> update_frequency_;
    bool update_is_hourly_ = false;

    FieldText field_text_;
    Field field_ = Field::title;
    int rank_ = 0;
    TextKind text_kind_ = TextKind::plain;
    bool collecting_ = false;
    bool guid_is_permalink_ = true;

    std::vector<Frame> frames_;
    std::size_t skipping_ = 0;  ///< open elements that nobody reads
    bool has_root_ = false;
    bool in_item_ = false;
    bool needs_repair_ = false;
    bool was_cut_ = false;
    bool ids_are_absent_ = false;  ///< in the item before
    bool field_has_base_ = false;
    bool field_is_cut_ = false;
    std::size_t most_items_;
    std::size_t parts_left_;  ///< authors, tags and attachments of all items: each costs more memory than its tag

    std::string base_url_;
    LinkResolver absolute_;
    bool item_has_open_links_ = false;
    std::vector<std::size_t> open_links_;   ///< the items whose HTML waits for the base that the whole feed gives
    std::vector<std::string> bases_;        ///< the xml:base chain, each resolved against the one before
    std::vector<std::size_t> inner_bases_;  ///< the depths in the field's markup at which the last of them stand
    std::vector<std::pair<std::string, Namespace>> vocabularies_;  ///< of the URIs met so far
    KnownNames known_names_;
};

}  // namespace feedherald::parse
