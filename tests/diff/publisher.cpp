// SPDX-License-Identifier: MIT
#include "diff/publisher.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::diff {

namespace {
constexpr int archive_of_posts = 40;
constexpr int most_renames = 3;
}  // namespace

Publisher::Publisher(Style style, unsigned seed, Instant now)
    : style_(style), random_(seed), window_(style.window), now_(now) {
    for (int n = 0; n < archive_of_posts; ++n)
        posts_.push_back({n, "Post " + std::to_string(n), 0, now - (archive_of_posts - n) * 7h});
    first_after_ = archive_of_posts;
}

std::vector<Item> Publisher::serve(Instant now) {
    story_.clear();
    now_ = now;
    if (style_.begins_empty && std::exchange(style_.begins_empty, false)) return {};
    if (!shown_.empty()) happen(now);

    Snapshot document = snapshot();
    // A reader that never saw the edit could not know the post again after the next rename.
    auto const must_be_seen = story_.find("rename") != std::string::npos || story_.find("edit") != std::string::npos;
    was_stirred_ = !shown_.empty() && !must_be_seen && stir(document);
    if (!was_stirred_) archive_.push_back(document);
    if (style_.naming == Naming::random_id)
        for (auto& item : document.items) item.id = "made-" + std::to_string(++made_ids_);
    if (style_.noisy_links)
        for (auto& item : document.items) make_noise(item);

    really_new_.clear();
    for (std::size_t i = 0; i < document.items.size(); ++i) {
        auto const number = document.numbers[i];
        auto const is_shown_first = shown_.insert(number).second;
        if (is_shown_first && number >= first_after_) really_new_.push_back(document.items[i].title);
    }
    std::sort(really_new_.begin(), really_new_.end());
    return document.items;
}

/** Nobody could tell a post that is edited and renamed at once from a new one, nor find renamed titles among new ones:
 *  what happens together leaves a careful reader a chance. */
void Publisher::happen(Instant now) {
    auto const has_links = style_.naming != Naming::id_only;
    auto const is_plain_sight = !was_stirred_ && all_shown();
    if (renames_ < most_renames && chance(6) && (has_links || is_plain_sight)) {
        if (has_links) publish(chance(40) ? 1 + draw(2) : 0, now);
        rename_all();
    } else if (chance(25) && is_plain_sight) {
        if (style_.naming != Naming::random_id) publish(chance(40) ? 1 : 0, now);
        edit();
    } else {
        publish(chance(40) ? 1 + draw(2) : 0, now);
        // Without links and dates a title is all that finds a renamed post again, and only in a document full of them.
        if (chance(10) && (has_links || is_dated()) && style_.naming != Naming::constant_id) {
            window_ = std::max(style_.dates == Dates::of_the_fetch ? 3 : 2,
                               2 + draw(is_dated() ? archive_of_posts : style_.window - 1));
            story_ += "window " + std::to_string(window_) + "; ";
        }
        if (chance(4) && has_links && is_dated()) {
            zone_ += std::chrono::hours(1 - 2 * draw(2));
            story_ += "another zone; ";
        }
    }
}

bool Publisher::all_shown() const {
    auto const numbers = snapshot().numbers;
    return std::all_of(numbers.begin(), numbers.end(), [&](int number) { return shown_.contains(number); });
}

void Publisher::publish(int count, Instant now) {
    for (int n = 0; n < count; ++n) {
        auto const number = static_cast<int>(posts_.size());
        auto const in_series = is_dated() && style_.naming == Naming::tag && number % 5 == 0;
        posts_.push_back({number, in_series ? "Open thread" : "Post " + std::to_string(number), 0,
                          now - std::chrono::minutes(count - n) - std::chrono::seconds(draw(30))});
        story_ += "publish " + std::to_string(number) + "; ";
    }
}

void Publisher::edit() {
    auto& post = posts_[posts_.size() - 1 - static_cast<std::size_t>(draw(std::min(window_, 5)))];
    // Of an item the version before the last is remembered, not the one before that.
    if (++post.edition > 1) archive_.clear();
    auto const by_title_only = style_.naming == Naming::id_only && !is_dated();
    // A link that is an id and is spelt anew at each fetch leaves a title to tell an edit from a post by.
    auto const loses_its_id = style_.noisy_links && style_.naming == Naming::permalink;
    if (chance(50) && !by_title_only && !loses_its_id && style_.naming != Naming::shared_id) post.title += " (edited)";
    story_ += "edit " + std::to_string(post.number) + "; ";
}

