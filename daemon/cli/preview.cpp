// SPDX-License-Identifier: MIT
#include "cli/preview.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"
#include "cli/edit_config.hpp"
#include "cli/feed_address.hpp"
#include "cli/find_feed.hpp"
#include "engine/item_text.hpp"
#include "sink/desktop/popup_text.hpp"
#include "sink/headline.hpp"
#include "sink/webhook/payload.hpp"
#include "sink/webhook/rendering.hpp"

#include <algorithm>
#include <filesystem>
#include <iostream>

namespace feedherald::cli {

namespace {

constexpr std::size_t most_items = 3;

/** Where it is asked for, and how: as the configuration says where it is subscribed to. */
struct Asked {
    std::vector<std::string> addresses;
    Subscription like;
};

boost::system::result<Asked, std::string> asked_for(std::string const& text, config::Loaded const& loaded) {
    for (auto const& sub : loaded.settings.feeds)
        if (sub.url == text || sub.name == text) return Asked{{sub.url}, sub};
    std::error_code ignored;
    bool const is_file = text.find("://") == std::string::npos && std::filesystem::exists(text, ignored);
    auto const addresses = feed_addresses(is_file ? std::filesystem::absolute(text).string() : text);
    if (!addresses) return addresses.error();
    Asked asked{*addresses, loaded.defaults};
    for (auto const& sub : loaded.settings.feeds)
        if (sub.url == addresses->front()) asked.like = sub;
    return asked;
}

std::vector<Item> newest(Feed const& feed) {
    auto items = feed.items;
    auto const date = [](Item const& item) { return item.published.value_or(item.modified.value_or(Instant::min())); };
    std::ranges::stable_sort(items, std::ranges::greater{}, date);
    if (items.size() > most_items) items.resize(most_items);
    return items;
}

Delivery delivery_of(Item item, FoundFeed const& found, Subscription const& sub, Instant now) {
    Delivery delivery;
    delivery.uid = std::string(32, '0');
    delivery.created = now;
    auto& alert = delivery.alert;
    alert.time = now;
    alert.feed_url = sub.url;
    alert.feed_title = sub.shown_name(found.feed.title);
    alert.feed_home_page_url = found.feed.home_page_url;
    for (auto* date : {&item.published, &item.modified})
        if (*date && !is_plausible_date(**date, now)) date->reset();
    item.text = engine::plain_text(item);
    alert.item = std::move(item);
    return delivery;
}

/** The bodies of the webhooks that it would go to; where there is none, of the usual one. */
std::vector<std::pair<std::string, std::string>> bodies(Delivery const& delivery, Subscription const& sub,
                                                        config::Settings const& settings) {
    std::vector<std::pair<std::string, std::string>> bodies;
    for (auto const& sink : settings.sinks) {
        if (std::ranges::find(sub.alerts->to, sink.name) == sub.alerts->to.end()) continue;
        if (auto const request = sink::rendered_request(sink, delivery, delivery.created))
            bodies.emplace_back(sink.name.value(), request->substr(request->find("\n\n") + 2));
    }
    if (bodies.empty()) bodies.emplace_back("webhook", sink::standard_payload(delivery).body);
    return bodies;
}

/** Behind every line end four blanks. */
std::string indented(std::string_view text) {
    std::string out;
    for (char const c : text) out.append(1, c).append(c == '\n' ? "    " : "");
    return out;
}

void print(Delivery const& delivery, Subscription const& sub, config::Settings const& settings) {
    auto const popup = sink::desktop::popup_text(delivery.alert, false);
    std::cout << "\nnotification\n    " << popup.summary << '\n';
    if (!popup.body.empty()) std::cout << "    " << indented(popup.body) << '\n';
    auto const link = sink::link_of(delivery.alert);
    if (!link.empty()) std::cout << "    opens " << escape_controls(link) << '\n';
    for (auto const& [name, body] : bodies(delivery, sub, settings))
        std::cout << name << " body\n    " << escape_controls(body) << '\n';
}

}  // namespace

int preview(Arguments const& arguments) {
    ConfigEditor configuration(arguments);
    auto const loaded = configuration.load();
    if (!loaded) return Exit::invalid_configuration;
    auto const asked = asked_for(arguments.one("SOURCE").value_or(""), *loaded);
    if (!asked) {
        std::cerr << "feedherald: " << asked.error() << '\n';
        return Exit::wrong_usage;
    }
    Web web;
    auto const found = find_feed(web, loaded->settings, asked->addresses, asked->like);
    if (!found) return Exit::failure;
    auto sub = asked->like;
    sub.url = without_credentials(found->url);
    auto const now = web.clock.now();
    auto const items = newest(found->feed);
    auto const& title = found->feed.title;
    auto const all = found->feed.items.size();
    std::cout << escape_controls(title.empty() ? sub.url : title) << ": " << all << (all == 1 ? " item" : " items");
    if (items.size() < all) std::cout << "; the newest " << items.size() << " would be alerted as";
    std::cout << '\n';
    for (auto const& item : items) print(delivery_of(item, *found, sub, now), sub, loaded->settings);
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
