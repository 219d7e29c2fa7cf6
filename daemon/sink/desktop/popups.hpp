// SPDX-License-Identifier: MIT
// The pop-ups that are on the screen and what each stands for; how many more the eye can take. Pure but for the clock's
// type: the time is an argument.
#pragma once

#include "sink/desktop/digest.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace feedherald::sink::desktop {

using Moment = std::chrono::steady_clock::time_point;

/** How fast pop-ups may follow one another. */
struct Pace {
    std::chrono::milliseconds eye = std::chrono::seconds{15};    ///< a pop-up counts so long where nobody closes it
    std::chrono::milliseconds full = std::chrono::seconds{2};    ///< to gather the rest, once max_popups are there
    std::chrono::milliseconds digest = std::chrono::seconds{5};  ///< between two states of the digest
};

/** What the person's answer to a pop-up means. */
struct Popup {
    std::vector<DeliveryId> deliveries;
    std::optional<FeedId> feed;
    std::string link;
};

class Popups {
  public:
    Popups(std::size_t most, Pace pace) : most_(most), pace_(pace) {}

    /** Servers differ: `most` at once; `forever`: a pop-up counts until it is closed. */
    void set_limit(std::size_t most, bool forever);
    /** How many may be added now. */
    [[nodiscard]] std::size_t room(Moment now) const;
    /** Until when alerts should be gathered instead of shown; empty or past: they need not. */
    [[nodiscard]] std::optional<Moment> gathers_until() const noexcept { return gathers_until_; }

    void add(std::uint32_t id, Popup popup, Moment now);
    /** `goes_on`: more of the same storm may wait, and what is gathered already is not gathered again. */
    void set_digest(std::uint32_t id, Digest digest, Popup popup, Moment now, bool goes_on);
    /** The digest on the screen and its id; empty when there is none. */
    [[nodiscard]] Digest digest() const { return digest_.value_or(Digest{}); }
    [[nodiscard]] std::uint32_t digest_id() const noexcept { return digest_id_; }
    void forget_digest();

    /** Empty when it is none of ours. */
    [[nodiscard]] std::optional<Popup> find(std::uint32_t id) const;
    void closed(std::uint32_t id);
    /** The server is another one now. */
    void clear();

  private:
    struct Shown {
        Popup popup;
        Moment since;
    };

    std::size_t most_;
    bool forever_ = false;
    Pace pace_;
    std::map<std::uint32_t, Shown> shown_;
    std::optional<Digest> digest_;
    Popup digest_popup_;
    std::uint32_t digest_id_ = 0;
    std::optional<Moment> gathers_until_;
};

}  // namespace feedherald::sink::desktop
