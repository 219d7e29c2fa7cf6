// SPDX-License-Identifier: MIT
#include "cli/replay.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/state_view.hpp"
#include "control/history.hpp"
#include "control/replay.hpp"
#include "engine/clock.hpp"

#include <algorithm>
#include <iostream>
#include <set>

namespace feedherald::cli {

namespace {

bool holds(std::vector<SinkName> const& sinks, SinkName const& sink) {
    return std::find(sinks.begin(), sinks.end(), sink) != sinks.end();
}

std::string what(Alert const& alert) {
    auto const& item = alert.item;
    auto text = alert.feed_title + ": ";
    if (alert.kind == AlertKind::item_new || alert.kind == AlertKind::item_updated)
        text += !item.title.empty() ? item.title : !item.url.empty() ? item.url : item.id;
    else
        text += control::history_kind(alert.kind);
    return escape_controls(fold_white_space(text));
}

void print_sink(SinkName const& sink, std::vector<control::Replayed> const& changes) {
    std::size_t appear = 0;
    std::size_t vanish = 0;
    for (auto const& change : changes) {
        if (holds(change.appear, sink)) ++appear;
        if (holds(change.vanish, sink)) ++vanish;
    }
    std::cout << sink.value() << ": " << appear << " would appear, " << vanish << " would vanish\n";
    for (auto const& change : changes) {
        if (holds(change.appear, sink))
            std::cout << "  + " << control::told(change.alert.time) << "  " << what(change.alert) << '\n';
        else if (holds(change.vanish, sink))
            std::cout << "  - " << control::told(change.alert.time) << "  " << what(change.alert) << "  ("
                      << escape_controls(change.why) << ")\n";
    }
}

}  // namespace

int print_replay(config::Settings const& settings, Duration span) {
    auto const daemon = DaemonLink::find();
    auto const directory = state_directory_of(settings, daemon.get());
    auto const store = store::Store::for_reading(directory);
    if (!store) {
        std::cerr << "feedherald: there is nothing to replay yet: no state in " << directory.string() << '\n';
        return Exit::failure;
    }
    auto const replay = control::replay(store->alerts_since(engine::SystemClock{}.now() - span), settings);
    std::set<SinkName> sinks;
    for (auto const& sink : settings.sinks) sinks.insert(sink.name);
    for (auto const& change : replay.changes) sinks.insert(change.vanish.begin(), change.vanish.end());
    std::cout << "replay of " << in_words(span) << ": " << replay.looked_at
              << (replay.looked_at == 1 ? " item or alert" : " items and alerts") << " in the history\n";
    for (auto const& sink : sinks) print_sink(sink, replay.changes);
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
