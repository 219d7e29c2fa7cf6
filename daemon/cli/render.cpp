// SPDX-License-Identifier: MIT
#include "cli/render.hpp"

#include "base/text.hpp"
#include "cli/named_sink.hpp"
#include "cli/sample_alert.hpp"
#include "cli/state_view.hpp"
#include "engine/clock.hpp"
#include "sink/headline.hpp"
#include "sink/webhook/rendering.hpp"

#include <iostream>
#include <optional>
#include <utility>

namespace feedherald::cli {

namespace {

/** Enough to find one about an item among those about feeds. */
constexpr std::size_t looked_through = 200;

/** The newest alert about an item, of that feed if one is given. */
std::optional<Alert> newest_alert(StateView const& view, Subscription const* feed) {
    if (!view.store) return std::nullopt;
    auto const id = feed != nullptr ? view.store->feed_of(feed->url) : std::nullopt;
    if (feed != nullptr && !id) return std::nullopt;
    for (auto& entry : view.store->history(looked_through, id))
        if (sink::is_about_item(entry.alert.kind)) return std::move(entry.alert);
    return std::nullopt;
}

/** Line by line: the request is kept as it is, and no line of it says anything to the terminal. */
void print(std::string_view request) {
    while (true) {
        auto const end = request.find('\n');
        std::cout << escape_controls(request.substr(0, end)) << '\n';
        if (end == std::string_view::npos) return;
        request.remove_prefix(end + 1);
    }
}

}  // namespace

int render(Arguments const& arguments) {
    auto const view = view_state(arguments, ReadSecrets::yes);
    if (!view) return Exit::invalid_configuration;
    auto const* const sink = sink_or_tell(view->settings, *arguments.one("SINK"));
    if (sink == nullptr) return Exit::failure;
    Subscription const* feed = nullptr;
    if (auto const wanted = arguments.one("FEED")) {
        auto const feeds = feeds_or_tell(*view, *wanted);
        if (feeds.empty()) return Exit::failure;
        feed = feeds.front();
    }

    auto const now = engine::SystemClock{}.now();
    auto delivery = sample_alert(sink->name, now);
    delivery.uid = std::string(32, '0');
    if (auto alert = newest_alert(*view, feed)) {
        delivery.alert = std::move(*alert);
    } else {
        if (feed != nullptr) {
            delivery.alert.feed_url = feed->url;
            if (!feed->name.empty()) delivery.alert.feed_title = feed->name;
        }
        std::cerr << "no post was alerted yet" << (feed != nullptr ? " of this feed" : "") << ": this is a sample\n";
    }
    auto const text = sink::rendered_request(*sink, delivery, now);
    if (!text) {
        std::cerr << "feedherald: " << sink->name.value() << " is of type " << sink->type
                  << ", which sends no request over HTTP\n";
        return Exit::failure;
    }
    print(*text);
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
