// SPDX-License-Identifier: MIT
#include "cli/run.hpp"

#include "base/log.hpp"
#include "base/memory.hpp"
#include "base/message_id.hpp"
#include "base/text.hpp"
#include "cli/load_config.hpp"
#include "cli/outside.hpp"
#include "cli/reload.hpp"
#include "cli/system_watch.hpp"
#include "config/paths.hpp"
#include "control/service.hpp"
#include "control/status.hpp"
#include "store/store.hpp"

#include <csignal>
#include <iostream>
#include <random>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::cli {

namespace asio = boost::asio;

namespace {

/** Everything a daemon is made of, opened in order and closed in reverse. */
struct World {
    explicit World(config::Settings const& settings)
        : state_directory(
              config::state_directory(settings.state.directory, std::nullopt, config::process_environment())),
          store(state_directory, outside.clock.now()) {}

    std::unique_ptr<engine::Daemon> make_daemon(config::Settings settings, engine::PollLoop::Watcher watcher) {
        auto const uniform = [this] { return std::uniform_real_distribution<double>{}(random); };
        auto const factory = [this](config::SinkSettings const& sink) { return outside.make_sink(sink); };
        return std::make_unique<engine::Daemon>(outside.io.get_executor(), outside.clock, store, *outside.http, factory,
                                                uniform, std::move(settings), std::move(watcher));
    }

