// SPDX-License-Identifier: MIT
#include "cli/state_view.hpp"

#include "base/process.hpp"
#include "base/text.hpp"
#include "config/paths.hpp"
#include "control/choose_feeds.hpp"

#include <iostream>
#include <utility>

namespace feedherald::cli {

namespace {

constexpr char how_to_start[] =
    "start it with 'systemctl --user start feedherald', or in the foreground with 'feedherald run'";

StateView view_under(config::Settings settings) {
    StateView view;
    view.settings = std::move(settings);
    view.daemon = DaemonLink::find();
    view.directory = state_directory_of(view.settings, view.daemon.get());
    view.store = store::Store::for_reading(view.directory);
    view.holder = store::holder_of(view.directory);
    return view;
}

}  // namespace

std::filesystem::path state_directory_of(config::Settings const& settings, DaemonLink* daemon) {
    // The daemon is not asked where the configuration or the environment say it.
    auto const environment = config::process_environment();
    auto const given = environment("STATE_DIRECTORY");
    bool const is_told = !settings.state.directory.empty() || (given && !given->empty());
    auto const from_daemon =
        daemon != nullptr && !is_told ? daemon->text_property("StateDirectory") : std::optional<std::string>();
    return config::state_directory(settings.state.directory, from_daemon, environment);
}

std::optional<StateView> view_state(Arguments const& arguments, ReadSecrets secrets) {
    auto loaded = load_config_or_tell(arguments, secrets);
    if (!loaded) return std::nullopt;
    return view_under(std::move(loaded->settings));
}

StateView view_without_configuration() {
    auto view = view_under({});
    if (!view.store) return view;
    for (auto const& state : view.store->all_feeds()) {
        auto& feed = view.settings.feeds.emplace_back();
        feed.id = state.id;
        feed.url = state.url;
    }
    for (auto& name : view.store->sinks_owed()) view.settings.sinks.emplace_back().name = std::move(name);
    return view;
}

std::unique_ptr<DaemonLink> daemon_or_tell(Arguments const& arguments) {
    auto daemon = DaemonLink::find();
    if (daemon) return daemon;
    auto const loaded = load_config(config_file(arguments), ReadSecrets::no);
    auto const holder =
        loaded ? store::holder_of(state_directory_of(loaded->settings, nullptr)) : std::optional<long>();
    if (holder)
        std::cerr << "feedherald: the daemon runs as " << describe_process(*holder)
                  << ", but cannot be reached: it is not on this session bus ([control] dbus = false, another bus, or "
                     "the name was taken)\n";
    else
        std::cerr << "feedherald: the daemon is not running; " << how_to_start << '\n';
    return nullptr;
}

std::vector<Subscription const*> feeds_or_tell(StateView const& view, std::string const& wanted) {
    auto const title_of = [&](Subscription const& feed) {
        auto const id = view.store ? view.store->feed_of(feed.url) : std::nullopt;
        auto const state = id ? view.store->known(*id) : std::nullopt;
        return state ? state->title : std::string();
    };
    auto chosen = control::choose_feeds(view.settings.feeds, wanted, title_of);
    if (chosen.empty())
        std::cerr << "feedherald: there is no feed \"" << escape_controls(wanted)
                  << "\": no address, name or tag is that; 'feedherald list' shows them\n";
    return chosen;
}

}  // namespace feedherald::cli
