// SPDX-License-Identifier: MIT
#include "cli/remove.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "cli/chosen_feeds.hpp"
#include "cli/edit_config.hpp"
#include "config/paths.hpp"

#include <iostream>

namespace feedherald::cli {

int remove(Arguments const& arguments) {
    ConfigEditor editor(arguments);
    auto const loaded = editor.load();
    if (!loaded) return Exit::invalid_configuration;
    auto const& settings = loaded->settings;
    auto const feeds = chosen_feeds(settings, arguments.one("FEED").value_or(""));
    if (!feeds) {
        std::cerr << "feedherald: " << feeds.error() << '\n';
        return Exit::failure;
    }
    std::vector<std::string> urls;
    for (auto const& feed : *feeds) urls.push_back(feed.url);
    if (!editor.remove(urls)) return Exit::failure;
    for (auto const& feed : *feeds) std::cout << "removed " << escape_controls(shown_name(feed)) << '\n';
    std::cout << "  what " << (feeds->size() == 1 ? "it" : "they") << " held stays known for "
              << in_words(settings.state.keep) << ": added again until then, nothing old is alerted\n";
    return Exit::success;
}

}  // namespace feedherald::cli
