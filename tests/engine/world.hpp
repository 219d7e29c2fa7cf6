// SPDX-License-Identifier: MIT
// A whole daemon in virtual time: real coroutines, real store in memory, a fake network, a recording sink.
#pragma once

#include "engine/daemon.hpp"
#include "engine/fake_http.hpp"
#include "engine/manual_clock.hpp"
#include "engine/recording_sink.hpp"

#include <exception>
#include <memory>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace feedherald::tests {

inline constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{8}};

class World {
  public:
    World() { settings.sinks.push_back(sink("desktop", "desktop")); }
    ~World() { end(); }

    static config::SinkSettings sink(std::string const& name, std::string const& type) {
        config::SinkSettings settings;
        settings.name = SinkName(name);
        settings.type = type;
        return settings;
    }

    Subscription& subscribe(std::string const& url) {
        Subscription sub;
        sub.url = url;
        sub.alerts.edit().to = {SinkName("desktop")};
        settings.feeds.push_back(sub);
        return settings.feeds.back();
    }

    /** Publishes under that address and subscribes to it. */
    Publisher& publisher(std::string const& url, std::string const& title = "A feed") {
        auto& made = publishers_.emplace_back(std::make_unique<Publisher>(title));
        http.answers[url] = [feed = made.get()](net::Request const& request) { return feed->answer(request); };
        subscribe(url);
        return *made;
    }

    void make() {
        auto const factory = [this](config::SinkSettings const& settings_of) {
            return std::make_unique<RecordingSink>(received[settings_of.name.value()]);
        };
        daemon = std::make_unique<engine::Daemon>(
            io.get_executor(), clock, store, http, factory, [] { return 0.5; }, settings, nullptr);
    }

    void begin() {
        make();
        ended = false;
        boost::asio::co_spawn(io, daemon->run(), [this](std::exception_ptr error) {
            ended = true;
            if (error) std::rethrow_exception(error);
        });
    }

    void run_for(Duration span) { clock.run_until(io, clock.now() + span); }

    /** As SIGTERM does. */
    void end() {
        if (!daemon) return;
        daemon->stop();
        io.restart();
        io.run();
        daemon.reset();
    }

    boost::asio::io_context io{1};
    ManualClock clock{start};
    store::Store store;
    FakeHttp http;
    std::map<std::string, Received> received;
    config::Settings settings;
    std::unique_ptr<engine::Daemon> daemon;
    bool ended = false;

  private:
    std::vector<std::unique_ptr<Publisher>> publishers_;
};

}  // namespace feedherald::tests
