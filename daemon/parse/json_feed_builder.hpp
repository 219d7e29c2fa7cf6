// SPDX-License-Identifier: MIT
// Takes the events of a JSON document and builds the Feed they tell of; knows nothing of who reads the JSON.
#pragma once

#include "model/feed.hpp"
#include "parse/json_shape.hpp"

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace feedherald::parse {

enum class JsonScalar { string, number, boolean, null };

class JsonFeedBuilder {
  public:
    /** What is kept of a document stays in proportion to its size. */
    JsonFeedBuilder(std::size_t document_size, std::string base_url);

    void key(std::string_view name);
    void begin_object();
    void begin_array();
    void end();  ///< of the innermost object or array
    /** A number comes as it is written, a boolean as "true" or "false". */
    void value(JsonScalar kind, std::string_view text);
    /** False while what comes next is read by nobody. */
    [[nodiscard]] bool wants_value() const { return next_ != JsonField::none; }
    [[nodiscard]] bool wants_key() const { return place() != JsonPlace::skipped; }

    /** `complete`: the document was read to its end. `reason` says why not. */
    boost::system::result<Feed, ParseFailure> finish(bool complete, ParseFailure reason) &&;

  private:
    [[nodiscard]] JsonPlace place() const { return places_.back(); }
    void enter(JsonPlace inner);
    void set_feed_field(std::string_view text);
    void set_item_field(std::string_view text);
    void set_person_field(std::string_view text);
    void set_attachment_field(std::string_view text);
    void add_author(Author author);
    void add_tag(std::string_view text);
    void begin_item();
    void end_item();
    void end_attachment();
    void end_hub();
    void keep_open_item();
    void keep_item();
    bool pays(std::size_t bytes);

    std::vector<JsonPlace> places_{JsonPlace::outside};
    std::string key_;
    JsonField next_ = JsonField::none;  ///< what the value under key_ will be

    Feed feed_;
    std::deque<Item> items_;  ///< grows without copies
    std::string base_;
    std::size_t budget_ = 0;
    std::string version_;
    bool is_rss_ = false;
    bool has_items_ = false;

    bool in_item_ = false;
    Item item_;
    bool id_is_given_ = false;
    bool ids_are_absent_ = false;  ///< in the item before
    std::vector<Author> feed_lone_author_, item_lone_author_;
    Author author_;
    Attachment attachment_;
    std::string hub_type_, hub_url_;
};

}  // namespace feedherald::parse
