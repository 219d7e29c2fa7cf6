// SPDX-License-Identifier: MIT
// Where the configuration lies, link by link: what has to be watched to notice that it has changed.
#pragma once

#include <filesystem>
#include <set>

namespace feedherald::cli {

struct ConfigPlaces {
    std::set<std::filesystem::path> directories;
    std::set<std::filesystem::path> entries;  ///< files, links and directories that decide what is read
    std::filesystem::path feeds;              ///< feeds.d: each of its files does

    [[nodiscard]] bool matter(std::filesystem::path const& entry) const;
};

/** As the links lead now. Dotfile managers link the file, its directory, or single files of feeds.d, over several
 *  links, and switch any of them; a directory on the way may be moved away and made anew. */
ConfigPlaces config_places(std::filesystem::path const& file);

}  // namespace feedherald::cli
