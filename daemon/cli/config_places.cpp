// SPDX-License-Identifier: MIT
#include "cli/config_places.hpp"

#include <list>
#include <system_error>

namespace feedherald::cli {

namespace fs = std::filesystem;

namespace {

constexpr int most_links = 40;  // as the kernel

void add(ConfigPlaces& places, fs::path const& entry) {
    places.entries.insert(entry);
    places.directories.insert(entry.parent_path());
}

/** Every step of an absolute path and of the links on its way: whichever of them is another, so is the file. */
void follow(ConfigPlaces& places, fs::path const& path) {
    fs::path here;
    std::list<fs::path> rest(path.begin(), path.end());
    for (int links = 0; !rest.empty() && links <= most_links;) {
        auto const name = rest.front();
        rest.pop_front();
        if (name == "..") here = here.parent_path();
        if (name.empty() || name == "." || name == "..") continue;
        here /= name;  // the root replaces it
        if (here.has_relative_path()) add(places, here);
        std::error_code no_link;
        auto const target = fs::read_symlink(here, no_link);
        if (no_link) continue;
        here = here.parent_path();
        rest.insert(rest.begin(), target.begin(), target.end());
        ++links;
    }
}

}  // namespace

bool ConfigPlaces::matter(fs::path const& entry) const {
    return entries.contains(entry) || (entry.parent_path() == feeds && entry.extension() == ".toml");
}

ConfigPlaces config_places(fs::path const& file) {
    ConfigPlaces places;
    auto const absolute = fs::absolute(file);
    auto const directory = absolute.parent_path();
    places.feeds = directory / "feeds.d";
    add(places, absolute);
    places.directories.insert(places.feeds);
    for (auto const& path : {absolute, directory, places.feeds}) follow(places, path);
    std::error_code gone;
    for (fs::directory_iterator entry(places.feeds, gone), end; !gone && entry != end; entry.increment(gone))
        if (entry->path().extension() == ".toml" && entry->is_symlink(gone)) follow(places, entry->path());
    return places;
}

}  // namespace feedherald::cli
