// SPDX-License-Identifier: MIT
#include "cli/add.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "base/uri.hpp"
#include "cli/edit_config.hpp"
#include "cli/feed_address.hpp"
#include "cli/find_feed.hpp"
#include "cli/first_poll.hpp"

#include <iostream>

namespace feedherald::cli {

namespace {

void tell(std::string const& text) {
    std::cerr << "feedherald: " << text << '\n';
}

std::string joined(std::vector<SinkName> const& names) {
    std::string text;
    for (auto const& name : names) text += (text.empty() ? "" : ", ") + name.value();
    return text.empty() ? "nobody" : text;
}

void report(FoundFeed const& found, config::NewFeed const& feed, config::Loaded const& loaded,
            std::string const& first_poll) {
    auto const uri = parse_uri(found.url);
    auto const url = uri ? uri->text() : found.url;
    auto const title = feed.name.empty() ? found.feed.title : feed.name;
    std::cout << "added " << escape_controls(title.empty() ? url : title) << '\n';
    std::cout << "  " << escape_controls(url) << '\n';
    std::string to;
    for (auto const& sub : loaded.settings.feeds)
        if (uri && sub.url == uri->text()) to = joined(sub.alerts->to);
    std::cout << "  " << first_poll << "; new ones are alerted to " << to << '\n';
}

}  // namespace

int add(Arguments const& arguments) {
    ConfigEditor editor(arguments);
    auto const before = editor.load();
    if (!before) return Exit::invalid_configuration;
    auto const addresses = feed_addresses(arguments.one("URL").value_or(""));
    if (!addresses) {
        tell(addresses.error());
        return Exit::wrong_usage;
    }
    config::NewFeed feed;
    feed.url = addresses->front();
    feed.name = fold_white_space(arguments.one("--name").value_or(""));
    feed.to = arguments.all("--to");
    // Names no such sink, is there already: told before anybody is asked.
    if (!editor.try_add({&feed, 1})) return Exit::failure;

    if (!arguments.has("--verbose")) set_log_level(LogLevel::warning);
    Web web;
    auto const found = find_feed(web, before->settings, *addresses, before->defaults);
    if (!found) return Exit::failure;
    feed.url = found->url;
    if (!editor.try_add({&feed, 1})) return Exit::failure;
    FirstPoll first_poll(web, before->settings, feed.url, found->document);
    auto const after = editor.add({&feed, 1});
    if (!after) return Exit::failure;
    report(*found, feed, *after, first_poll.record(after->settings));
    return Exit::success;
}

}  // namespace feedherald::cli
