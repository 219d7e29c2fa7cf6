// SPDX-License-Identifier: MIT
// Relative links (B-22): the xml:base chain, else the channel's link or Atom's self, else where the feed was fetched.
#include "base/text.hpp"
#include "base/uri.hpp"
#include "parse/feed_reader.hpp"
#include "parse/html_links.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

bool has_scheme(std::string_view text) {
    auto const colon = text.find(':');
    if (colon == std::string_view::npos || colon == 0) return false;
    auto const scheme = text.substr(0, colon);
    auto const is_letter = [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
    if (!is_letter(scheme.front())) return false;
    for (char const c : scheme)
        if (!is_letter(c) && !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.') return false;
    return true;
}

/** What resolution would have to change. */
constexpr auto unclean = [] {
    std::array<bool, 256> is{};
    for (std::size_t c = 0; c < is.size(); ++c) is[c] = c <= ' ' || c >= 0x7F;
    for (char const c : std::string_view{"\"<>\\^`{|}"}) is[static_cast<unsigned char>(c)] = true;
    return is;
}();

bool is_clean(std::string_view text) {
    return std::ranges::none_of(text, [](char c) { return unclean[static_cast<unsigned char>(c)]; });
}

/** A host that needs no closer look: what nearly all are. */
bool has_plain_host(std::string_view link) {
    auto const host = link.substr(link.find("//") + 2);
    auto const end = std::min(host.find_first_of("/?#"), host.size());
    auto const is_plain = [](char c) {
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '.' || c == '-';
    };
    return end > 0 && std::ranges::all_of(host.substr(0, end), is_plain);
}

bool is_absolute(std::string_view link) {
    return has_scheme(link) && (!is_absolute_http(link) || has_plain_host(link) || is_http_uri(link));
}

/** What stays relative is no link, but it still tells its item from the others. */
template <class Finish>
void finish_item_link(Item& item, Finish const& finish) {
    auto const given = item.url;
    finish(item.url);
    if (is_absolute(item.url)) return;
    item.url.clear();
    if (item.id.empty()) item.id = folded(given);
}

}  // namespace

bool is_absolute_http(std::string_view text) {
    auto const start = text.substr(0, 8);
    return equals_ignoring_ascii_case(start, "https://") || equals_ignoring_ascii_case(start.substr(0, 7), "http://");
}

std::string FeedReader::address(std::string_view reference) {
    reference = trim(reference);
    if (reference.empty() || reference.size() > FieldCaps::link) return {};
    if (is_absolute_http(reference) && is_clean(reference)) return std::string{reference};
    if (leads_nowhere(reference)) return {};
    if (!has_scheme(reference) && (bases_.empty() || !has_scheme(bases_.back()))) return std::string{reference};
    return absolute_(bases_.empty() ? std::string_view{} : std::string_view{bases_.back()}, reference).value_or("");
}

void FeedReader::push_base(std::string_view reference) {
    auto const& outermost = base_url_.empty() ? channel_.self.value() : base_url_;
    auto const& outer = bases_.empty() ? outermost : bases_.back();
    if (reference.size() > LinkResolver::longest_base) reference = {};
    auto resolved = resolve_uri(outer, reference);
    if (resolved && resolved->size() > LinkResolver::longest_base) resolved = outer;
    // What has nothing to be relative to yet waits for the feed's own address.
    bases_.push_back(resolved ? *std::move(resolved) : std::string{has_scheme(outer) ? outer : reference});
}

/** The feed has said where it is: what its xml:base chain is relative to when it came without an address (B-22). */
void FeedReader::anchor_bases() {
    if (bases_.empty() || has_scheme(bases_.front())) return;
    std::string_view outer = channel_.self.value();
    for (auto& base : bases_) {
        if (auto resolved = resolve_uri(outer, base); resolved && resolved->size() <= LinkResolver::longest_base)
            base = *std::move(resolved);
        else
            base = outer;
        outer = base;
    }
}

/** An element inside a field, which may have a base of its own. */
void FeedReader::open_markup(XmlName const& name, XmlAttributes const& attributes) {
    auto const base =
        text_kind_ == TextKind::xhtml && attributes.size() > 0 ? attributes.find("base", "xml") : std::nullopt;
    if (base) {
        push_base(*base);
        inner_bases_.push_back(field_text_.depth() + 1);
    }
    if (inner_bases_.empty()) return field_text_.open(name, attributes);
    LinkBase const inner{bases_.back(), absolute_};
    field_text_.open(name, attributes, &inner);
}

bool FeedReader::close_markup(XmlName const& name) {
    if (!field_text_.close(name)) return false;
    if (!inner_bases_.empty() && field_text_.depth() < inner_bases_.back()) {
        inner_bases_.pop_back();
        bases_.pop_back();
    }
    return true;
}

void FeedReader::resolve_leftovers() {
    std::string base = base_url_;
    auto const prefer = [&](std::string& known) {
        if (!known.empty() && !has_scheme(known)) known = absolute_(base, known).value_or("");
        if (is_absolute_http(known) && known.size() <= LinkResolver::longest_base) base = known;
    };
    prefer(feed_.feed_url);
    if (feed_.dialect != Dialect::atom || !is_absolute_http(base)) prefer(feed_.home_page_url);
    auto const finish = [&](std::string& link) {
        if (!link.empty() && !has_scheme(link)) link = absolute_(base, link).value_or("");
    };
    finish(feed_.home_page_url);
    finish(feed_.icon);
    finish(feed_.favicon);
    finish(feed_.new_feed_url);
    finish(feed_.previous_page);
    for (auto& hub : feed_.hubs) finish(hub);
    std::erase(feed_.hubs, std::string{});
    for (auto& author : feed_.authors) finish(author.url);
    for (auto& item : feed_.items) {
        if (!item.url.empty() && !is_absolute(item.url)) finish_item_link(item, finish);
        finish(item.image);
        for (auto& author : item.authors) finish(author.url);
        for (auto& attachment : item.attachments) finish(attachment.url);
        std::erase_if(item.attachments, [](Attachment const& attachment) { return attachment.url.empty(); });
    }
    for (auto const index : open_links_) {
        auto& content = feed_.items[index].content_html;
        if (auto html = with_absolute_links(content, base, absolute_)) content = *std::move(html);
    }
}

}  // namespace feedherald::parse
