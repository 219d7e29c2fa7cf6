// SPDX-License-Identifier: MIT
#include "bus/wire.hpp"

#include "base/log.hpp"
#include "bus/codec.hpp"
#include "bus/exported.hpp"
#include "bus/pump.hpp"
#include "bus/reach.hpp"
#include "bus/sdbus.hpp"

#include <map>
#include <stdexcept>
#include <utility>

#include <boost/asio/post.hpp>

namespace feedherald::bus {

namespace asio = boost::asio;

namespace {

using Peer = std::pair<std::string, std::string>;  ///< destination and path

std::unique_ptr<sdbus::IConnection> open(Address const& address) {
    if (address == "session") return sdbus::createSessionBusConnection();
    if (address == "system") return sdbus::createSystemBusConnection();
    reach(address);
    return sdbus::createSessionBusConnectionWithAddress(address);
}

/** Never throws: it runs in a callback of C code. */
Reply read_reply(sdbus::Message& message, sdbus::Error const* error) noexcept {
    try {
        if (error != nullptr) return Reply::failed(error->getName(), error->getMessage());
        return Reply{read(message), std::nullopt};
    } catch (std::exception const& failure) {
        return Reply::failed(error::failed, failure.what());
    }
}

}  // namespace

// The order of the members is the order of their making; they must go in the opposite one.
struct Wire::State {
    asio::any_io_executor executor;
    std::unique_ptr<sdbus::IConnection> connection;
    std::map<std::pair<std::string, std::string>, std::unique_ptr<Exported>> objects;  ///< by path and interface
    std::map<Peer, std::unique_ptr<sdbus::IProxy>> proxies;
    std::map<Peer, int> outstanding;  ///< calls that wait for a reply: with its proxy they would be lost
    std::map<std::uint64_t, sdbus::Slot> matches;
    std::uint64_t next_match = 0;
    std::unique_ptr<Pump> pump;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);

    /** Later, from the io_context: user code never runs inside a callback of sd-bus, where it could neither throw nor
     *  destroy what it stands on. */
    void later(std::function<void()> work) {
        asio::post(executor, [work = std::move(work), alive_still = std::weak_ptr{alive}] {
            if (!alive_still.expired()) work();
        });
    }

    sdbus::IProxy& proxy(std::string const& destination, std::string const& path) {
        // A peer's unique name differs after every restart of it: what nobody speaks to is not kept for ever.
        if (proxies.size() > 64) forget_idle_proxies();
        auto& place = proxies[{destination, path}];
        if (!place) place = make_proxy(*connection, destination, path);
        return *place;
    }

    void forget_idle_proxies() {
        std::erase_if(proxies,
                      [this](auto const& entry) { return outstanding.find(entry.first) == outstanding.end(); });
    }

    void finished(Peer const& peer) {
        auto const found = outstanding.find(peer);
        if (found != outstanding.end() && --found->second == 0) outstanding.erase(found);
    }
};

Wire::Wire(asio::any_io_executor executor, Address const& address, std::function<void(std::string)> lost)
    : state_(std::make_unique<State>()) {
    state_->executor = executor;
    state_->connection = open(address);
    state_->pump = std::make_unique<Pump>(executor, *state_->connection, std::move(lost));
}

Wire::~Wire() {
    state_->alive.reset();
    state_->pump.reset();
    state_->matches.clear();
    state_->proxies.clear();
    state_->objects.clear();
}

std::string Wire::unique_name() const {
    return or_empty(state_->connection->getUniqueName());
}

void Wire::call(Call const& call, std::function<void(Reply)> done) {
    auto& state = *state_;
    auto const shared = std::make_shared<std::function<void(Reply)>>(std::move(done));
    Peer const peer{call.destination, call.path};
    try {
        auto& proxy = state.proxy(call.destination, call.path);
        auto message = make_call(proxy, call.interface, call.member);
        write(message, call.arguments);
        ++state.outstanding[peer];
        auto on_reply = [&state, shared, peer](sdbus::Message& reply, sdbus::Error const* error) {
            state.later([&state, shared, peer, told = read_reply(reply, error)] {
                state.finished(peer);
                (*shared)(told);
            });
        };
        try {
            send_call(proxy, message, call.timeout, std::move(on_reply));
        } catch (...) {
            state.finished(peer);
            throw;
        }
        state.pump->kick();
    } catch (sdbus::Error const& failure) {
        state.later([shared, told = Reply::failed(failure.getName(), failure.getMessage())] { (*shared)(told); });
    }
}

Watch Wire::match(std::string const& rule, std::function<void(Signal)> heard) {
    auto& state = *state_;
    auto const shared = std::make_shared<std::function<void(Signal)>>(std::move(heard));
    auto const number = state.next_match++;
    auto on_signal = [&state, shared, number](sdbus::Message& message) noexcept {
        try {
            Signal signal{or_empty(message.getSender()), or_empty(message.getPath()),
                          or_empty(message.getInterfaceName()), or_empty(message.getMemberName()), read(message)};
            state.later([&state, shared, number, signal = std::move(signal)] {
                if (state.matches.contains(number)) (*shared)(signal);
            });
        } catch (std::exception const& failure) {
            log_debug("a signal on the bus could not be read", {{"ERROR", failure.what()}});
        }
    };
    try {
        state.matches.emplace(number, add_match(*state.connection, rule, std::move(on_signal)));
    } catch (sdbus::Error const& failure) {
        log_warning("cannot listen on the bus", {{"RULE", rule}, {"ERROR", failure.what()}});
        return {};
    }
    state.pump->kick();
    return Watch{[&state, number, alive = std::weak_ptr{state.alive}] {
        if (!alive.expired()) state.matches.erase(number);
    }};
}

bool Wire::own(std::string const& name) {
    try {
        state_->connection->requestName(ServiceNameText{name});
        state_->pump->kick();
        return true;
    } catch (sdbus::Error const&) {
        return false;
    }
}

void Wire::publish(Object const& object) {
    state_->objects[{object.path, object.interface}] = std::make_unique<Exported>(*state_->connection, object);
    state_->pump->kick();
}

void Wire::emit(Signal const& signal) {
    auto const found = state_->objects.find({signal.path, signal.interface});
    if (found == state_->objects.end()) return;
    found->second->emit(signal);
    state_->pump->kick();
}

void Wire::properties_changed(std::string const& path, std::string const& interface,
                              std::vector<std::string> const& names) {
    auto const found = state_->objects.find({path, interface});
    if (found == state_->objects.end()) return;
    found->second->properties_changed(interface, names);
    state_->pump->kick();
}

}  // namespace feedherald::bus
