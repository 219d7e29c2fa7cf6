// SPDX-License-Identifier: MIT
#include "bus/connection.hpp"

#include "base/log.hpp"
#include "bus/bell.hpp"

#include <algorithm>

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>

namespace feedherald::bus {

namespace asio = boost::asio;
using namespace std::chrono_literals;

namespace {

constexpr auto driver = "org.freedesktop.DBus";
constexpr auto first_retry = 1000ms;
constexpr std::chrono::milliseconds longest_retry = 60s;

/** Calls each watcher that is still there when its turn comes: a callback may end any of them. */
template <class Map, class... Arguments>
void tell_all(Map const& watchers, Arguments const&... arguments) {
    std::vector<typename Map::key_type> numbers;
    for (auto const& [number, unused] : watchers) numbers.push_back(number);
    for (auto const number : numbers) {
        auto const found = watchers.find(number);
        if (found == watchers.end()) continue;
        auto const callback = found->second;
        callback(arguments...);
    }
}

}  // namespace

struct Connection::NameState {
    std::optional<std::string> owner;  ///< empty: not yet known
    std::map<Number, std::function<void(std::string const&)>> watchers;
    Watch changes;
};

struct Connection::Listener {
    std::string sender;
    std::string interface;
    std::function<void(Signal const&)> heard;
    Watch match;
};

struct Connection::Timer : asio::steady_timer {
    using basic_waitable_timer::basic_waitable_timer;
};

Connection::Connection(asio::any_io_executor executor, Address address)
    : executor_(std::move(executor)),
      address_(std::move(address)),
      retry_(std::make_unique<Timer>(executor_)),
      retry_after_(first_retry) {
    connect();
}

Connection::~Connection() {
    alive_.reset();
    listeners_.clear();
    names_.clear();
}

std::string Connection::unique_name() const {
    return wire_ ? wire_->unique_name() : std::string{};
}

void Connection::connect() {
    try {
        wire_ = std::make_unique<Wire>(executor_, address_, [this](std::string const& reason) { on_lost(reason); });
    } catch (std::exception const& failure) {
        trouble_ = failure.what();
        return retry_later();
    }
    trouble_.clear();
    retry_after_ = first_retry;
    restore();
    tell_state(true);
}

void Connection::retry_later() {
    retry_->expires_after(retry_after_);
    retry_after_ = std::min(retry_after_ * 2, longest_retry);
    retry_->async_wait([this, alive = std::weak_ptr{alive_}](boost::system::error_code error) {
        if (error || alive.expired()) return;
        connect();
        if (connected()) log_info("connected to the bus again");
    });
}

void Connection::on_lost(std::string const& reason) {
    log_warning("the connection to the bus is lost", {{"ERROR", reason}});
    trouble_ = reason;
    for (auto& [number, listener] : listeners_) listener.match = {};
    for (auto& [name, state] : names_) state.changes = {};
    // Not here: this is called by the Wire's own pump.
    asio::post(executor_, [old = std::shared_ptr<Wire>{std::move(wire_)}] {});
    auto const unanswered = std::exchange(pending_, {});
    for (auto const& [number, done] : unanswered) done(Reply::failed(error::disconnected, "the bus is gone"));
    for (auto const& [name, state] : names_) set_owner(name, {});
    for (auto& [name, state] : names_) state.owner.reset();
    tell_state(false);
    retry_later();
}

void Connection::restore() {
    for (auto const& object : objects_) wire_->publish(object);
    for (auto const& name : owned_)
        if (!wire_->own(name)) log_warning("the bus name was taken meanwhile", {{"NAME", name}});
    for (auto const& [name, state] : names_) follow(name);
    for (auto const& [number, listener] : listeners_) attach(number);
}

asio::awaitable<Reply> Connection::call(Call call) {
    struct Answer {
        Bell bell;
        std::optional<Reply> reply;
    };
    auto const answer = std::make_shared<Answer>();
    std::function<void(Reply const&)> on_reply = [answer](Reply const& told) {
        answer->reply = told;
        answer->bell.ring();
    };
    Watch const pending = send(call, std::move(on_reply));
    while (!answer->reply) {
        co_await answer->bell.rung();
    }
    co_return std::move(*answer->reply);
}

Watch Connection::send(Call const& call, std::function<void(Reply const&)> done) {
    auto const number = next_++;
    pending_.emplace(number, std::move(done));
    auto on_reply = [this, number, alive = std::weak_ptr{alive_}](Reply const& told) {
        if (!alive.expired()) reply(number, told);
    };
    if (wire_)
        wire_->call(call, std::move(on_reply));
    else
        asio::post(executor_, [on_reply = std::move(on_reply), why = trouble_] {
            on_reply(Reply::failed(error::disconnected, why));
        });
    return Watch{[this, number, alive = std::weak_ptr{alive_}] {
        if (!alive.expired()) pending_.erase(number);
    }};
}

void Connection::reply(Number number, Reply const& told) {
    auto const found = pending_.find(number);
    if (found == pending_.end()) return;
    auto const done = std::move(found->second);
    pending_.erase(found);
    done(told);
}

Watch Connection::watch_name(std::string const& name, std::function<void(std::string const&)> changed) {
    auto const number = next_++;
    bool const is_new = !names_.contains(name);
    auto& state = names_[name];
    state.watchers.emplace(number, std::move(changed));
    if (is_new && wire_) follow(name);
    asio::post(executor_, [this, name, number, alive = std::weak_ptr{alive_}] {
        if (alive.expired()) return;
        auto const& known = names_[name];
        auto const found = known.watchers.find(number);
        if (found == known.watchers.end() || !(known.owner || !connected())) return;
        auto const callback = found->second;
        callback(known.owner.value_or(""));
    });
    return Watch{[this, name, number, alive = std::weak_ptr{alive_}] {
        if (!alive.expired()) names_[name].watchers.erase(number);
    }};
}

void Connection::follow(std::string const& name) {
    auto on_change = [this, name](Signal const& signal) {
        if (signal.sender != driver || signal.arguments.size() != 3) return;
        if (signal.arguments[0].text() == name) set_owner(name, signal.arguments[2].text());
    };
    names_[name].changes = wire_->match(std::string{"type='signal',sender='"} + driver + "',interface='" + driver +
                                            "',member='NameOwnerChanged',arg0='" + name + "'",
                                        std::move(on_change));
    Call const question{driver, "/org/freedesktop/DBus", driver, "GetNameOwner", {Value{name}}};
    wire_->call(question, [this, name](Reply const& told) {
        auto const* owner = told.at(0);
        set_owner(name, owner != nullptr ? owner->text() : std::string{});
    });
}

void Connection::set_owner(std::string const& name, std::string const& owner) {
    auto& state = names_[name];
    if (state.owner == owner) return;
    state.owner = owner;
    tell_all(state.watchers, owner);
}

Watch Connection::listen(std::string const& sender, std::string const& interface,
                         std::function<void(Signal const&)> heard) {
    auto const number = next_++;
    bool const is_new = sender != driver && !names_.contains(sender);
    if (is_new) names_[sender];
    if (is_new && wire_) follow(sender);
    listeners_.emplace(number, Listener{sender, interface, std::move(heard), {}});
    if (wire_) attach(number);
    return Watch{[this, number, alive = std::weak_ptr{alive_}] {
        if (!alive.expired()) listeners_.erase(number);
    }};
}

void Connection::attach(Number number) {
    auto& listener = listeners_.at(number);
    listener.match =
        wire_->match("type='signal',sender='" + listener.sender + "',interface='" + listener.interface + "'",
                     [this, number](Signal const& signal) { hear(number, signal); });
}

void Connection::hear(Number number, Signal const& signal) {
    auto const found = listeners_.find(number);
    if (found == listeners_.end() || !is_from(signal, found->second.sender)) return;
    auto const heard = found->second.heard;
    heard(signal);
}

bool Connection::is_from(Signal const& signal, std::string const& sender) const {
    if (signal.sender == sender) return true;
    auto const found = names_.find(sender);
    return found != names_.end() && found->second.owner && !found->second.owner->empty() &&
           *found->second.owner == signal.sender;
}

Watch Connection::watch_state(std::function<void(bool)> changed) {
    auto const number = next_++;
    state_watchers_.emplace(number, std::move(changed));
    return Watch{[this, number, alive = std::weak_ptr{alive_}] {
        if (!alive.expired()) state_watchers_.erase(number);
    }};
}

void Connection::tell_state(bool connected) {
    tell_all(state_watchers_, connected);
}

bool Connection::own_name(std::string const& name) {
    if (!wire_ || !wire_->own(name)) return false;
    owned_.push_back(name);
    return true;
}

void Connection::publish(Object object) {
    if (wire_) wire_->publish(object);
    objects_.push_back(std::move(object));
}

void Connection::emit(Signal const& signal) {
    if (wire_) wire_->emit(signal);
}

void Connection::properties_changed(std::string const& path, std::string const& interface,
                                    std::vector<std::string> const& names) {
    if (wire_) wire_->properties_changed(path, interface, names);
}

}  // namespace feedherald::bus
