// SPDX-License-Identifier: MIT
#include "parse/read.hpp"

#include "base/text.hpp"
#include "parse/charset.hpp"
#include "parse/json_feed.hpp"
#include "parse/sniff.hpp"
#include "parse/xml_feed.hpp"

#include <utility>

namespace feedherald::parse {

namespace {

ParseFailure failure_of(Shape const& shape) {
    switch (shape.kind) {
        case Shape::Kind::empty:
            return {ParseFailure::Kind::empty, "the document is empty"};
        case Shape::Kind::html:
            return {ParseFailure::Kind::html, "an HTML page, not a feed"};
        default:
            break;
    }
    if (shape.has_oversized_doctype)
        return {ParseFailure::Kind::too_complex, "its document type declaration does not end within 64 KiB"};
    if (shape.other_root.empty()) return {ParseFailure::Kind::not_a_feed, "neither XML nor JSON, so not a feed"};
    return {ParseFailure::Kind::not_a_feed, "not a feed: its first element is <" + shape.other_root + ">"};
}

}  // namespace

boost::system::result<Feed, ParseFailure> read_feed(Source const& source) {
    if (auto const kind = binary_kind(source.bytes))
        return ParseFailure{ParseFailure::Kind::binary, std::string{*kind} + ", not a feed"};
    Deadline const deadline{Limits{}.cpu};
    auto decoded = decode(source.bytes, source.content_type);
    auto const shape = sniff(decoded.text);
    if (shape.kind == Shape::Kind::json) return read_json_feed(decoded.text, source.base_url);
    if (shape.kind != Shape::Kind::xml) return failure_of(shape);
    return read_xml_feed(std::move(decoded), shape.root, source.base_url, Limits{}, deadline);
}

Reading read(Fetched const& fetched) {
    auto const* document = std::get_if<Document>(&fetched);
    if (document == nullptr) return NothingNew{};
    Source const source{document->body, document->answer.content_type, document->answer.url};
    auto feed = read_feed(source);
    if (!feed) return std::move(feed).error();
    if (!document->complete) feed->truncated = true;
    return *std::move(feed);
}

}  // namespace feedherald::parse
