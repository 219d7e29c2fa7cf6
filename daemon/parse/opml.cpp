// SPDX-License-Identifier: MIT
#include "parse/opml.hpp"

#include "base/text.hpp"
#include "parse/charset.hpp"
#include "parse/html_text.hpp"
#include "parse/json_text.hpp"
#include "parse/repair.hpp"
#include "parse/xml_reader.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace feedherald::parse {

namespace {

constexpr std::size_t root_window = 64 * 1024;
constexpr std::size_t most_tags = 32;
/** Folders are written once and count for every feed in them: all that is kept stays near the document's size. */
constexpr std::size_t budget_floor = std::size_t{2} * 1024 * 1024;

std::string attribute(XmlAttributes const& attributes, std::string_view name) {
    auto const value = attributes.find(name);
    return value ? title_of_rss(cut_bytes(*value, FieldCaps::name)) : std::string{};
}

std::string link(XmlAttributes const& attributes, std::string_view name) {
    auto const value = attributes.find(name);
    return value ? json_link(*value) : std::string{};
}

class OutlineReader : public XmlHandler {
  public:
    explicit OutlineReader(std::size_t document_size)
        : feed_budget_(document_size + budget_floor), tag_budget_(document_size + budget_floor) {}

    void start(XmlName const& name, XmlAttributes const& attributes) override;
    void end(XmlName const& name) override;
    void text(std::string_view) override {}

    std::vector<OpmlFeed> take() { return std::move(feeds_); }

  private:
    void add(OpmlFeed feed, std::string_view categories);
    void add_tag(OpmlFeed& feed, std::string_view tag);

    std::vector<std::string> folders_;  ///< one for each open outline; empty for what is no folder
    std::vector<OpmlFeed> feeds_;
    std::unordered_map<std::string, std::size_t> by_url_;
    std::size_t feed_budget_;
    std::size_t tag_budget_;
};

void OutlineReader::start(XmlName const& name, XmlAttributes const& attributes) {
    if (!equals_ignoring_ascii_case(name.local(), "outline")) return;
    auto title = attribute(attributes, "title");
    if (title.empty()) title = attribute(attributes, "text");
    auto url = link(attributes, "xmlUrl");
    if (url.empty()) {
        folders_.push_back(std::move(title));
        return;
    }
    auto const categories = attributes.find("category").value_or(std::string_view{});
    add({std::move(url), std::move(title), link(attributes, "htmlUrl"), {}}, categories);
    folders_.emplace_back();
}

void OutlineReader::end(XmlName const& name) {
    if (equals_ignoring_ascii_case(name.local(), "outline") && !folders_.empty()) folders_.pop_back();
}

void OutlineReader::add(OpmlFeed feed, std::string_view categories) {
    auto [place, is_new] = by_url_.try_emplace(feed.url, feeds_.size());
    if (is_new) {
        auto const bytes = sizeof(OpmlFeed) + 3 * feed.url.size() + feed.title.size() + feed.html_url.size() + 64;
        if (bytes > feed_budget_) {
            by_url_.erase(place);
            return;
        }
        feed_budget_ -= bytes;
        feeds_.push_back(std::move(feed));
    }
    auto& kept = feeds_[place->second];
    for (auto const& folder : folders_) add_tag(kept, folder);
    while (!categories.empty()) {
        auto const comma = std::min(categories.find(','), categories.size());
        auto category = trim(categories.substr(0, comma));
        if (category.starts_with('/')) category.remove_prefix(1);
        add_tag(kept, title_of_rss(cut_bytes(category, FieldCaps::name)));
        categories.remove_prefix(std::min(comma + 1, categories.size()));
    }
}

void OutlineReader::add_tag(OpmlFeed& feed, std::string_view tag) {
    auto const bytes = sizeof(std::string) + tag.size();
    if (tag.empty() || feed.tags.size() >= most_tags || bytes > tag_budget_) return;
    if (std::ranges::find(feed.tags, tag) != feed.tags.end()) return;
    tag_budget_ -= bytes;
    feed.tags.emplace_back(tag);
}

/** Where the root element's tag begins; npos where there is none. */
std::size_t find_root(std::string_view text) {
    auto const window = text.substr(0, root_window);
    for (auto at = window.find('<'); at != std::string_view::npos; at = window.find('<', at + 1))
        if (equals_ignoring_ascii_case(window.substr(at + 1, 4), "opml")) return at;
    return std::string_view::npos;
}

void append_escaped(std::string& out, std::string_view text) {
    for (char c : json_as_given(to_valid_utf8(text), FieldCaps::link)) {
        switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\t':
            case '\n':
            case '\r':
                out += ' ';
                break;
            default:
                out += c;
                break;
        }
    }
}

void append_attribute(std::string& out, std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out.append(" ").append(name).append("=\"");
    append_escaped(out, value);
    out += '"';
}

void append_feed(std::string& out, std::string_view indent, OpmlFeed const& feed) {
    std::string categories;
    for (auto const& tag : feed.tags) {
        if (!categories.empty()) categories += ',';
        std::ranges::replace_copy(tag, std::back_inserter(categories), ',', ' ');
    }
    out.append(indent).append("<outline type=\"rss\"");
    append_attribute(out, "text", feed.title.empty() ? feed.url : feed.title);
    append_attribute(out, "title", feed.title);
    append_attribute(out, "xmlUrl", feed.url);
    append_attribute(out, "htmlUrl", feed.html_url);
    append_attribute(out, "category", categories);
    out += "/>\n";
}

}  // namespace

boost::system::result<std::vector<OpmlFeed>, ParseFailure> read_opml(std::string_view bytes, Limits const& limits) {
    auto const document = decode(bytes, {});
    if (trim(document.text).empty()) return ParseFailure{ParseFailure::Kind::empty, "the file is empty"};
    auto const root = find_root(document.text);
    if (root == std::string_view::npos) return ParseFailure{ParseFailure::Kind::not_a_feed, "not an OPML document"};

    // Exports are often not well-formed, and never large: repaired always, read once.
    auto const repaired = repair(document.text.substr(root), limits);
    Deadline const deadline{limits.cpu};
    OutlineReader reader{repaired.text.size()};
    XmlReader xml{repaired.text, XmlMode::tolerant, reader, limits, deadline};
    auto const outcome = xml.run();
    if (outcome.kind == XmlOutcome::Kind::too_complex || outcome.kind == XmlOutcome::Kind::out_of_time)
        return ParseFailure{ParseFailure::Kind::too_complex, std::string{outcome.reason}};
    return reader.take();
}

std::string write_opml(std::string_view title, std::vector<OpmlFeed> const& feeds) {
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>";
    append_escaped(out, title);
    out += "</title>\n  </head>\n  <body>\n";
    std::vector<std::string_view> folders;
    for (auto const& feed : feeds) {
        if (feed.tags.empty())
            append_feed(out, "    ", feed);
        else if (std::ranges::find(folders, feed.tags.front()) == folders.end())
            folders.push_back(feed.tags.front());
    }
    for (auto const folder : folders) {
        out += "    <outline";
        append_attribute(out, "text", folder);
        append_attribute(out, "title", folder);
        out += ">\n";
        for (auto const& feed : feeds)
            if (!feed.tags.empty() && feed.tags.front() == folder) append_feed(out, "      ", feed);
        out += "    </outline>\n";
    }
    return out += "  </body>\n</opml>\n";
}

}  // namespace feedherald::parse
