// SPDX-License-Identifier: MIT
// What has been read of one item or of the feed itself, each field with how much it is to be preferred to its rivals.
#pragma once

#include "model/feed.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace feedherald::parse {

/** Of several elements that could fill a field the highest rank wins, and of equals the first (B-21, B-25). */
class Ranked {
  public:
    void offer(int rank, std::string_view value) {
        if (rank <= rank_ || value.empty()) return;
        rank_ = rank;
        value_ = value;
    }
    void offer(int rank, std::string&& value) {
        if (rank <= rank_ || value.empty()) return;
        rank_ = rank;
        value_ = std::move(value);
    }
    [[nodiscard]] bool wants(int rank) const { return rank > rank_; }
    [[nodiscard]] std::string const& value() const { return value_; }
    [[nodiscard]] std::string take() { return std::move(value_); }

  private:
    int rank_ = 0;
    std::string value_;
};

/** The same for instants; those that cannot be meant are preferred to none only (B-41). */
struct RankedInstant {
    static constexpr int far_future = -100;
    int rank = 2 * far_future;
    std::optional<Instant> value;
    void offer(int given, std::optional<Instant> instant) {
        if (!instant) return;
        if (*instant >= std::chrono::sys_days{std::chrono::year{2100} / 1 / 1}) given += far_future;
        if (given <= rank) return;
        rank = given;
        value = instant;
    }
};

struct BodyText {
    std::string value;
    bool is_html = false;
    void offer(std::string_view text, bool html) {
        if (!value.empty() || text.empty()) return;
        value = text;
        is_html = html;
    }
};

/** Links in the order of B-21. */
struct LinkRank {
    enum : int {
        enclosure = 10,
        content_source = 15,
        atom_id = 20,
        about = 20,
        permalink = 40,
        attribute = 50,
        atom_plain = 60,
        atom_other_type = 70,
        atom_untyped = 71,
        atom_html = 72,
        element = 80,
        original = 90,
    };
};

struct Draft {
    Ranked id;
    Ranked url;
    Ranked title;
    Ranked image;
    Ranked language;
    RankedInstant published;
    RankedInstant modified;
    BodyText content;      ///< content:encoded, Atom content
    BodyText description;  ///< description, Atom summary: content where there is nothing better (B-24)
    BodyText itunes_summary;
    BodyText media_description;
    bool has_summary = false;  ///< the description is called a summary, not just used as one
    std::vector<Author> authors;
    std::vector<Author> itunes_authors;  ///< where nobody else is named
    std::vector<Author> source_authors;  ///< of the Atom source or a podcast's owner, likewise
    std::vector<std::string> tags;
    std::vector<Attachment> attachments;
    std::vector<Attachment> pictures;       ///< of Media RSS: the one that became the item's image is no attachment
    std::optional<std::uint64_t> duration;  ///< itunes:duration, of the attachment
    std::string player;                     ///< the page that plays an item which has no file of its own
    // the feed's alone
    Ranked self;
    Ranked favicon;
    Ranked previous_page;

    void add_author(Author author);
    /** One, or several where the text is nothing but addresses between commas. */
    void add_authors_of_rss(std::string_view text);
    std::vector<Author> take_authors();
    void add_tag(std::string tag);
    void add_tags(std::string_view comma_separated);
    void add_attachment(Attachment attachment);
    /** Empty where nothing would tell this item from another. */
    std::optional<Item> finish();
};

/** fold_white_space, at the price of a copy where there is nothing to fold. */
std::string folded(std::string_view text);
/** folded, at most FieldCaps::name bytes of it: media types, languages. */
std::string short_line(std::string_view text);
/** One line without markup, for names and labels that publishers escape once too often. */
std::string one_line(std::string_view text);
/** A name and an address in either order, the second in brackets or not; a name; or an address. */
Author author_of_rss(std::string_view text);
/** "1:02:03", "62:03", "3723", "3723.5": seconds. */
std::optional<std::uint64_t> parse_play_time(std::string_view text);
std::optional<std::uint64_t> parse_count(std::string_view text);

}  // namespace feedherald::parse