    Outside outside;
    std::filesystem::path state_directory;
    store::Store store;
    std::mt19937_64 random{std::random_device{}()};
};

std::string items(std::size_t n) {
    return std::to_string(n) + (n == 1 ? " new item" : " new items");
}

void print_line(engine::Polled const& polled) {
    using Result = engine::Polled::Result;
    if (polled.result == Result::unchanged) return;
    std::cout << escape_controls(polled.feed) << ": ";
    if (polled.result == Result::failed)
        std::cout << "failed: " << escape_controls(polled.reason) << '\n';
    else
        std::cout << items(polled.new_items) << '\n';
}

/** The closing line of the contract, and the exit status. */
int close(engine::Daemon::Tally const& tally, std::size_t feeds) {
    std::cout << feeds << " feeds: " << tally.polled << " polled, " << tally.unchanged << " unchanged, " << tally.failed
              << " failed; " << tally.new_items << " new items, " << tally.alerts.delivered << " alerts delivered\n";
    std::cout.flush();
    bool const none_polled = feeds > 0 && tally.failed == tally.polled;
    return none_polled || tally.alerts.undelivered > 0 ? Exit::failure : Exit::success;
}

std::size_t count_enabled(config::Settings const& settings) {
    std::size_t count = 0;
    for (auto const& feed : settings.feeds) count += feed.enabled ? 1 : 0;
    return count;
}

int run_once(World& world, config::Settings& settings, bool verbose) {
    // The lines on stdout say what became of the polls; why an alert did not go out, only the log does.
    if (!verbose) set_log_level(LogLevel::error);
    auto const delivering = [verbose] {
        if (!verbose) set_log_level(LogLevel::warning);
    };
    auto const feeds = count_enabled(settings);
    auto const daemon =
        world.make_daemon(std::move(settings), [](auto const&, auto const& polled) { print_line(polled); });
    int status = Exit::failure;
    auto round = [&]() -> asio::awaitable<void> { status = close(co_await daemon->run_once(delivering), feeds); };
    std::exception_ptr broken;
    asio::co_spawn(world.outside.io, round(), [&](std::exception_ptr error) {
        broken = error;
        world.outside.io.stop();
    });
    world.outside.io.run();
    if (broken) {
        settings = daemon->settings();
        std::rethrow_exception(broken);
    }
    return status;
}

/** SIGTERM and SIGINT end the daemon, SIGHUP reloads the configuration, SIGCONT comes from `feedherald retry` (and does
 *  no harm to a process that does not wait for it yet). */
asio::awaitable<void> obey_signals(asio::signal_set& signals, engine::Daemon& daemon, control::Service& service,
                                   Reload& reload) {
    for (;;) {
        int const signal = co_await signals.async_wait(asio::use_awaitable);
        if (signal == SIGHUP) {
            reload.ask();
            continue;
        }
        if (signal == SIGCONT) {
            daemon.retry();
            continue;
        }
        service.stopping();
        daemon.stop();
        co_return;
    }
}

/** `settings` are lent to the daemon, and given back when the state is lost: ten thousand feeds are kept only once. */
int run_daemon(World& world, config::Settings& settings, std::filesystem::path const& file) {
    auto& session = world.outside.session;
    auto* const bus = settings.dbus ? session.get() : nullptr;
    std::unique_ptr<engine::Daemon> daemon;
    std::optional<control::Service> service;
    world.outside.wishes.later = [&](auto const& deliveries) { daemon->show_later(deliveries); };
    world.outside.wishes.mute = [&](FeedId feed) { daemon->mute(feed); };
    daemon = world.make_daemon(std::move(settings),
                               [&](auto const& feed, auto const& polled) { service->polled(feed, polled); });
    std::optional<Reload> reload;
    service.emplace(world.outside.io.get_executor(), *daemon, bus, world.state_directory.string(),
                    [&] { return reload->ask_now(); });
    control::note_trouble(world.store, {});
    SystemWatch const told_by_the_system(world.outside.io.get_executor(), *daemon);
    asio::signal_set signals(world.outside.io, SIGTERM, SIGINT, SIGHUP);
    signals.add(SIGCONT);
    std::exception_ptr broken;
    engine::Nursery nursery(world.outside.io.get_executor());
    auto const failed = [&](std::exception_ptr error) {
        broken = error;
        daemon->stop();
    };
    reload.emplace(world.outside.io.get_executor(), file, *daemon, *service);
    nursery.spawn(obey_signals(signals, *daemon, *service, *reload), failed);
    nursery.spawn(reload->obey(), failed);
    nursery.spawn(reload->watch(), [](std::exception_ptr error) {
        try {
            std::rethrow_exception(error);
        } catch (std::exception const& e) {  // a comfort only: SIGHUP still works
            log_warning(std::string("changes of the configuration are not noticed: ") + e.what());
        }
    });
    nursery.spawn(control::feed_watchdog(), failed);
    nursery.spawn(service->keep_status(), failed);

    auto life = [&]() -> asio::awaitable<void> {
        try {
            co_await service->start();
            co_await daemon->run();
        } catch (std::exception const&) {  // told when everything that stands beside it has ended
            broken = std::current_exception();
        }
        nursery.cancel();
        signals.cancel();
        co_await nursery.join();
    };
    asio::co_spawn(world.outside.io, life(), [&](std::exception_ptr error) {
        if (error) broken = error;
        world.outside.io.stop();
    });
    world.outside.io.run();
    if (broken) {
        settings = daemon->settings();
        std::rethrow_exception(broken);
    }
    log_info("stopped", {{"MESSAGE_ID", message_id::stopped}});
    return Exit::success;
}

/** After a damaged state every poll is a first one: a backlog would alert what was alerted before. */
void drop_backlog(config::Settings& settings) {
    for (auto& feed : settings.feeds) feed.alerts.edit().backlog = 0;
}

}  // namespace

int run(Arguments const& arguments) {
    keep_memory_small();
    auto loaded = load_config_or_tell(arguments);
    if (!loaded) return Exit::invalid_configuration;
    std::signal(SIGPIPE, SIG_IGN);  // a peer that went away is an error code, not the end
    for (bool damaged = false;;) {
        World world(loaded->settings);
        damaged = damaged || !world.store.set_aside().empty();
        if (!world.store.set_aside().empty())
            log_error("the state was damaged: it is now " + world.store.set_aside().string() +
                          ", and a new one was begun; the first polls only record what the feeds hold",
                      {{"MESSAGE_ID", message_id::state_damaged}});
        if (damaged) drop_backlog(loaded->settings);
        try {
            if (arguments.has("--once")) return run_once(world, loaded->settings, arguments.has("--verbose"));
            return run_daemon(world, loaded->settings, config_file(arguments));
        } catch (store::Damaged const& damage) {  // it has been set aside already: begin anew, with an empty one
            log_error(damage.what());
            damaged = true;
        }
        // As the files are now: the configuration may have been reloaded since.
        if (auto now = load_config(config_file(arguments))) loaded = std::move(*now);
    }
}

}  // namespace feedherald::cli