void Publisher::rename_all() {
    ++renames_;
    // An id that is the only one and changes as well says nothing at all.
    switch (draw(style_.naming == Naming::constant_id ? 2 : 3)) {
        case 0:
            https_ = !https_;
            story_ += "rename: http or https; ";
            break;
        case 1:
            host_ = draw(2) == 0 ? "www." + host_ : host_ == "old.example" ? "www.new.example" : "old.example";
            story_ += "rename: host " + host_ + "; ";
            break;
        default:
            ++scheme_;
            story_ += "rename: scheme; ";
    }
}

std::string Publisher::link_of(Post const& post) const {
    return (https_ ? "https://" : "http://") + host_ + "/posts/" + std::to_string(post.number);
}

void Publisher::make_noise(Item& made) {
    if (made.url.empty()) return;
    auto const is_permalink = made.id == made.url;
    if (chance(50)) made.url += "/";
    if (chance(50)) made.url += "?utm_source=rss&utm_campaign=" + std::to_string(draw(1000));
    if (chance(30)) made.url.replace(made.url.find("example"), 7, "EXAMPLE");
    if (is_permalink) made.id = made.url;
}

Item Publisher::render(Post const& post) const {
    auto const number = std::to_string(post.number);
    auto const link = link_of(post);
    Item made;
    made.title = post.title;
    made.content_html = "<p>" + number + " edition " + std::to_string(post.edition) + "</p>";
    auto const told = post.published + zone_;
    if (style_.dates == Dates::instants) made.published = told;
    if (style_.dates == Dates::days) made.published = std::chrono::floor<std::chrono::days>(told);
    if (style_.dates == Dates::of_the_fetch) made.published = now_;
    if (style_.naming != Naming::id_only) made.url = link;
    switch (style_.naming) {
        case Naming::tag:
        case Naming::id_only:
            made.id = "scheme" + std::to_string(scheme_) + ":" + number;
            break;
        case Naming::permalink:
            made.id = link + (scheme_ == 0 ? "" : "?scheme=" + std::to_string(scheme_));
            break;
        case Naming::shared_id:
            made.id = "http://" + host_ + "/feed" + std::to_string(scheme_);
            break;
        case Naming::constant_id:
            made.id = "the one" + std::to_string(scheme_);
            break;
        case Naming::link_only:
        case Naming::random_id:
            break;
    }
    return made;
}

Publisher::Snapshot Publisher::snapshot() const {
    Snapshot document;
    auto const count = std::min(posts_.size(), static_cast<std::size_t>(window_));
    for (std::size_t i = 0; i < count; ++i) {
        auto const& post = posts_[posts_.size() - 1 - i];
        document.items.push_back(render(post));
        document.numbers.push_back(post.number);
    }
    if (style_.newest_first) return document;
    std::reverse(document.items.begin(), document.items.end());
    std::reverse(document.numbers.begin(), document.numbers.end());
    return document;
}

bool Publisher::stir(Snapshot& document) {
    auto const told = story_.size();
    if (chance(12) && !archive_.empty()) {
        document = archive_[static_cast<std::size_t>(draw(static_cast<int>(archive_.size())))];
        story_ += "stale copy; ";
    } else if (chance(5)) {
        document = {};
        story_ += "empty; ";
    }
    if (chance(8)) {  // a member of the cluster that has not heard of https, or still believes in it
        https_ = !https_;
        if (story_.size() == told) document = snapshot();
        https_ = !https_;
        story_ += "the other scheme once; ";
    }
    if (document.items.size() > 1 && chance(10)) {
        auto const at = static_cast<std::size_t>(draw(static_cast<int>(document.items.size())));
        document.items.push_back(document.items[at]);
        document.numbers.push_back(document.numbers[at]);
        auto& twin = document.items.back();
        auto const told_apart = !twin.id.empty() && !twin.url.empty() && style_.naming != Naming::shared_id;
        if (told_apart && chance(50)) twin.id += " again";
        story_ += "duplicate; ";
    }
    if (chance(15)) {
        for (auto i = document.items.size(); i > 1; --i) {
            auto const j = static_cast<std::size_t>(draw(static_cast<int>(i)));
            std::swap(document.items[i - 1], document.items[j]);
            std::swap(document.numbers[i - 1], document.numbers[j]);
        }
        story_ += "shuffled; ";
    }
    return story_.size() != told;
}

}  // namespace feedherald::diff
