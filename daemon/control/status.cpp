// SPDX-License-Identifier: MIT
#include "control/status.hpp"

#include "base/version.hpp"
#include "control/feed_row.hpp"
#include "engine/obstacle.hpp"
#include "engine/pause.hpp"

namespace feedherald::control {

namespace {

constexpr char trouble_note[] = "configuration";

SinkStatus sink_status(config::SinkSettings const& settings, store::Store* store, bool running) {
    SinkStatus status;
    status.name = settings.name.value();
    status.type = settings.type;
    if (store == nullptr) return status;
    auto const known = store->sink_state(settings.name);
    status.pending = known.pending;
    status.last_error = known.last_error;
    auto const obstacle = running ? engine::noted_obstacle(*store, settings.name) : std::nullopt;
    if (known.disabled) {
        status.state = SinkStatus::State::disabled;
    } else if (obstacle && known.pending > 0) {
        status.state = SinkStatus::State::waiting;
        status.last_error = *obstacle;
    } else if (!known.last_error.empty()) {
        status.state = SinkStatus::State::failing;
    } else if (known.pending > 0) {
        status.state = SinkStatus::State::waiting;
    }
    return status;
}

}  // namespace

std::string_view to_text(SinkStatus::State state) {
    switch (state) {
        case SinkStatus::State::ok:
            return "ok";
        case SinkStatus::State::waiting:
            return "waiting";
        case SinkStatus::State::failing:
            return "failing";
        case SinkStatus::State::disabled:
            break;
    }
    return "disabled";
}

Status status_of(config::Settings const& settings, store::Store* store, bool running, Instant now) {
    Status status;
    status.running = running;
    status.version = version;
    status.feeds = settings.feeds.size();
    for (auto const& row : feed_rows(settings.feeds, store, now, false)) {
        if (row.condition == FeedRow::Condition::failing) ++status.failing;
        if (row.next_poll && (!status.next_poll || *row.next_poll < *status.next_poll))
            status.next_poll = row.next_poll;
    }
    for (auto const& sink : settings.sinks) {
        status.sinks.push_back(sink_status(sink, store, running));
        status.pending_alerts += status.sinks.back().pending;
    }
    if (store == nullptr) return status;
    status.paused_until = engine::noted_pause(*store, now);
    if (running) status.trouble = store->note(trouble_note).value_or("");
    return status;
}

Facts facts_of(Status const& status) {
    FactList sinks;
    for (auto const& sink : status.sinks)
        sinks.emplace_back(Facts{{"name", sink.name},
                                 {"type", Fact::known(sink.type)},
                                 {"state", to_text(sink.state)},
                                 {"pending", sink.pending},
                                 {"last_error", Fact::known(sink.last_error)}});
    Facts facts{{"running", status.running},
                {"version", status.version},
                {"feeds", status.feeds},
                {"failing", status.failing},
                {"pending_alerts", status.pending_alerts},
                {"paused_until", status.paused_until},
                {"next_poll", status.next_poll},
                {"sinks", std::move(sinks)}};
    if (!status.trouble.empty()) facts.emplace_back("trouble", status.trouble);
    return facts;
}

void note_trouble(store::Store& store, std::string const& trouble) {
    if (trouble.empty())
        store.remove_note(trouble_note);
    else
        store.set_note(trouble_note, trouble);
}

}  // namespace feedherald::control
