// SPDX-License-Identifier: MIT
#include "parse/print_feed.hpp"

#include "base/dates.hpp"

#include <array>
#include <utility>

namespace feedherald::parse {

namespace {

class Printer {
  public:
    explicit Printer(Feed const& feed);
    std::string take() { return std::move(out_); }

  private:
    void line(std::string_view name, std::string_view value);
    void line(std::string_view name, std::optional<Instant> value) {
        if (value) line(name, to_rfc3339(*value));
    }
    void flag(std::string_view name, bool value) {
        if (value) line(name, "yes");
    }
    void authors(std::vector<Author> const& authors);
    void hints(PollHints const& hints);
    void item(Item const& item);

    std::string out_;
    std::string indent_;
};

Printer::Printer(Feed const& feed) {
    constexpr std::array dialects{"rss", "rdf", "atom", "json", "cdf"};
    line("dialect", dialects.at(static_cast<std::size_t>(feed.dialect)));
    line("title", feed.title);
    line("home_page_url", feed.home_page_url);
    line("feed_url", feed.feed_url);
    line("description", feed.description);
    line("icon", feed.icon);
    line("favicon", feed.favicon);
    line("language", feed.language);
    line("id", feed.id);
    authors(feed.authors);
    for (auto const& hub : feed.hubs) line("hub", hub);
    line("previous_page", feed.previous_page);
    line("new_feed_url", feed.new_feed_url);
    hints(feed.hints);
    flag("expired", feed.expired);
    flag("truncated", feed.truncated);
    flag("repaired", feed.repaired);
    for (auto const& each : feed.items) item(each);
}

/** Line feeds, tabs and backslashes are escaped, so that one field is one line. */
void Printer::line(std::string_view name, std::string_view value) {
    if (value.empty()) return;
    out_ += indent_;
    out_ += name;
    out_ += ": ";
    for (char c : value) {
        if (c == '\n')
            out_ += "\\n";
        else if (c == '\t')
            out_ += "\\t";
        else if (c == '\r')
            out_ += "\\r";
        else if (c == '\\')
            out_ += "\\\\";
        else
            out_ += c;
    }
    out_ += '\n';
}

void Printer::authors(std::vector<Author> const& authors) {
    for (auto const& author : authors) line("author", author.name + " | " + author.url + " | " + author.avatar);
}

void Printer::hints(PollHints const& hints) {
    if (hints.ttl) line("ttl", std::to_string(hints.ttl->count()) + " min");
    if (hints.skip_hours.any()) line("skip_hours", hints.skip_hours.to_string());
    if (hints.skip_days.any()) line("skip_days", hints.skip_days.to_string());
    if (hints.update_period) line("update_period", std::to_string(hints.update_period->count()) + " s");
    flag("update_period_is_hourly_once", hints.update_period_is_hourly_once);
}

void Printer::item(Item const& item) {
    out_ += "item\n";
    indent_ = "    ";
    line("id", item.id);
    line("url", item.url);
    line("external_url", item.external_url);
    line("title", item.title);
    line("content_html", item.content_html);
    line("content_text", item.content_text);
    line("summary", item.summary);
    line("image", item.image);
    line("banner_image", item.banner_image);
    line("language", item.language);
    line("published", item.published);
    line("modified", item.modified);
    authors(item.authors);
    for (auto const& tag : item.tags) line("tag", tag);
    for (auto const& a : item.attachments) {
        auto text = a.url + " | " + a.mime_type + " | " + a.title + " | ";
        if (a.size_in_bytes) text += std::to_string(*a.size_in_bytes) + " bytes";
        if (a.duration_in_seconds) text += " " + std::to_string(*a.duration_in_seconds) + " s";
        line("attachment", text);
    }
    indent_.clear();
}

}  // namespace

std::string print_feed(Feed const& feed) {
    return Printer(feed).take();
}

}  // namespace feedherald::parse
