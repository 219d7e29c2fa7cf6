// SPDX-License-Identifier: MIT
#include "cli/status.hpp"

#include "base/process.hpp"
#include "base/text.hpp"
#include "cli/json_facts.hpp"
#include "cli/relative_time.hpp"
#include "cli/state_view.hpp"
#include "cli/table.hpp"
#include "control/status.hpp"
#include "engine/clock.hpp"
#include "engine/pause.hpp"

#include <iostream>

namespace feedherald::cli {

namespace {

using control::SinkStatus;
using control::Status;

Colour colour_of(SinkStatus::State state) {
    switch (state) {
        case SinkStatus::State::ok:
            return Colour::green;
        case SinkStatus::State::waiting:
            return Colour::yellow;
        case SinkStatus::State::failing:
        case SinkStatus::State::disabled:
            break;
    }
    return Colour::red;
}

std::string running_line(Status const& status, StateView const& view, Terminal const& terminal) {
    if (!status.running) return terminal.paint(Colour::yellow, "not running") + "; the rest is what it left behind";
    auto text = terminal.paint(Colour::green, "running") + ", feedherald " + status.version;
    if (view.holder) text += ", " + describe_process(*view.holder);
    if (!view.daemon) text += ", not on this session bus";
    return text;
}

std::string when(Instant instant, Instant now) {
    return control::told(instant) + " (" + relative(instant, now) + ")";
}

void print(Status const& status, StateView const& view, Terminal const& terminal, Instant now) {
    auto const line = [](char const* what, std::string const& text) { std::cout << what << text << '\n'; };
    line("daemon     ", running_line(status, view, terminal));
    line("feeds      ",
         std::to_string(status.feeds) +
             (status.failing > 0 ? ", " + terminal.paint(Colour::red, std::to_string(status.failing) + " failing")
                                 : std::string()));
    if (status.next_poll) line("next poll  ", when(*status.next_poll, now));
    line("alerts     ",
         status.pending_alerts == 0 ? "none waits" : std::to_string(status.pending_alerts) + " waiting for delivery");
    if (status.paused_until)
        line("paused     ", *status.paused_until == engine::until_resumed ? "until 'feedherald resume'"
                                                                          : "until " + when(*status.paused_until, now));
    if (!status.trouble.empty()) line("trouble    ", terminal.paint(Colour::red, escape_controls(status.trouble)));
    if (status.sinks.empty()) return;
    Table table({{"SINK", 8}, {"TYPE"}, {"STATE"}, {"PENDING"}, {"LAST ERROR", 12}});
    for (auto const& sink : status.sinks)
        table.add({{sink.name},
                   {sink.type},
                   {std::string(control::to_text(sink.state)), colour_of(sink.state)},
                   {std::to_string(sink.pending)},
                   {sink.last_error}});
    std::cout << '\n' << table.text(terminal);
}

}  // namespace

int status(Arguments const& arguments) {
    auto view = view_state(arguments);
    bool const is_valid = view.has_value();
    if (!view) view = view_without_configuration();
    auto const now = engine::SystemClock{}.now();
    auto status = control::status_of(view->settings, view->store.get(), view->running(), now);
    if (view->daemon) status.version = view->daemon->text_property("Version").value_or(status.version);
    if (!is_valid && status.trouble.empty()) status.trouble = "the configuration is not valid";
    if (arguments.has("--json"))
        std::cout << to_json(control::facts_of(status));
    else
        print(status, *view, Terminal::of_stdout(), now);
    if (!std::cout.flush()) return Exit::failure;
    return is_valid ? Exit::success : Exit::invalid_configuration;
}

}  // namespace feedherald::cli
