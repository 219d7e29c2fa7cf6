// SPDX-License-Identifier: MIT
// Several alerts as one message: how many there are, of which feeds, the most urgent first. Pure; grows with the number
// of feeds, not with that of alerts.
#pragma once

#include "model/alert.hpp"
#include "sink/desktop/popup_text.hpp"

#include <optional>
#include <string>
#include <vector>

namespace feedherald::sink::desktop {

class Digest {
  public:
    void add(Delivery const& delivery);

    [[nodiscard]] std::size_t size() const noexcept { return deliveries_.size(); }
    /** In the order they were added: what "later" brings back. */
    [[nodiscard]] std::vector<DeliveryId> const& deliveries() const noexcept { return deliveries_; }
    /** The one feed that all are of; empty when there are several. */
    [[nodiscard]] std::optional<FeedId> feed() const;
    /** Where "open" leads when all are of one feed: its page; else empty. */
    [[nodiscard]] std::string link() const;
    [[nodiscard]] Urgency urgency() const;
    /** States the number of alerts. Of one feed: their titles; of several: a line each, its only title or its count. */
    [[nodiscard]] PopupText text(bool markup) const;

  private:
    struct Group {
        FeedId feed;
        std::string title;  ///< of the feed, harmless
        std::string page;
        Urgency urgency = Urgency::low;
        std::size_t items = 0;
        std::vector<std::string> titles;   ///< of the first items, harmless
        std::vector<std::string> reports;  ///< about the feed itself: each is a line of its own
    };

    [[nodiscard]] std::string counted() const;
    [[nodiscard]] std::vector<std::string> lines() const;

    std::vector<Group> groups_;
    std::vector<DeliveryId> deliveries_;
    bool has_reports_ = false;
    bool has_updates_ = false;
};

}  // namespace feedherald::sink::desktop
