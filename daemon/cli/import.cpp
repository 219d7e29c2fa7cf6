// SPDX-License-Identifier: MIT
#include "cli/import.hpp"

#include "base/text.hpp"
#include "base/uri.hpp"
#include "cli/edit_config.hpp"
#include "cli/progress_bar.hpp"
#include "cli/read_input.hpp"
#include "parse/opml.hpp"

#include <iostream>
#include <unordered_set>

namespace feedherald::cli {

namespace {

/** What an OPML file comes to: the feeds to write, and what became of the others. */
struct Sorted {
    std::vector<config::NewFeed> feeds;
    std::size_t duplicates = 0;
    std::size_t invalid = 0;
};

/** As the configuration wants it: a name that is but the address is none, a label has no control characters. */
config::NewFeed feed_of(parse::OpmlFeed const& entry, std::string url) {
    config::NewFeed feed;
    feed.name = entry.title == entry.url ? "" : fold_white_space(neutralise(entry.title));
    feed.url = std::move(url);
    for (auto const& tag : entry.tags)
        if (auto label = fold_white_space(neutralise(tag)); !label.empty()) feed.tags.push_back(std::move(label));
    return feed;
}

Sorted sort(std::vector<parse::OpmlFeed> const& entries, config::Settings const& settings) {
    Sorted sorted;
    std::unordered_set<std::string> known;
    for (auto const& feed : settings.feeds) known.insert(feed.url);
    ProgressBar bar("reading", entries.size());
    for (std::size_t i = 0; i < entries.size(); ++i) {
        bar.show(i);
        auto const& entry = entries[i];
        sorted.duplicates += entry.repeats;
        auto const uri = parse_uri(entry.url);
        if (!uri) {
            ++sorted.invalid;
            auto const name = entry.title.empty() || entry.title == entry.url ? "" : " \"" + entry.title + "\"";
            auto const shown = entry.url.find('@') == std::string::npos ? " " + entry.url : "";
            std::cerr << "skipped" << escape_controls(name + shown) << ": " << escape_controls(uri.error().reason)
                      << '\n';
        } else if (!known.insert(uri->text()).second) {
            ++sorted.duplicates;
        } else {
            bool const has_credentials = !uri->username.empty() || !uri->password.empty();
            sorted.feeds.push_back(feed_of(entry, has_credentials ? entry.url : uri->text()));
        }
    }
    return sorted;
}

std::string count(std::size_t n, char const* one, char const* many) {
    return std::to_string(n) + (n == 1 ? one : many);
}

}  // namespace

int import_opml(Arguments const& arguments) {
    ConfigEditor editor(arguments);
    auto const loaded = editor.load();
    if (!loaded) return Exit::invalid_configuration;
    auto const file = arguments.one("FILE").value_or("-");
    auto const entries = parse::read_opml(read_input(file));
    if (!entries) {
        std::cerr << "feedherald: " << name_of_input(file) << ": " << escape_controls(entries.error().reason) << '\n';
        return Exit::failure;
    }
    auto const sorted = sort(*entries, loaded->settings);
    if (!sorted.feeds.empty() && !editor.add(sorted.feeds)) return Exit::failure;
    std::cout << "imported " << count(sorted.feeds.size(), " feed", " feeds") << "; skipped "
              << count(sorted.duplicates, " duplicate", " duplicates") << " and "
              << count(sorted.invalid, " invalid entry", " invalid entries") << '\n';
    bool const nothing_came = sorted.feeds.empty() && sorted.duplicates == 0;
    return nothing_came ? Exit::failure : Exit::success;
}

}  // namespace feedherald::cli
