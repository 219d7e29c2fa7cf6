// SPDX-License-Identifier: MIT
#include "bus/notifications.hpp"

#include "base/log.hpp"
#include "bus/activation.hpp"

#include <algorithm>

namespace feedherald::bus {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto service = "org.freedesktop.Notifications";
constexpr auto path = "/org/freedesktop/Notifications";
// A hung server keeps the message and may show it when it goes on: only its reply or its end settles the matter.
constexpr auto settled_at_last = 24h;

Values arguments_of(Notification const& wanted) {
    std::vector<std::string> actions;
    for (auto const& [key, label] : wanted.actions) {
        actions.push_back(key);
        actions.push_back(label);
    }
    return {wanted.app_name,
            wanted.replaces,
            wanted.icon,
            wanted.summary,
            wanted.body,
            Value::strings(actions),
            Value::vardict(wanted.hints),
            wanted.timeout_ms};
}

bool means_absent(Failure const& failure) {
    return failure.name == error::service_unknown || failure.name == error::name_has_no_owner ||
           failure.name == error::no_reply || failure.name == error::timed_out || failure.name == error::disconnected ||
           failure.name == "System.Error.ENOTCONN" || failure.name == "System.Error.ECONNRESET" ||
           failure.name == "System.Error.EPIPE";
}

}  // namespace

/** One Notify call, shared by the coroutine that waits for it and the callback that may come much later. */
struct Notifications::Exchange {
    Bell bell;
    std::optional<Outcome> outcome;
    std::function<void(Outcome)> late;  ///< set once nobody waits any more
    Watch reply;
};

Notifications::Notifications(Connection& connection, Events events)
    : Notifications(connection, std::move(events), Patience{}) {}

Notifications::Notifications(Connection& connection, Events events, Patience patience)
    : connection_(connection), events_(std::move(events)), patience_(patience), start_wait_(patience.activation) {
    owner_watch_ = connection_.watch_name(service, [this](std::string const& owner) { on_owner(owner); });
    signals_ = connection_.listen(service, service, [this](Signal const& signal) { on_signal(signal); });
}

std::optional<std::string> Notifications::obstacle() const {
    if (!connection_.connected()) return "the session bus does not answer: " + connection_.trouble();
    if (!owner_known_) return "looking for a notification server";
    if (owner_.empty())
        return start_failure_.empty() ? "no notification server on the session bus"
                                      : "the notification server cannot start: " + start_failure_;
    if (open_questions_ > 0 || !in_doubt_.empty()) return "the notification server does not answer";
    return std::nullopt;
}

void Notifications::on_owner(std::string const& owner) {
    bool const is_new = owner != owner_ || !owner_known_;
    owner_known_ = connection_.connected();
    if (!is_new) return;
    owner_ = owner;
    open_questions_ = 0;
    server_ = {};
    live_.clear();
    tokens_.clear();
    if (!owner_.empty()) {
        start_failure_.clear();
        start_wait_ = patience_.activation;
        next_start_.reset();
        ask_capabilities();
    }
    // A notification in doubt is settled by its own reply: the bus answers for a peer that has gone.
    if (events_.server_changed) events_.server_changed();
    changed_.ring();
}

void Notifications::ask_capabilities() {
    open_questions_ = 2;
    auto const answered = [this](Reply const& reply) {
        // The bus answers for a server that has gone; its name tells that as well.
        if (!reply.ok() && means_absent(*reply.failure)) return;
        if (--open_questions_ == 0) changed_.ring();
    };
    Call question{owner_, path, service, "GetCapabilities", {}, settled_at_last};
    capabilities_ = connection_.send(question, [this, answered](Reply const& reply) {
        if (auto const* list = reply.at(0))
            for (auto& capability : list->texts()) server_.capabilities.insert(std::move(capability));
        answered(reply);
    });
    question.member = "GetServerInformation";
    information_ = connection_.send(question, [this, answered](Reply const& reply) {
        if (auto const* name = reply.at(0)) server_.name = name->text();
        if (auto const* version = reply.at(2)) server_.version = version->text();
        answered(reply);
    });
}

void Notifications::on_signal(Signal const& signal) {
    if (signal.arguments.size() < 2) return;
    auto const* number = signal.arguments[0].get<std::uint32_t>();
    // Several servers tell everybody what happens to anybody's notifications.
    if (number == nullptr || !live_.contains(*number)) return;
    auto const id = *number;
    if (signal.member == "ActivationToken") {
        tokens_[id] = signal.arguments[1].text();
    } else if (signal.member == "ActionInvoked") {
        auto const token = tokens_.extract(id);
        if (events_.action) events_.action(id, signal.arguments[1].text(), token.empty() ? "" : token.mapped());
    } else if (signal.member == "NotificationClosed") {
        auto const* reason = signal.arguments[1].get<std::uint32_t>();
        live_.erase(id);
        tokens_.erase(id);
        if (events_.closed) events_.closed(id, reason != nullptr ? *reason : 4);
    }
}

