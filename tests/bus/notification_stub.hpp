// SPDX-License-Identifier: MIT
// A notification server that records what it is told and does what the test says.
#pragma once

#include "bus/connection.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace feedherald::test {

class NotificationStub {
  public:
    struct Shown {
        std::uint32_t id = 0;
        std::string app_name;
        std::uint32_t replaces = 0;
        std::string icon;
        std::string summary;
        std::string body;
        std::vector<std::string> actions;
        bus::Value hints;
        std::int32_t timeout = 0;
    };

    NotificationStub(boost::asio::any_io_executor executor, std::string const& address,
                     std::vector<std::string> capabilities = {"actions", "body", "body-markup"})
        : connection_(std::move(executor), address), capabilities_(std::move(capabilities)) {
        connection_.publish(server());
        connection_.publish(extra());
        connection_.own_name(name_);
    }

    std::vector<Shown> shown;
    std::vector<std::uint32_t> closed;
    std::optional<bus::Failure> refuses;  ///< what Notify answers instead
    bool refuses_replacing = false;       ///< GNOME, for an id it has forgotten
    std::uint32_t next_id = 1;
    std::string server_name = "stub";
    std::string server_version = "1";
    bool paused = false;     ///< dunst
    bool inhibited = false;  ///< Plasma

    void act(std::uint32_t id, std::string const& action, std::string const& token = {}) {
        if (!token.empty()) emit("ActivationToken", {bus::Value{id}, bus::Value{token}});
        emit("ActionInvoked", {bus::Value{id}, bus::Value{action}});
    }
    void dismiss(std::uint32_t id, std::uint32_t reason = 2) {
        emit("NotificationClosed", {bus::Value{id}, bus::Value{reason}});
    }
    void set_paused(bool now) {
        paused = now;
        tell_property(dunst_, "paused");
    }
    void set_inhibited(bool now) {
        inhibited = now;
        tell_property(name_, "Inhibited");
    }
    bus::Connection& connection() { return connection_; }

  private:
    void emit(std::string const& member, bus::Values arguments) {
        connection_.emit({"", path_, name_, member, std::move(arguments)});
    }
    void tell_property(std::string const& interface, std::string const& property) {
        connection_.properties_changed(path_, interface, {property});
    }

    bus::Object server() {
        auto notify = [this](bus::Values const& in) {
            if (refuses) return bus::Reply{{}, refuses};
            if (refuses_replacing && *in[1].get<std::uint32_t>() != 0)
                return bus::Reply::failed(bus::error::invalid_arguments, "Invalid notification ID");
            Shown one{next_id++,     in[0].text(), *in[1].get<std::uint32_t>(),
                      in[2].text(),  in[3].text(), in[4].text(),
                      in[5].texts(), in[6],        *in[7].get<std::int32_t>()};
            if (one.replaces != 0) one.id = one.replaces;
            shown.push_back(one);
            return bus::Reply{{bus::Value{one.id}}, {}};
        };
        auto close = [this](bus::Values const& in) {
            closed.push_back(*in[0].get<std::uint32_t>());
            dismiss(closed.back(), 3);
            return bus::Reply{};
        };
        auto capabilities = [this](bus::Values const&) { return bus::Reply{{bus::Value::strings(capabilities_)}, {}}; };
        auto information = [this](bus::Values const&) {
            return bus::Reply{
                {bus::Value{server_name}, bus::Value{"test"}, bus::Value{server_version}, bus::Value{"1.2"}}, {}};
        };
        bus::Object object;
        object.path = path_;
        object.interface = name_;
        object.methods = {
            {"Notify",
             {{"app_name", "s"},
              {"replaces_id", "u"},
              {"app_icon", "s"},
              {"summary", "s"},
              {"body", "s"},
              {"actions", "as"},
              {"hints", "a{sv}"},
              {"expire_timeout", "i"}},
             {{"id", "u"}},
             notify},
            {"CloseNotification", {{"id", "u"}}, {}, close},
            {"GetCapabilities", {}, {{"capabilities", "as"}}, capabilities},
            {"GetServerInformation",
             {},
             {{"name", "s"}, {"vendor", "s"}, {"version", "s"}, {"spec", "s"}},
             information},
        };
        object.properties = {{"Inhibited", "b", [this] { return bus::Value{inhibited}; }}};
        object.signals = {{"ActionInvoked", {{"id", "u"}, {"action_key", "s"}}},
                          {"ActivationToken", {{"id", "u"}, {"activation_token", "s"}}},
                          {"NotificationClosed", {{"id", "u"}, {"reason", "u"}}}};
        return object;
    }
    /** dunst's own interface. */
    bus::Object extra() {
        bus::Object object;
        object.path = path_;
        object.interface = dunst_;
        object.properties = {{"paused", "b", [this] { return bus::Value{paused}; }}};
        return object;
    }

    static constexpr auto name_ = "org.freedesktop.Notifications";
    static constexpr auto path_ = "/org/freedesktop/Notifications";
    static constexpr auto dunst_ = "org.dunstproject.cmd0";
    bus::Connection connection_;
    std::vector<std::string> capabilities_;
};

}  // namespace feedherald::test
