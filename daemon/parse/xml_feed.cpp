// SPDX-License-Identifier: MIT
#include "parse/xml_feed.hpp"

#include "parse/feed_reader.hpp"
#include "parse/repair.hpp"
#include "parse/transcode.hpp"
#include "parse/xml_reader.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>
#include <utility>

namespace feedherald::parse {

namespace {

using Result = boost::system::result<Feed, ParseFailure>;

ParseFailure out_of_time() {
    return {ParseFailure::Kind::too_complex, "it takes too long to parse"};
}

Result finished(FeedReader& reader) {
    auto feed = reader.finish();
    if (reader.is_out_of_time()) return out_of_time();  // a link that was left out would make another item of it
    return feed;
}

/** Items that were read before a limit ended the parse are good; what follows them is not known. */
Result stopped(FeedReader& reader, XmlOutcome const& outcome) {
    if (outcome.kind == XmlOutcome::Kind::out_of_time || !reader.has_root())
        return ParseFailure{ParseFailure::Kind::too_complex, std::string{outcome.reason}};
    auto feed = finished(reader);
    if (!feed) return feed;
    if (feed->items.empty()) return ParseFailure{ParseFailure::Kind::too_complex, std::string{outcome.reason}};
    feed->truncated = true;
    return feed;
}

/** "&#150;": windows-1252 to whoever wrote it, a control character to libxml2 (B-07). */
bool has_c1_reference(std::string_view text) {
    for (auto at = text.find('#'); at != std::string_view::npos; at = text.find('#', at)) {  // rarer than '&'
        ++at;
        if (at < 2 || text[at - 2] != '&') continue;
        bool const is_hex = at < text.size() && (text[at] | 0x20) == 'x';
        auto const first = std::min(text.find_first_not_of('0', is_hex ? at + 1 : at), text.size());
        unsigned number = 0;
        auto const* const end = text.data() + std::min(first + 4, text.size());
        std::from_chars(text.data() + first, end, number, is_hex ? 16 : 10);
        if (number >= 0x80 && number <= 0x9F) return true;
    }
    return false;
}

/** Nothing where the text is not well-formed, or not what was meant, or so deep that unclosed tags are the likely
 * reason. */
std::optional<Result> read_strictly(std::string_view text, std::string const& base_url, Limits const& limits,
                                    Deadline const& deadline) {
    if (has_oversized_tag(text, limits) || has_c1_reference(text)) return std::nullopt;
    FeedReader reader{base_url, text.size(), limits, deadline};
    XmlReader xml{text, XmlMode::strict, reader, limits, deadline};
    auto const outcome = xml.run();
    if (reader.needs_repair()) return std::nullopt;
    if (outcome.kind == XmlOutcome::Kind::complete) return finished(reader);
    if (outcome.kind == XmlOutcome::Kind::out_of_time) return stopped(reader, outcome);
    return std::nullopt;
}

}  // namespace

Result read_xml_feed(Decoded document, std::size_t root, std::string const& base_url, Limits const& limits,
                     Deadline const& deadline) {
    auto text = document.text.substr(root);
    if (!document.has_controls)
        if (auto feed = read_strictly(text, base_url, limits, deadline)) return *std::move(feed);

    // Memory for one document is bounded: no copy of the text outlives its use.
    if (auto named = document.has_controls ? without_c1_controls(text) : std::nullopt) {
        document.owned = std::make_unique<std::string>(*std::move(named));
        text = *document.owned;
    }
    auto repaired = repair(text, limits, deadline);
    if (repaired.is_out_of_time) return out_of_time();
    document = Decoded{};
    FeedReader reader{base_url, repaired.text.size(), limits, deadline};
    XmlReader xml{repaired.text, XmlMode::tolerant, reader, limits, deadline};
    if (repaired.is_truncated) xml.cut_at(repaired.cut_at);
    if (xml.owns_a_copy()) repaired.text = std::string{};
    auto const outcome = xml.run();
    if (outcome.kind == XmlOutcome::Kind::too_complex || outcome.kind == XmlOutcome::Kind::out_of_time) {
        auto result = stopped(reader, outcome);
        if (result) result->repaired = true;
        return result;
    }
    if (!reader.has_root()) return ParseFailure{ParseFailure::Kind::malformed, "it ends inside its first tag"};
    auto result = finished(reader);
    if (result) result->repaired = true;
    if (result) result->truncated = repaired.is_truncated;
    return result;
}

}  // namespace feedherald::parse
