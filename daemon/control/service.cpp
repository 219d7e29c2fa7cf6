// SPDX-License-Identifier: MIT
#include "control/service.hpp"

#include "base/dates.hpp"
#include "base/log.hpp"
#include "base/message_id.hpp"
#include "base/process.hpp"
#include "base/version.hpp"
#include "control/bus_names.hpp"

#include <utility>

namespace feedherald::control {

namespace asio = boost::asio;

namespace {

constexpr std::chrono::milliseconds bus_pause{500};
constexpr std::chrono::seconds status_pause{10};

bus::Call ask_driver(char const* member, std::string name) {
    return {"org.freedesktop.DBus",        "/org/freedesktop/DBus", "org.freedesktop.DBus", member,
            {bus::Value{std::move(name)}}, std::chrono::seconds{5}};
}

}  // namespace

Service::Service(asio::any_io_executor const& executor, engine::Daemon& daemon, bus::Session* session,
                 std::string state_directory, AskReload reload)
    : daemon_(daemon), session_(session), touched_(executor), pause_(executor) {
    if (session_ != nullptr) object_.emplace(*session_, daemon, std::move(state_directory), std::move(reload));
    daemon_.when_settled([this] { touch(); });
}

Service::~Service() {
    daemon_.when_settled(nullptr);
}

asio::awaitable<void> Service::start() {
    if (session_ != nullptr && session_->connected()) {
        come_to_the_bus();
        if (!on_the_bus_) {
            auto const holder = co_await holder_of_name();
            log_warning(std::string("the bus name ") + bus_name + " is taken by " + holder +
                            ": running without the control object",
                        {{"MESSAGE_ID", message_id::name_taken}});
        }
    } else if (session_ != nullptr) {
        log_warning("the session bus does not answer: running without the control object until it does",
                    {{"ERROR", session_->trouble()}});
        reconnected_ = session_->watch_state([this](bool connected) {
            if (connected && !on_the_bus_) come_to_the_bus();
        });
    }
    log_info(std::string("feedherald ") + version + " started: " + status(), {{"MESSAGE_ID", message_id::started}});
    ready({});
}

/** Published right behind the name: nobody's call is read before the loop runs again. */
void Service::come_to_the_bus() {
    if (!session_->own_name(bus_name)) return;
    on_the_bus_ = true;
    session_->publish(object_->description());
    object_->refresh();
}

asio::awaitable<std::string> Service::holder_of_name() {
    auto question = ask_driver("GetConnectionUnixProcessID", bus_name);
    auto const reply = co_await session_->call(std::move(question));
    auto const* number = reply.at(0);
    auto const* pid = number != nullptr ? number->get<std::uint32_t>() : nullptr;
    co_return pid != nullptr ? describe_process(static_cast<long>(*pid)) : std::string("another process");
}

std::string Service::status() const {
    if (!trouble_.empty()) return trouble_;
    auto const condition = daemon_.condition();
    auto const& d = condition;
    std::string text = std::to_string(d.feeds) + (d.feeds == 1 ? " feed" : " feeds");
    if (d.failing > 0) text += ", " + std::to_string(d.failing) + " failing";
    if (d.pending_alerts > 0) text += ", " + std::to_string(d.pending_alerts) + " alerts waiting";
    if (d.next_poll) text += "; next poll " + to_rfc3339(std::chrono::floor<std::chrono::seconds>(*d.next_poll));
    return text;
}

void Service::ready(std::string trouble) {
    trouble_ = std::move(trouble);
    told_ = status();
    tell_ready(told_);
    touch();
}

void Service::polled(Subscription const& feed, engine::Polled const& polled) {
    if (on_the_bus_) object_->tell(feed, polled);
    touch();
}

asio::awaitable<void> Service::keep_status() {
    using Clock = std::chrono::steady_clock;
    auto next_status = Clock::now();
    std::optional<Clock::duration> owed;  // a status that systemd has not been told yet
    for (;;) {
        co_await touched_.wait(owed);
        if (on_the_bus_) object_->refresh();
        auto text = status();
        owed.reset();
        if (text != told_) {
            if (Clock::now() >= next_status) {
                told_ = std::move(text);
                tell_status(told_);
                next_status = Clock::now() + status_pause;
            } else {
                owed = next_status - Clock::now();
            }
        }
        co_await pause_.wait(bus_pause);
    }
}

}  // namespace feedherald::control
