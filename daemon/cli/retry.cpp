// SPDX-License-Identifier: MIT
#include "cli/retry.hpp"

#include "cli/load_config.hpp"
#include "cli/named_sink.hpp"
#include "cli/outside.hpp"
#include "cli/state_view.hpp"
#include "engine/deliver_loop.hpp"
#include "engine/local_offset.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <csignal>
#include <exception>
#include <filesystem>
#include <iostream>
#include <random>

#include <boost/asio/co_spawn.hpp>

namespace feedherald::cli {

namespace asio = boost::asio;

namespace {

using Revived = std::vector<std::pair<SinkName, std::size_t>>;

std::string alerts(std::size_t n) {
    return std::to_string(n) + (n == 1 ? " alert" : " alerts");
}

/** What was given up waits again, and what waits for its next attempt is due. */
Revived revive(store::Store& store, config::Settings const& settings, std::optional<SinkName> const& sink,
               Instant now) {
    auto revived = store.revive(sink, now);
    for (auto const& configured : settings.sinks)
        if (!sink || configured.name == *sink) store.make_due(configured.name, now);
    auto const is_gone = [&](auto const& one) {
        return std::none_of(settings.sinks.begin(), settings.sinks.end(),
                            [&](auto const& configured) { return configured.name == one.first; });
    };
    for (auto const& one : revived)
        if (is_gone(one))
            std::cerr << "feedherald: " << alerts(one.second) << " for " << one.first.value()
                      << " wait until the configuration has a sink of that name again\n";
    revived.erase(std::remove_if(revived.begin(), revived.end(), is_gone), revived.end());
    if (revived.empty()) std::cout << "nothing was given up" << (sink ? " for " + sink->value() : "") << '\n';
    return revived;
}

struct Tally {
    std::string sink;
    engine::DeliverLoop::Tally counted;
};

asio::awaitable<std::vector<Tally>> send(Outside& outside, engine::Rooms& rooms,
                                         std::vector<config::SinkSettings> sinks) {
    std::vector<Tally> tallies;
    for (auto const& settings : sinks) {
        engine::DeliverLoop loop(outside.io.get_executor(), rooms, settings, outside.make_sink(settings));
        auto const counted = co_await loop.drain();
        if (counted.delivered + counted.undelivered > 0) tallies.push_back({settings.name.value(), counted});
    }
    co_return tallies;
}

int send_here(Outside& outside, store::Store& store, std::vector<config::SinkSettings> sinks) {
    std::mt19937_64 random{std::random_device{}()};
    auto const uniform = [&] { return std::uniform_real_distribution<double>{}(random); };
    auto const nothing = [] {};
    auto const lost = [](std::exception_ptr error) { std::rethrow_exception(error); };
    engine::Rooms rooms{outside.clock, store, *outside.http, lost, uniform, nothing, engine::local_offset, {}};
    std::vector<Tally> tallies;
    std::exception_ptr broken;
    asio::co_spawn(outside.io, send(outside, rooms, std::move(sinks)),
                   [&](std::exception_ptr error, std::vector<Tally> counted) {
                       broken = error;
                       tallies = std::move(counted);
                       outside.io.stop();
                   });
    outside.io.run();
    if (broken) std::rethrow_exception(broken);
    bool all = true;
    for (auto const& [sink, counted] : tallies) {
        std::cout << sink << ": " << alerts(counted.delivered) << " delivered";
        if (counted.undelivered > 0) std::cout << ", " << counted.undelivered << " not accepted";
        std::cout << '\n';
        all = all && counted.undelivered == 0;
    }
    return all && std::cout.flush() ? Exit::success : Exit::failure;
}

/** The daemon holds the state: it finds there what is wanted, and is told to look. */
int hand_over(std::filesystem::path const& directory, int daemon, config::Settings const& settings,
              std::optional<SinkName> const& sink, Instant now) {
    auto const store = store::Store::beside_daemon(directory);
    if (!store) return Exit::failure;
    for (auto const& [name, count] : revive(*store, settings, sink, now))
        std::cout << name.value() << ": " << alerts(count) << " will be sent again by the running daemon\n";
    if (daemon > 1) ::kill(daemon, SIGCONT);
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace

int retry(Arguments const& arguments) {
    auto const loaded = load_config_or_tell(arguments);
    if (!loaded) return Exit::invalid_configuration;
    auto const& settings = loaded->settings;
    std::optional<SinkName> sink;
    if (auto const name = arguments.one("SINK")) {
        if (sink_or_tell(settings, *name) == nullptr) return Exit::failure;
        sink = SinkName{*name};
    }
    auto const directory = state_directory_of(settings, DaemonLink::find().get());
    if (!std::filesystem::exists(directory / "state.db")) {
        std::cout << "nothing was given up: there is no state yet\n";
        return Exit::success;
    }
    std::signal(SIGPIPE, SIG_IGN);
    Outside outside;
    auto const now = outside.clock.now();
    try {
        store::Store store(directory, now);
        auto const revived = revive(store, settings, sink, now);
        std::vector<config::SinkSettings> sinks;
        for (auto const& configured : settings.sinks)
            if (std::any_of(revived.begin(), revived.end(),
                            [&](auto const& one) { return one.first == configured.name; }))
                sinks.push_back(configured);
        return send_here(outside, store, std::move(sinks));
    } catch (store::InUse const& in_use) {
        return hand_over(directory, in_use.pid, settings, sink, now);
    }
}

}  // namespace feedherald::cli
