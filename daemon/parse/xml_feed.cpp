// SPDX-License-Identifier: MIT
#include "parse/xml_feed.hpp"

#include "parse/feed_reader.hpp"
#include "parse/repair.hpp"
#include "parse/xml_reader.hpp"

#include <optional>
#include <utility>

namespace feedherald::parse {

namespace {

using Result = boost::system::result<Feed, ParseFailure>;

/** Items that were read before a limit ended the parse are good; what follows them is not known. */
Result stopped(FeedReader& reader, XmlOutcome const& outcome) {
    if (outcome.kind == XmlOutcome::Kind::out_of_time || !reader.has_root())
        return ParseFailure{ParseFailure::Kind::too_complex, std::string{outcome.reason}};
    auto feed = reader.finish();
    if (feed.items.empty()) return ParseFailure{ParseFailure::Kind::too_complex, std::string{outcome.reason}};
    feed.truncated = true;
    return feed;
}

/** Nothing where the text is not well-formed, or so deep that unclosed tags are the likely reason. */
std::optional<Result> read_strictly(std::string_view text, std::string const& base_url, Limits const& limits,
                                    Deadline const& deadline) {
    if (has_oversized_tag(text, limits)) return std::nullopt;
    FeedReader reader{base_url, limits.items};
    reader.expect(text.size());
    XmlReader xml{text, XmlMode::strict, reader, limits, deadline};
    auto const outcome = xml.run();
    if (outcome.kind == XmlOutcome::Kind::complete) return reader.finish();
    if (outcome.kind == XmlOutcome::Kind::out_of_time) return stopped(reader, outcome);
    return std::nullopt;
}

}  // namespace

Result read_xml_feed(Decoded document, std::size_t root, std::string const& base_url, Limits const& limits,
                     Deadline const& deadline) {
    auto const text = document.text.substr(root);
    if (!document.has_controls)
        if (auto feed = read_strictly(text, base_url, limits, deadline)) return *std::move(feed);

    // Memory for one document is bounded: no copy of the text outlives its use.
    auto repaired = repair(text, limits);
    document = Decoded{};
    FeedReader reader{base_url, limits.items};
    reader.expect(repaired.text.size());
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
    auto feed = reader.finish();
    feed.repaired = true;
    feed.truncated = repaired.is_truncated;
    return feed;
}

}  // namespace feedherald::parse
