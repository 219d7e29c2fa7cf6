// SPDX-License-Identifier: MIT
#include "sink/desktop/desktop.hpp"

#include "base/log.hpp"
#include "sink/headline.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace feedherald::sink {

namespace asio = boost::asio;
using bus::Notifications;
using namespace std::chrono_literals;

namespace {

constexpr auto desktop_id = "org.feedherald.Feedherald";

std::int32_t milliseconds_of(std::optional<Duration> const& timeout) {
    if (!timeout) return -1;
    auto const most = std::numeric_limits<std::int32_t>::max();
    return static_cast<std::int32_t>(std::clamp<std::int64_t>(timeout->count(), 0, most));
}

std::chrono::steady_clock::time_point moment() {
    return std::chrono::steady_clock::now();
}

bool is_of_one_feed(std::vector<Delivery> const& bundle) {
    return std::all_of(bundle.begin(), bundle.end(),
                       [&](Delivery const& delivery) { return delivery.alert.feed == bundle.front().alert.feed; });
}

bool is_for_digest(std::vector<Delivery> const& bundle) {
    return std::any_of(bundle.begin(), bundle.end(), [](Delivery const& d) { return d.held || d.in_storm; });
}

/** Two buttons of one meaning would stand side by side. */
bool shows_default_as_button(bus::NotificationServer const& server) {
    return server.name == "Xfce Notify Daemon" && server.version < "0.8";
}

DeliveryOutcome nobody_there(std::string reason) {
    return RetryLater{std::move(reason), std::nullopt, false};
}

class NoDesktop final : public Sink {
  public:
    [[nodiscard]] bool is_there() const override { return false; }
    [[nodiscard]] std::optional<std::string> obstacle() const override { return "there is no session bus"; }
    asio::awaitable<void> until_unobstructed() override { co_await never_.rung(); }
    asio::awaitable<DeliveryOutcome> deliver(std::vector<Delivery>) override {
        co_return DeliveryOutcome{RetryLater{"there is no session bus", std::nullopt, false}};
    }

  private:
    bus::Bell never_;
};

}  // namespace

std::vector<std::pair<std::string, bus::Value>> desktop::hints(std::string_view category, Urgency urgency,
                                                               std::string const& sound) {
    std::vector<std::pair<std::string, bus::Value>> all;
    all.emplace_back("desktop-entry", desktop_id);
    all.emplace_back("category", "x-feedherald." + std::string{category});
    all.emplace_back("urgency", static_cast<std::uint8_t>(urgency));
    if (!sound.empty()) all.emplace_back("sound-name", sound);
    return all;
}

/** One Notify call and what it will mean once it is on the screen. */
struct Desktop::Message {
    bus::Notification notification;
    desktop::Popup popup;
    std::optional<desktop::Digest> digest;
    std::vector<std::string> uids;
    bool is_of_storm = false;
};

Desktop::Desktop(config::DesktopSettings settings, Surroundings surroundings, desktop::Timing timing)
    : settings_(std::move(settings)),
      surroundings_(std::move(surroundings)),
      popups_(static_cast<std::size_t>(std::max(settings_.max_popups, 0)), timing.pace),
      opener_(*surroundings_.session),
      notifications_(*surroundings_.session,
                     {[this](std::uint32_t id, std::string const& action, std::string const& token) {
                          on_action(id, action, token);
                      },
                      [this](std::uint32_t id, std::uint32_t) { popups_.closed(id); },
                      [this] {
                          popups_.clear();
                          changed_.ring();
                      }},
                     timing.patience),
      quiet_(settings_.hold, surroundings_.executor, *surroundings_.session, timing.system_bus,
             [this] { changed_.ring(); }) {}

Batching Desktop::batching() const {
    return {popups_.room(moment()), true};
}

std::optional<std::string> Desktop::standing_obstacle() const {
    if (auto reason = notifications_.obstacle()) return reason;
    if (auto reason = quiet_.reason()) return reason;
    if (quiet_.unsure()) return "asking whether pop-ups are welcome";
    return std::nullopt;
}

std::optional<desktop::Moment> Desktop::gathering() const {
    auto const until = popups_.gathers_until();
    return until && *until > moment() ? until : std::nullopt;
}

std::optional<std::string> Desktop::obstacle() const {
    if (auto reason = standing_obstacle()) return reason;
    if (gathering()) return "gathering alerts into one";
    return std::nullopt;
}

bool Desktop::is_held_back() const {
    return !notifications_.obstacle() && quiet_.reason();
}

asio::awaitable<void> Desktop::until_unobstructed() {
    bool const was_held_back = is_held_back();
    while (obstacle() && is_held_back() == was_held_back) {
        if (notifications_.obstacle()) {
            co_await notifications_.until_ready();
        } else if (standing_obstacle()) {
            co_await changed_.rung();
        } else if (auto const until = gathering()) {
            auto const left = std::chrono::ceil<std::chrono::milliseconds>(*until - moment());
            co_await changed_.rung(left);
        }
    }
    on_server();
}

std::shared_ptr<Desktop::Message> Desktop::compose(std::vector<Delivery> const& bundle) const {
    bool const crowded = popups_.room(moment()) == 0;
    bool const joins = crowded || !is_of_one_feed(bundle) || is_for_digest(bundle);
    auto message = std::make_shared<Message>();
    auto digest = joins ? popups_.digest() : desktop::Digest{};
    for (auto const& delivery : bundle) {
        digest.add(delivery);
        message->uids.push_back(delivery.uid);
    }
    message->popup.deliveries = digest.deliveries();
    message->popup.feed = digest.feed();
    if (digest.size() == 1)
        say(*message, bundle.front().alert);
    else
        say(*message, digest);
    if (joins) {
        message->notification.replaces = popups_.digest_id();
        message->digest = std::move(digest);
        message->is_of_storm = bundle.front().in_storm;
    }
    add_actions(*message);
    return message;
}

