// SPDX-License-Identifier: MIT
#include "parse/opml.hpp"

#include "base/text.hpp"
#include "parse/charset.hpp"
#include "parse/html_text.hpp"
#include "parse/json_text.hpp"
#include "parse/repair.hpp"
#include "parse/xml_reader.hpp"

#include <algorithm>
#include <map>
#include <span>
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

/** The shortest outline of a feed, kept, is so many times as large at most: no honest list is cut short. */
constexpr std::size_t entry_growth = 8;

class OutlineReader : public XmlHandler {
  public:
    explicit OutlineReader(std::size_t document_size)
        : feed_budget_(entry_growth * document_size + budget_floor), tag_budget_(document_size + budget_floor) {}

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
    add({std::move(url), std::move(title), link(attributes, "htmlUrl"), {}, 0}, categories);
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
    } else {
        ++feeds_[place->second].repeats;
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

/** As the reader of titles gives it back: one that looks like HTML is written as HTML. */
std::string as_title(std::string_view text) {
    if (title_of_rss(text) == text) return std::string(text);
    std::string html;
    append_escaped(html, text);
    return html;
}

bool is_category(std::string_view tag) {
    return tag.find(',') == std::string_view::npos && !tag.starts_with('/') && trim(tag) == tag;
}

/** The folders a feed lies in: its first tag; all of them where one cannot be a category. */
std::span<std::string const> folders_of(OpmlFeed const& feed) {
    auto const all = std::span(feed.tags);
    bool const are_categories = std::ranges::all_of(all.subspan(std::min<std::size_t>(1, all.size())), is_category);
    return are_categories ? all.first(std::min<std::size_t>(1, all.size())) : all;
}

void append_feed(std::string& out, std::string_view indent, OpmlFeed const& feed) {
    std::string categories;
    for (auto const& tag : feed.tags)
        if (is_category(tag)) categories.append(categories.empty() ? "" : ",").append(as_title(tag));
    out.append(indent).append("<outline type=\"rss\"");
    append_attribute(out, "text", feed.title.empty() ? feed.url : as_title(feed.title));
    append_attribute(out, "title", as_title(feed.title));
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
    Deadline const deadline{limits.cpu};
    auto const repaired = repair(document.text.substr(root), limits, deadline);
    if (repaired.is_out_of_time) return ParseFailure{ParseFailure::Kind::too_complex, "it takes too long to parse"};
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
    std::vector<std::span<std::string const>> folders;
    std::map<std::vector<std::string_view>, std::vector<OpmlFeed const*>> inside;
    for (auto const& feed : feeds) {
        auto const path = folders_of(feed);
        auto& those = inside[{path.begin(), path.end()}];
        if (those.empty()) folders.push_back(path);
        those.push_back(&feed);
    }
    std::ranges::stable_sort(folders, {}, [](auto const& path) { return !path.empty(); });  // without a folder first
    for (auto const& path : folders) {
        std::string indent = "    ";
        for (auto const& folder : path) {
            out += indent + "<outline";
            append_attribute(out, "text", as_title(folder));
            append_attribute(out, "title", as_title(folder));
            out += ">\n";
            indent += "  ";
        }
        for (auto const* const feed : inside[{path.begin(), path.end()}]) append_feed(out, indent, *feed);
        for (std::size_t depth = path.size(); depth-- > 0;) out += std::string(4 + 2 * depth, ' ') + "</outline>\n";
    }
    return out += "  </body>\n</opml>\n";
}

}  // namespace feedherald::parse
