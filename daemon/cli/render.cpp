// SPDX-License-Identifier: MIT
#include "cli/render.hpp"

#include "base/text.hpp"
#include "cli/load_config.hpp"
#include "cli/named_sink.hpp"
#include "cli/sample_alert.hpp"
#include "config/paths.hpp"
#include "engine/clock.hpp"
#include "sink/headline.hpp"
#include "sink/webhook/rendering.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <iostream>
#include <memory>

namespace feedherald::cli {

namespace {

/** Enough to find one about an item among those about feeds. */
constexpr std::size_t looked_through = 200;

Subscription const* find_feed(config::Settings const& settings, std::string const& wanted) {
    auto const fits = [&](Subscription const& feed) {
        return feed.url == wanted || equals_ignoring_ascii_case(feed.name, wanted);
    };
    auto const found = std::find_if(settings.feeds.begin(), settings.feeds.end(), fits);
    return found == settings.feeds.end() ? nullptr : &*found;
}

std::optional<FeedId> id_of(store::Store& store, Subscription const& feed) {
    for (auto const& state : store.all_feeds())
        if (state.url == feed.url) return state.id;
    return std::nullopt;
}

/** The newest alert about an item, of that feed if one is given. */
std::optional<Alert> newest_alert(config::Settings const& settings, Subscription const* feed) {
    auto const directory =
        config::state_directory(settings.state.directory, std::nullopt, config::process_environment());
    auto const store = store::Store::for_reading(directory);
    if (!store) return std::nullopt;
    auto const id = feed != nullptr ? id_of(*store, *feed) : std::nullopt;
    if (feed != nullptr && !id) return std::nullopt;
    for (auto& entry : store->history(looked_through, id))
        if (sink::is_about_item(entry.alert.kind)) return std::move(entry.alert);
    return std::nullopt;
}

}  // namespace

int render(Arguments const& arguments) {
    auto const loaded = load_config_or_tell(arguments);
    if (!loaded) return Exit::invalid_configuration;
    auto const& settings = loaded->settings;
    auto const* const sink = sink_or_tell(settings, *arguments.one("SINK"));
    if (sink == nullptr) return Exit::failure;
    Subscription const* feed = nullptr;
    if (auto const wanted = arguments.one("FEED")) {
        feed = find_feed(settings, *wanted);
        if (feed == nullptr) {
            std::cerr << "feedherald: there is no feed \"" << escape_controls(*wanted)
                      << "\" in the configuration: no address or name is that\n";
            return Exit::failure;
        }
    }

    auto const now = engine::SystemClock{}.now();
    auto delivery = sample_alert(sink->name, now);
    delivery.uid = std::string(32, '0');
    if (auto alert = newest_alert(settings, feed)) {
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
    std::cout << *text << '\n';
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
