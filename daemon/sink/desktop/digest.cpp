// SPDX-License-Identifier: MIT
#include "sink/desktop/digest.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "sink/headline.hpp"

#include <algorithm>

namespace feedherald::sink::desktop {

namespace {

constexpr std::size_t longest_line = 80;
constexpr std::size_t most_lines = 8;  // servers cut a pop-up off, and what comes last with it
constexpr std::size_t titles_kept = most_lines;
constexpr std::size_t reports_kept = 3;

/** As many lines as fit, and how many did not. */
std::string fitted(std::vector<std::string> const& lines, std::size_t beyond) {
    std::string body;
    std::size_t length = 0;
    std::size_t shown_lines = 0;
    auto const most = lines.size() + std::min<std::size_t>(beyond, 1) > most_lines ? most_lines - 1 : lines.size();
    for (auto const& line : lines) {
        if (shown_lines == most) break;
        auto const more = count_characters(line) + 1;
        // Room for the last line, which tells of the rest.
        if (length + more > longest_body - 20) break;
        if (!body.empty()) body += '\n';
        body += line;
        length += more;
        ++shown_lines;
    }
    auto const rest = lines.size() - shown_lines + beyond;
    if (rest > 0) body += (body.empty() ? "" : "\n") + ("and " + std::to_string(rest) + " more");
    return body;
}

}  // namespace

void Digest::add(Delivery const& delivery) {
    auto const& alert = delivery.alert;
    deliveries_.push_back(delivery.id);
    auto found = std::find_if(groups_.begin(), groups_.end(), [&](Group const& group) {
        return group.feed == alert.feed && (alert.feed.value() != 0 || group.title == shown(alert.feed_title));
    });
    if (found == groups_.end())
        found = groups_.insert(groups_.end(), Group{alert.feed,
                                                    cut(shown(alert.feed_title), longest_line),
                                                    alert.feed_home_page_url,
                                                    Urgency::low,
                                                    0,
                                                    {},
                                                    {}});
    auto& group = *found;
    group.urgency = std::max(group.urgency, alert.urgency);
    auto title = cut(headline(alert), longest_line);
    if (is_about_item(alert.kind)) {
        ++group.items;
        if (group.titles.size() < titles_kept) group.titles.push_back(std::move(title));
        has_updates_ = has_updates_ || alert.kind == AlertKind::item_updated;
    } else {
        if (group.reports.size() < reports_kept) group.reports.push_back(std::move(title));
        has_reports_ = true;
    }
}

std::optional<FeedId> Digest::feed() const {
    if (groups_.size() != 1 || groups_.front().feed.value() == 0) return std::nullopt;
    return groups_.front().feed;
}

std::string Digest::link() const {
    return groups_.size() == 1 && is_http_uri(groups_.front().page) ? groups_.front().page : std::string{};
}

Urgency Digest::urgency() const {
    auto most = Urgency::low;
    for (auto const& group : groups_) most = std::max(most, group.urgency);
    return most;
}

std::string Digest::counted() const {
    auto const* what = has_reports_ ? " alert" : has_updates_ ? " post" : " new post";
    return std::to_string(size()) + what + (size() == 1 ? "" : "s");
}

std::vector<std::string> Digest::lines() const {
    std::vector<Group const*> order;
    for (auto const& group : groups_) order.push_back(&group);
    std::stable_sort(order.begin(), order.end(),
                     [](Group const* a, Group const* b) { return a->urgency > b->urgency; });
    std::vector<std::string> found;
    for (auto const* group : order) {
        found.insert(found.end(), group->reports.begin(), group->reports.end());
        auto const name = group->title.empty() ? "Untitled" : group->title;
        if (group->items == 1)
            found.push_back(cut(name + ": " + group->titles.front(), longest_line));
        else if (group->items > 1)
            found.push_back(name + ": " + std::to_string(group->items) + " posts");
    }
    return found;
}

PopupText Digest::text(bool markup) const {
    std::string summary = counted();
    std::string body;
    if (groups_.size() == 1) {
        auto const& group = groups_.front();
        if (!group.title.empty()) summary += " in " + group.title;
        auto titles = group.reports;
        titles.insert(titles.end(), group.titles.begin(), group.titles.end());
        body = fitted(titles, size() - titles.size());
    } else {
        summary += " in " + std::to_string(groups_.size()) + " feeds";
        body = fitted(lines(), 0);
    }
    return {cut(summary, longest_summary), markup ? escape_markup(body) : body};
}

}  // namespace feedherald::sink::desktop
