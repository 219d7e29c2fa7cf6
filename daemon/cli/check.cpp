// SPDX-License-Identifier: MIT
#include "cli/check.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "cli/load_config.hpp"
#include "cli/replay.hpp"
#include "config/paths.hpp"

#include <iostream>

namespace feedherald::cli {

namespace {

std::string joined(std::vector<SinkName> const& names) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : ", ") + name.value();
    return text.empty() ? "nobody" : text;
}

std::string count(std::size_t n, char const* one, char const* many) {
    return std::to_string(n) + " " + (n == 1 ? one : many);
}

void print_feed(Subscription const& feed) {
    std::cout << "  " << escape_controls(feed.shown_name({}));
    if (!feed.enabled) std::cout << " (not enabled)";
    std::cout << '\n';
    if (!feed.name.empty()) std::cout << "    " << escape_controls(feed.url) << '\n';
    std::cout << "    polled "
              << (feed.poll.interval ? "every " + in_words(*feed.poll.interval)
                                     : "at the feed's own rhythm, every " + in_words(feed.poll.min_interval) + " to " +
                                           in_words(feed.poll.max_interval))
              << "; alerts go to " << joined(feed.alerts->to) << '\n';
}

void print(config::Loaded const& loaded) {
    auto const& settings = loaded.settings;
    for (auto const& file : loaded.files) std::cout << file.string() << ": ok\n";
    std::cout << count(settings.feeds.size(), "feed", "feeds") << ":\n";
    for (auto const& feed : settings.feeds) print_feed(feed);
    std::cout << count(settings.sinks.size(), "sink", "sinks") << ":\n";
    for (auto const& sink : settings.sinks) std::cout << "  " << sink.name.value() << " (" << sink.type << ")\n";
    std::cout << "state: "
              << config::state_directory(settings.state.directory, std::nullopt, config::process_environment()).string()
              << '\n';
}

}  // namespace

int check(Arguments const& arguments) {
    auto const replay = arguments.one("--replay");
    auto const span = replay ? parse_duration(*replay) : std::optional<Duration>();
    if (replay && !span) {
        std::cerr << "feedherald: --replay takes a duration like 30d, not \"" << escape_controls(*replay) << "\"\n";
        return Exit::wrong_usage;
    }
    auto const loaded = load_config_or_tell(arguments);
    if (!loaded) return Exit::invalid_configuration;
    print(*loaded);
    if (span) return print_replay(loaded->settings, *span);
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
