// SPDX-License-Identifier: MIT
#include "parse/json_feed.hpp"

#include "base/text.hpp"
#include "parse/json_feed_builder.hpp"
#include "parse/json_repair.hpp"
#include "parse/limits.hpp"

#include <cstdint>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

namespace feedherald::parse {

namespace {

namespace json = boost::json;

constexpr std::size_t deepest = 64;  // C-15

/** The parser's events, joined where it tells of a string in pieces, and passed on. */
class Events {
  public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    Events(std::size_t document_size, std::string const& base_url) : builder_(document_size, base_url) {}
    JsonFeedBuilder& builder() { return builder_; }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) {
        builder_.begin_object();
        return true;
    }
    bool on_object_end(std::size_t, json::error_code&) {
        builder_.end();
        return true;
    }
    bool on_array_begin(json::error_code&) {
        builder_.begin_array();
        return true;
    }
    bool on_array_end(std::size_t, json::error_code&) {
        builder_.end();
        return true;
    }
    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        if (builder_.wants_key()) collect(part, FieldCaps::name);
        return true;
    }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        if (builder_.wants_key()) builder_.key(collected(part, FieldCaps::name));
        text_.clear();
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        if (builder_.wants_value()) collect(part, most_text);
        return true;
    }
    bool on_string(json::string_view part, std::size_t, json::error_code&) { return scalar(JsonScalar::string, part); }
    bool on_number_part(json::string_view part, json::error_code&) {
        if (builder_.wants_value()) collect(part, FieldCaps::name);
        return true;
    }
    bool on_int64(std::int64_t, json::string_view part, json::error_code&) { return scalar(JsonScalar::number, part); }
    bool on_uint64(std::uint64_t, json::string_view part, json::error_code&) {
        return scalar(JsonScalar::number, part);
    }
    bool on_double(double, json::string_view part, json::error_code&) { return scalar(JsonScalar::number, part); }
    bool on_bool(bool value, json::error_code&) { return scalar(JsonScalar::boolean, value ? "true" : "false"); }
    bool on_null(json::error_code&) { return scalar(JsonScalar::null, {}); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

  private:
    static constexpr std::size_t most_text = FieldCaps::text + 4;  // one character more than is kept

    void collect(json::string_view part, std::size_t cap) {
        if (text_.size() < cap) text_.append(part.data(), part.size());
    }
    std::string_view collected(json::string_view part, std::size_t cap) {
        if (text_.empty()) return {part.data(), part.size()};
        collect(part, cap);
        return text_;
    }
    bool scalar(JsonScalar kind, json::string_view part) {
        if (builder_.wants_value()) builder_.value(kind, collected(part, most_text));
        text_.clear();
        return true;
    }

    JsonFeedBuilder builder_;
    std::string text_;  ///< what came before the last piece
};

ParseFailure failure_of(json::error_code const& error) {
    if (error == json::error::too_deep)
        return {ParseFailure::Kind::too_complex, "the JSON is nested more than 64 levels deep"};
    if (error == json::error::incomplete) return {ParseFailure::Kind::malformed, "the JSON ends in the middle"};
    return {ParseFailure::Kind::malformed, "not valid JSON: " + error.message()};
}

struct Outcome {
    boost::system::result<Feed, ParseFailure> feed;
    bool repairable = false;
};

Outcome read(std::string_view text, std::string const& base_url) {
    json::parse_options options;
    options.max_depth = deepest;
    options.allow_trailing_commas = true;
    json::basic_parser<Events> parser(options, text.size(), base_url);
    json::error_code error;
    parser.write_some(false, text.data(), text.size(), error);  // what follows the document is ignored (B-11)
    bool const complete = !error;
    auto feed = std::move(parser.handler().builder()).finish(complete, failure_of(error));
    return {std::move(feed), !complete && error != json::error::incomplete && error != json::error::too_deep};
}

}  // namespace

boost::system::result<Feed, ParseFailure> read_json_feed(std::string_view utf8, std::string const& base_url) {
    if (utf8.starts_with("\xEF\xBB\xBF")) utf8.remove_prefix(3);
    utf8 = trim(utf8);
    if (utf8.empty()) return ParseFailure{ParseFailure::Kind::empty, "the document is empty"};
    auto first = read(utf8, base_url);
    if (!first.repairable) return std::move(first.feed);

    // Only one reading at a time is held in memory.
    auto const items = first.feed ? first.feed->items.size() : 0;
    first.feed = ParseFailure{};
    auto second = read(repair_json(utf8), base_url).feed;
    if (!second || second->items.size() < items) return read(utf8, base_url).feed;
    second->repaired = true;
    return second;
}

}  // namespace feedherald::parse
