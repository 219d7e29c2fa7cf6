// SPDX-License-Identifier: MIT
// The sink of the person at the screen: pop-ups through org.freedesktop.Notifications, a few at a time, the rest
// merged.
#pragma once

#include "bus/bell.hpp"
#include "bus/notifications.hpp"
#include "bus/open_uri.hpp"
#include "sink/desktop/popups.hpp"
#include "sink/desktop/quiet.hpp"
#include "sink/sink.hpp"

#include <memory>
#include <set>
#include <string>
#include <vector>

namespace feedherald::sink {

namespace desktop {

/** How long things may take; tests make it short. */
struct Timing {
    bus::Notifications::Patience patience;
    Pace pace;
    bus::Address system_bus = "system";
};

/** "desktop-entry", "category", "urgency", "sound-name", each of its exact type. */
std::vector<std::pair<std::string, bus::Value>> hints(std::string_view category, Urgency urgency,
                                                      std::string const& sound);

}  // namespace desktop

class Desktop final : public Sink {
  public:
    /** `surroundings.session` must not be null. */
    Desktop(config::DesktopSettings settings, Surroundings surroundings, desktop::Timing timing);

    /** Changes with what is on the screen: without room everything becomes one digest. */
    [[nodiscard]] Batching batching() const override;
    [[nodiscard]] std::optional<std::string> obstacle() const override;
    [[nodiscard]] bool is_held_back() const override;
    boost::asio::awaitable<void> until_unobstructed() override;
    boost::asio::awaitable<DeliveryOutcome> deliver(std::vector<Delivery> bundle) override;

  private:
    struct Message;

    [[nodiscard]] std::optional<std::string> standing_obstacle() const;
    [[nodiscard]] std::optional<desktop::Moment> gathering() const;
    [[nodiscard]] std::shared_ptr<Message> compose(std::vector<Delivery> const& bundle) const;
    void say(Message& message, Alert const& alert) const;
    void say(Message& message, desktop::Digest const& digest) const;
    void add_actions(Message& message) const;
    void on_server();
    void on_posted(Message const& message, std::uint32_t id);
    void on_late(Message const& message, bus::Notifications::Outcome const& outcome);
    void on_action(std::uint32_t id, std::string const& action, std::string const& token);

    config::DesktopSettings settings_;
    Surroundings surroundings_;
    bus::Bell changed_;
    desktop::Popups popups_;
    bus::Opener opener_;
    bus::Notifications notifications_;
    desktop::Quiet quiet_;
    std::set<std::string> settled_;  ///< uids that the server took after we had stopped waiting for its answer
};

/** Also where there is no session bus: then there is an obstacle for ever. */
std::unique_ptr<Sink> make_desktop(config::SinkSettings const& settings, Surroundings const& surroundings);

}  // namespace feedherald::sink
