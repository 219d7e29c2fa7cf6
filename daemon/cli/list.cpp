// SPDX-License-Identifier: MIT
#include "cli/list.hpp"

#include "cli/json_facts.hpp"
#include "cli/relative_time.hpp"
#include "cli/state_view.hpp"
#include "cli/table.hpp"
#include "control/feed_row.hpp"
#include "engine/clock.hpp"

#include <algorithm>
#include <chrono>
#include <iostream>

#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

namespace feedherald::cli {

namespace {

using control::FeedRow;

constexpr std::chrono::seconds refresh{2};

Colour colour_of(FeedRow::Condition condition) {
    switch (condition) {
        case FeedRow::Condition::ok:
            return Colour::green;
        case FeedRow::Condition::failing:
            return Colour::red;
        case FeedRow::Condition::gone:
            return Colour::yellow;
        case FeedRow::Condition::fresh:
        case FeedRow::Condition::paused:
            break;
    }
    return Colour::grey;
}

/** What the owner of the configuration should know: what is wrong, else where the feed lives by now. */
std::string note_on(FeedRow const& row) {
    auto const& state = row.state;
    if (!state.last_error.empty()) return state.last_error;
    if (!state.move.to.empty()) return "moved to " + state.move.to;
    return state.suggested_url.empty() ? std::string() : "names another address: " + state.suggested_url;
}

std::string table_of(std::vector<FeedRow> const& rows, Terminal const& terminal, Instant now) {
    if (rows.empty()) return "there is no feed in the configuration yet\n";
    auto const has_error = [](FeedRow const& row) { return !row.state.last_error.empty(); };
    auto const has_note = [](FeedRow const& row) { return !note_on(row).empty(); };
    bool const troubled = std::any_of(rows.begin(), rows.end(), has_error);
    bool const noted = std::any_of(rows.begin(), rows.end(), has_note);
    std::vector<Table::Column> columns{{"FEED", 12}, {"HEALTH"}, {"LAST POLL"}, {"NEXT POLL"}, {"LAST NEW"}};
    if (noted) columns.push_back({troubled ? "TROUBLE" : "NOTE", 12});
    Table table(std::move(columns));
    for (auto const& row : rows) {
        std::vector<Cell> cells{{row.shown_name()},
                                {std::string(control::to_text(row.condition)), colour_of(row.condition)},
                                {relative(row.state.last_polled, now)},
                                {row.next_poll && *row.next_poll <= now ? "due" : relative(row.next_poll, now)},
                                {relative(row.state.last_new, now)}};
        if (noted) cells.push_back({note_on(row)});
        table.add(std::move(cells));
    }
    return table.text(terminal);
}

/** False: the configuration is not valid. */
bool print(Arguments const& arguments, std::string const& before) {
    auto const view = view_state(arguments);
    if (!view) return false;
    auto const now = engine::SystemClock{}.now();
    bool const json = arguments.has("--json");
    auto const rows = control::feed_rows(view->settings.feeds, view->store.get(), now, json);
    std::string text;
    if (json) {
        std::vector<control::Facts> facts;
        facts.reserve(rows.size());
        for (auto const& row : rows) facts.push_back(control::facts_of(row));
        text = to_json(facts);
    } else {
        text = table_of(rows, Terminal::of_stdout(), now);
    }
    std::cout << before << text << std::flush;
    return true;
}

}  // namespace

int list(Arguments const& arguments) {
    if (!arguments.has("--watch"))
        return !print(arguments, "") ? Exit::invalid_configuration : std::cout ? Exit::success : Exit::failure;
    // From the top of an empty screen, until the user has seen enough; into a pipe one list after the other.
    std::string const clear = Terminal::of_stdout().is_terminal ? "\x1b[H\x1b[2J" : "";
    boost::asio::io_context io{1};
    while (print(arguments, clear)) {
        if (!std::cout) return Exit::failure;
        boost::asio::steady_timer(io, refresh).wait();
    }
    return Exit::invalid_configuration;
}

}  // namespace feedherald::cli
