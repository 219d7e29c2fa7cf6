// SPDX-License-Identifier: MIT
#include "cli/explain.hpp"

#include "base/text.hpp"
#include "cli/state_view.hpp"
#include "control/explain.hpp"
#include "engine/clock.hpp"

#include <iostream>
#include <optional>
#include <utility>

namespace feedherald::cli {

int explain(Arguments const& arguments) {
    auto const view = view_state(arguments);
    if (!view) return Exit::invalid_configuration;
    auto const chosen = feeds_or_tell(*view, arguments.one("FEED").value_or(""));
    if (chosen.empty()) return Exit::failure;
    auto const item = arguments.one("ITEM-URL");
    auto const now = engine::SystemClock{}.now();
    bool told = false;
    for (auto const* feed : chosen) {
        auto const row = control::feed_row(*feed, view->store.get(), now);
        std::optional<control::Explanation> explanation;
        if (!item)
            explanation = control::explain_feed(row, view->store.get(), now);
        else if (view->store)
            explanation = control::explain_item(row, *view->store, *item, now);
        if (!explanation) continue;
        if (std::exchange(told, true)) std::cout << '\n';
        for (auto const& sentence : explanation->sentences) std::cout << escape_controls(sentence) << '\n';
    }
    if (!told)
        std::cerr << "feedherald: no item \"" << escape_controls(*item)
                  << "\" is known: it has not been seen in the feed, or it left it longer ago than [state] keep\n";
    return told && std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
