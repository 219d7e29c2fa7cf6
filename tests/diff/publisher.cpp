// SPDX-License-Identifier: MIT
#include "diff/publisher.hpp"

#include <algorithm>

namespace feedherald::diff {

namespace {
constexpr int archive_of_posts = 40;
constexpr int most_renames = 3;
}  // namespace

Publisher::Publisher(Style style, unsigned seed, Instant now) : style_(style), random_(seed), window_(style.window) {
    for (int n = 0; n < archive_of_posts; ++n)
        posts_.push_back({n, "Post " + std::to_string(n), 0, now - (archive_of_posts - n) * 7h});
    first_after_ = archive_of_posts;
}

std::vector<Item> Publisher::serve(Instant now) {
    story_.clear();
    if (!shown_.empty()) happen(now);

    Snapshot document = snapshot();
    // A reader that never saw the edit could not know the post again after the next rename.
    auto const must_be_seen = story_.find("rename") != std::string::npos || story_.find("edit") != std::string::npos;
    was_stirred_ = !shown_.empty() && !must_be_seen && stir(document);
    if (!was_stirred_) archive_.push_back(document);
    if (style_.naming == Naming::random_id)
        for (auto& item : document.items) item.id = "made-" + std::to_string(++made_ids_);

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
        if (chance(10) && (has_links || style_.dated)) {
            window_ = 2 + draw(style_.dated ? archive_of_posts : style_.window - 1);
            story_ += "window " + std::to_string(window_) + "; ";
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
        auto const in_series = style_.dated && style_.naming == Naming::tag && number % 5 == 0;
        posts_.push_back({number, in_series ? "Open thread" : "Post " + std::to_string(number), 0,
                          now - std::chrono::minutes(count - n) - std::chrono::seconds(draw(30))});
        story_ += "publish " + std::to_string(number) + "; ";
    }
}

void Publisher::edit() {
    auto& post = posts_[posts_.size() - 1 - static_cast<std::size_t>(draw(std::min(window_, 5)))];
    // Of an item the version before the last is remembered, not the one before that.
    if (++post.edition > 1) archive_.clear();
    auto const by_title_only = style_.naming == Naming::id_only && !style_.dated;
    if (chance(50) && !by_title_only && style_.naming != Naming::shared_id) post.title += " (edited)";
    story_ += "edit " + std::to_string(post.number) + "; ";
}

void Publisher::rename_all() {
    ++renames_;
    switch (draw(3)) {
        case 0:
            https_ = !https_;
            story_ += "rename: http or https; ";
            break;
        case 1:
            host_ = host_ == "old.example" ? "www.new.example" : "old.example";
            story_ += "rename: domain; ";
            break;
        default:
            ++scheme_;
            story_ += "rename: scheme; ";
    }
}

Item Publisher::render(Post const& post) const {
    auto const number = std::to_string(post.number);
    auto const link = (https_ ? "https://" : "http://") + host_ + "/posts/" + number;
    Item made;
    made.title = post.title;
    made.content_html = "<p>" + number + " edition " + std::to_string(post.edition) + "</p>";
    if (style_.dated) made.published = post.published;
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
    if (document.items.size() > 1 && chance(10)) {
        auto const at = static_cast<std::size_t>(draw(static_cast<int>(document.items.size())));
        document.items.push_back(document.items[at]);
        document.numbers.push_back(document.numbers[at]);
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
