// SPDX-License-Identifier: MIT
#include "sink/desktop/popups.hpp"

#include <algorithm>

namespace feedherald::sink::desktop {

namespace {

// Some servers never say that a pop-up has gone; what was shown days ago is not acted on any more.
constexpr std::size_t remembered = 200;

}  // namespace

void Popups::set_limit(std::size_t most, bool forever) {
    most_ = most;
    forever_ = forever;
}

std::size_t Popups::room(Moment now) const {
    auto const seen = std::count_if(shown_.begin(), shown_.end(), [&](auto const& entry) {
        return forever_ || entry.second.since + pace_.eye > now;
    });
    return most_ - std::min(most_, static_cast<std::size_t>(seen));
}

void Popups::add(std::uint32_t id, Popup popup, Moment now) {
    if (shown_.size() >= remembered)
        shown_.erase(std::min_element(shown_.begin(), shown_.end(),
                                      [](auto const& a, auto const& b) { return a.second.since < b.second.since; }));
    shown_[id] = {std::move(popup), now};
    if (room(now) == 0) gathers_until_ = now + pace_.full;
}

void Popups::set_digest(std::uint32_t id, Digest digest, Popup popup, Moment now, bool goes_on) {
    digest_ = std::move(digest);
    digest_popup_ = std::move(popup);
    digest_id_ = id;
    if (!goes_on) gathers_until_ = now + pace_.digest;
}

void Popups::forget_digest() {
    digest_.reset();
    digest_id_ = 0;
}

std::optional<Popup> Popups::find(std::uint32_t id) const {
    if (digest_ && id == digest_id_) return digest_popup_;
    auto const found = shown_.find(id);
    return found == shown_.end() ? std::nullopt : std::optional{found->second.popup};
}

void Popups::closed(std::uint32_t id) {
    if (id == digest_id_) forget_digest();
    shown_.erase(id);
}

void Popups::clear() {
    shown_.clear();
    forget_digest();
}

}  // namespace feedherald::sink::desktop
