// SPDX-License-Identifier: MIT
// The client side of org.freedesktop.Notifications: posts pop-ups, tells what people do with them, and keeps watch over
// a server that may be absent, restart, hang, or not be able to start.
#pragma once

#include "bus/bell.hpp"
#include "bus/connection.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace feedherald::bus {

struct Notification {
    std::string app_name;
    std::uint32_t replaces = 0;  ///< 0: a new one
    std::string icon;
    std::string summary;
    std::string body;
    std::vector<std::pair<std::string, std::string>> actions;  ///< key, label
    std::vector<std::pair<std::string, Value>> hints;          ///< exact types matter
    std::int32_t timeout_ms = -1;                              ///< -1: the server's; 0: never
};

struct NotificationServer {
    std::string name;
    std::string version;
    std::set<std::string> capabilities;
    [[nodiscard]] bool has(std::string const& capability) const { return capabilities.contains(capability); }
};

class Notifications {
  public:
    struct Posted {
        std::uint32_t id = 0;  ///< 0: the server took it and shows it under another one (Plasma's flood guard)
    };
    /** No reply yet; the notification may still appear. What becomes of it is told to `late`. */
    struct InDoubt {};
    struct Refused {
        std::string reason;
    };
    /** There is no server (any more): nothing was shown. */
    struct Absent {
        std::string reason;
    };
    using Outcome = std::variant<Posted, InDoubt, Refused, Absent>;

    /** Called from the io_context for own notifications alone. */
    struct Events {
        std::function<void(std::uint32_t id, std::string const& action, std::string const& activation_token)> action;
        std::function<void(std::uint32_t id, std::uint32_t reason)> closed;
        std::function<void()> server_changed;  ///< ids that were known mean nothing any more
    };

    /** How long things may take; tests make it short. */
    struct Patience {
        std::chrono::milliseconds reply = std::chrono::seconds{5};
        std::chrono::milliseconds activation = std::chrono::seconds{30};  ///< between attempts, doubling
        std::chrono::milliseconds longest_activation = std::chrono::minutes{10};
    };

    Notifications(Connection& connection, Events events);
    Notifications(Connection& connection, Events events, Patience patience);
    Notifications(Notifications const&) = delete;
    Notifications& operator=(Notifications const&) = delete;

    /** Why nothing can be posted now; empty when it can. */
    [[nodiscard]] std::optional<std::string> obstacle() const;
    /** Returns when there is no obstacle; while it is waited for, an activatable server is started, once a back-off. */
    boost::asio::awaitable<void> until_ready();
    /** True when there is no obstacle. Waits only for what comes soon: the first answers of the bus and the server, and
     *  the start of an activatable one where the back-off allows it. At most `patience.reply` for each. */
    boost::asio::awaitable<bool> get_ready();

    [[nodiscard]] NotificationServer const& server() const noexcept { return server_; }

    /** Never starts a server. After InDoubt, `late` is called exactly once with Posted, Refused or Absent, unless this
     *  object ends first; until then obstacle() holds everything else back. */
    boost::asio::awaitable<Outcome> notify(Notification notification, std::function<void(Outcome)> late);
    /** Fire and forget; errors mean that it is gone already. */
    void close(std::uint32_t id);

    /** Rings when obstacle() may have changed. */
    [[nodiscard]] Bell& changed() noexcept { return changed_; }

  private:
    struct Exchange;

    void on_owner(std::string const& owner);
    void ask_capabilities();
    void on_signal(Signal const& signal);
    [[nodiscard]] Outcome judge(Reply const& reply);
    [[nodiscard]] bool is_settling() const;
    [[nodiscard]] bool may_start() const;
    boost::asio::awaitable<void> start_server();

    Connection& connection_;
    Events events_;
    Patience patience_;
    std::string owner_;
    NotificationServer server_;
    bool owner_known_ = false;
    int open_questions_ = 0;  ///< what it has not told of itself yet
    std::string start_failure_;
    bool is_startable_ = false;  ///< as far as the last attempt tells
    std::optional<std::chrono::steady_clock::time_point> next_start_;
    std::chrono::milliseconds start_wait_;
    std::set<std::uint32_t> live_;
    std::map<std::uint32_t, std::string> tokens_;
    std::map<std::uint64_t, std::shared_ptr<Exchange>> in_doubt_;
    std::uint64_t next_exchange_ = 0;
    Bell changed_;
    Watch capabilities_;
    Watch information_;
    Watch closing_;
    Watch owner_watch_;
    Watch signals_;
};

}  // namespace feedherald::bus