Notifications::Outcome Notifications::judge(Reply const& reply) {
    if (!reply.ok()) {
        auto const& failure = *reply.failure;
        // Plasma drops what looks the same within a second: the person sees it already.
        if (failure.name == "org.freedesktop.Notifications.Error.ExcessNotificationGeneration") return Posted{};
        if (means_absent(failure)) return Absent{failure.text()};
        return Refused{failure.text()};
    }
    auto const* value = reply.at(0);
    auto const* id = value != nullptr ? value->get<std::uint32_t>() : nullptr;
    if (id == nullptr) return Refused{"the notification server did not answer with an id"};
    live_.insert(*id);
    return Posted{*id};
}

asio::awaitable<Notifications::Outcome> Notifications::notify(Notification notification,
                                                              std::function<void(Outcome)> late) {
    if (owner_.empty()) co_return Outcome{Absent{"no notification server on the session bus"}};
    auto const exchange = std::make_shared<Exchange>();
    auto const number = next_exchange_++;
    // To the unique name: so a server that has just gone is not started by our message.
    Call const call{owner_, path, service, "Notify", arguments_of(notification), settled_at_last};
    exchange->reply = connection_.send(call, [this, number, exchange = exchange.get()](Reply const& reply) {
        exchange->outcome = judge(reply);
        exchange->bell.ring();
        auto const found = in_doubt_.find(number);
        if (found == in_doubt_.end()) return;
        auto const settled = found->second;
        in_doubt_.erase(found);
        if (settled->late) settled->late(*settled->outcome);
        changed_.ring();
    });
    while (!exchange->outcome) {
        bool const rang = co_await exchange->bell.rung(patience_.reply);
        if (rang || exchange->outcome) continue;
        exchange->late = std::move(late);
        in_doubt_.emplace(number, exchange);
        changed_.ring();
        co_return Outcome{InDoubt{}};
    }
    co_return std::move(*exchange->outcome);
}

void Notifications::close(std::uint32_t id) {
    if (owner_.empty() || id == 0) return;
    Call const call{owner_, path, service, "CloseNotification", {id}, patience_.reply};
    closing_ = connection_.send(call, [](Reply const&) {});
}

bool Notifications::is_settling() const {
    return connection_.connected() && (!owner_known_ || open_questions_ > 0);
}

bool Notifications::may_start() const {
    return connection_.connected() && owner_known_ && owner_.empty() &&
           (!next_start_ || *next_start_ <= std::chrono::steady_clock::now());
}

asio::awaitable<bool> Notifications::get_ready() {
    // g++ 12 makes an unbraced "while (…) if (!co_await …) break;" into an illegal instruction.
    bool rang = true;
    while (rang && is_settling()) {
        rang = co_await changed_.rung(patience_.reply);
    }
    if (!may_start()) co_return !obstacle();
    co_await start_server();
    while (rang && is_startable_ && start_failure_.empty() && obstacle()) {
        rang = co_await changed_.rung(patience_.reply);
    }
    co_return !obstacle();
}

asio::awaitable<void> Notifications::until_ready() {
    while (obstacle()) {
        if (!connection_.connected() || !owner_known_ || !owner_.empty()) {
            co_await changed_.rung();
            continue;
        }
        if (may_start()) {
            co_await start_server();
        }
        if (!obstacle() || !owner_.empty()) continue;
        auto const left = *next_start_ - std::chrono::steady_clock::now();
        co_await changed_.rung(std::max(std::chrono::ceil<std::chrono::milliseconds>(left), 1ms));
    }
}

asio::awaitable<void> Notifications::start_server() {
    // Written down first: whoever else waits must not start it as well.
    next_start_ = std::chrono::steady_clock::now() + start_wait_;
    start_wait_ = std::min(start_wait_ * 2, patience_.longest_activation);
    std::string const name{service};
    auto const started = co_await activate(connection_, name, patience_.reply);
    if (!started.failure.empty() && start_failure_ != started.failure)
        log_warning("the notification server cannot start", {{"ERROR", started.failure}});
    is_startable_ = started.activatable;
    start_failure_ = started.failure;
}

}  // namespace feedherald::bus