void Desktop::say(Message& message, Alert const& alert) const {
    auto text = desktop::popup_text(alert, notifications_.server().has("body-markup"));
    message.notification.summary = std::move(text.summary);
    message.notification.body = std::move(text.body);
    message.notification.hints = desktop::hints(to_text(alert.kind), alert.urgency, settings_.sound);
    message.popup.link = link_of(alert);
}

void Desktop::say(Message& message, desktop::Digest const& digest) const {
    auto text = digest.text(notifications_.server().has("body-markup"));
    message.notification.summary = std::move(text.summary);
    message.notification.body = std::move(text.body);
    message.notification.hints = desktop::hints("item.new", digest.urgency(), settings_.sound);
    message.popup.link = digest.link();
}

void Desktop::add_actions(Message& message) const {
    auto& notification = message.notification;
    notification.app_name = "feedherald";
    notification.icon = desktop_id;
    notification.timeout_ms = milliseconds_of(settings_.timeout);
    if (!settings_.actions || !notifications_.server().has("actions")) return;
    if (!message.popup.link.empty()) {
        notification.actions = {{"default", "Open"}};
        if (!shows_default_as_button(notifications_.server())) notification.actions.emplace_back("open", "Open");
    }
    if (surroundings_.wishes.later) notification.actions.emplace_back("later", "Later");
    if (surroundings_.wishes.mute && message.popup.feed) notification.actions.emplace_back("mute", "Mute feed");
}

asio::awaitable<DeliveryOutcome> Desktop::deliver(std::vector<Delivery> bundle) {
    std::erase_if(bundle, [this](Delivery const& delivery) { return settled_.erase(delivery.uid) > 0; });
    if (bundle.empty()) co_return DeliveryOutcome{Delivered{}};
    bool const is_ready = co_await notifications_.get_ready();
    if (!is_ready) co_return nobody_there(notifications_.obstacle().value_or("unknown"));
    // Answered, or given up, within a bound of its own.
    while (quiet_.unsure()) {
        co_await changed_.rung();
    }
    auto const hold = co_await quiet_.look();
    if (hold) co_return nobody_there(*hold);

    on_server();
    auto message = compose(bundle);
    std::function<void(Notifications::Outcome)> const late = [this, message](Notifications::Outcome const& outcome) {
        on_late(*message, outcome);
    };
    auto outcome = co_await notifications_.notify(message->notification, late);
    if (std::holds_alternative<Notifications::Refused>(outcome) && message->notification.replaces != 0) {
        // The digest has gone without a word, and the server does not take its id any more.
        popups_.forget_digest();
        message->notification.replaces = 0;
        outcome = co_await notifications_.notify(message->notification, late);
    }
    if (auto const* posted = std::get_if<Notifications::Posted>(&outcome)) {
        on_posted(*message, posted->id);
        co_return DeliveryOutcome{Delivered{}};
    }
    if (auto const* refused = std::get_if<Notifications::Refused>(&outcome))
        co_return DeliveryOutcome{RetryLater{"the notification server refused it: " + refused->reason, std::nullopt}};
    if (auto const* absent = std::get_if<Notifications::Absent>(&outcome)) co_return nobody_there(absent->reason);
    // It may be shown yet: until that is known nothing else is sent, and this not again.
    co_return nobody_there("the notification server does not answer");
}

void Desktop::on_posted(Message const& message, std::uint32_t id) {
    if (message.digest)
        popups_.set_digest(id, *message.digest, message.popup, moment(), message.is_of_storm);
    else
        popups_.add(id, message.popup, moment());
}

/** GNOME Shell destroys the oldest of a program's notifications: beyond 10, before version 48 beyond 3. It keeps them
 *  until they are dismissed, and says so. */
void Desktop::on_server() {
    auto const& server = notifications_.server();
    bool const is_gnome = server.name == "gnome-shell";
    auto const wanted = static_cast<std::size_t>(std::max(settings_.max_popups, 0));
    std::size_t const kept = std::atoi(server.version.c_str()) >= 48 ? 9 : 2;  // and the digest
    popups_.set_limit(is_gnome ? std::min(wanted, kept) : wanted, is_gnome);
}

void Desktop::on_late(Message const& message, Notifications::Outcome const& outcome) {
    if (auto const* posted = std::get_if<Notifications::Posted>(&outcome)) {
        on_posted(message, posted->id);
        settled_.insert(message.uids.begin(), message.uids.end());
    }
    changed_.ring();
}

void Desktop::on_action(std::uint32_t id, std::string const& action, std::string const& token) {
    auto const popup = popups_.find(id);
    if (!popup) return;
    if ((action == "default" || action == "open") && !popup->link.empty())
        opener_.open(popup->link, token);
    else if (action == "later" && surroundings_.wishes.later)
        surroundings_.wishes.later(popup->deliveries);
    else if (action == "mute" && surroundings_.wishes.mute && popup->feed)
        surroundings_.wishes.mute(*popup->feed);
    // Some servers leave it open; a resident pop-up would invite a second click.
    notifications_.close(id);
    popups_.closed(id);
}

std::unique_ptr<Sink> make_desktop(config::SinkSettings const& settings, Surroundings const& surroundings) {
    if (surroundings.session == nullptr) return std::make_unique<NoDesktop>();
    return std::make_unique<Desktop>(std::get<config::DesktopSettings>(settings.settings), surroundings,
                                     desktop::Timing{});
}

}  // namespace feedherald::sink
