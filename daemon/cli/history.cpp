// SPDX-License-Identifier: MIT
#include "cli/history.hpp"

#include "base/text.hpp"
#include "cli/json_facts.hpp"
#include "cli/relative_time.hpp"
#include "cli/state_view.hpp"
#include "cli/table.hpp"
#include "control/history.hpp"
#include "engine/clock.hpp"

#include <charconv>
#include <iostream>

namespace feedherald::cli {

namespace {

constexpr std::size_t usual_number = 20;

std::optional<std::size_t> number_of(std::string const& text) {
    std::uint32_t number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string what(Alert const& alert) {
    if (alert.kind == AlertKind::item_new || alert.kind == AlertKind::item_updated) {
        auto const& item = alert.item;
        auto const& title = !item.title.empty() ? item.title : !item.url.empty() ? item.url : item.id;
        return fold_white_space(title) + (alert.kind == AlertKind::item_updated ? " (updated)" : "");
    }
    return std::string(control::history_kind(alert.kind)) + ": " + alert.reason;
}

/** "desktop delivered, phone held"; the colour is of the worst. */
Cell became(store::HistoryEntry const& entry) {
    Cell cell{"", Colour::green};
    for (auto const& delivery : entry.deliveries) {
        if (!cell.text.empty()) cell.text += ", ";
        cell.text.append(delivery.sink.value()).append(" ").append(control::to_text(delivery.state));
        if (delivery.state == store::Settlement::State::failed)
            cell.colour = Colour::red;
        else if (delivery.state != store::Settlement::State::delivered && cell.colour != Colour::red)
            cell.colour = Colour::yellow;
    }
    return cell;
}

std::string table_of(std::vector<store::HistoryEntry> const& entries, Terminal const& terminal, Instant now) {
    if (entries.empty()) return "nothing has been alerted yet\n";
    Table table({{"WHEN"}, {"FEED", 10}, {"ALERT", 20}, {"SINKS", 12}});
    for (auto const& entry : entries)
        table.add({{relative(entry.alert.time, now)}, {entry.alert.feed_title}, {what(entry.alert)}, became(entry)});
    return table.text(terminal);
}

}  // namespace

int history(Arguments const& arguments) {
    auto const given = arguments.one("-n");
    auto const most = given ? number_of(*given) : usual_number;
    if (!most) {
        std::cerr << "feedherald: -n takes a number, not \"" << escape_controls(*given) << "\"\n";
        return Exit::wrong_usage;
    }
    auto const view = view_state(arguments);
    if (!view) return Exit::invalid_configuration;

    std::optional<std::vector<FeedId>> feeds;
    if (auto const wanted = arguments.one("--feed")) {
        feeds.emplace();
        // Its history outlives a feed's place in the configuration.
        auto const known = view->store ? view->store->feed_of(*wanted) : std::nullopt;
        if (known) {
            feeds->push_back(*known);
        } else {
            auto const chosen = feeds_or_tell(*view, *wanted);
            if (chosen.empty()) return Exit::failure;
            for (auto const* feed : chosen)
                if (auto const id = view->store ? view->store->feed_of(feed->url) : std::nullopt) feeds->push_back(*id);
        }
    }
    std::vector<store::HistoryEntry> entries;
    if (view->store) entries = control::history_of(*view->store, *most, feeds ? &*feeds : nullptr);
    if (arguments.has("--json")) {
        std::vector<control::Facts> facts;
        for (auto const& entry : entries) facts.push_back(control::facts_of(entry));
        std::cout << to_json(facts);
    } else if (*most > 0) {
        std::cout << table_of(entries, Terminal::of_stdout(), engine::SystemClock{}.now());
    }
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
