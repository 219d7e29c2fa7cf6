// SPDX-License-Identifier: MIT
// From config.toml and feeds.d/*.toml to Settings, with every error of every file at once.
#pragma once

#include "config/diagnostic.hpp"
#include "config/settings.hpp"

#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace feedherald::config {

struct Loaded {
    Settings settings;
    std::vector<Diagnostic> warnings;          ///< secrets that others can read, files that they can write
    std::vector<std::filesystem::path> files;  ///< that were read, in order
    Subscription defaults;                     ///< what a [[feed]] gets that has but a url
};

/** What the caller knows of the world; passed in so that loading is a function of its arguments. */
struct Surroundings {
    std::function<std::optional<std::string>(std::string const& name)> environment;
    /** Why a pattern of include/exclude cannot be compiled; empty when it can. */
    std::function<std::optional<std::string>(std::string_view pattern)> pattern_error;
    /** Why a template of a custom body or header is wrong; empty when it is right. */
    std::function<std::optional<std::string>(std::string_view text)> template_error;
    bool session_bus = false;  ///< is there one: decides the default sink
    /** False for commands that reach no feed and no sink: files and credentials of secrets are left unread. */
    bool read_secrets = true;
    /** For commands that will write it: no config.toml is one without a table. */
    bool may_be_missing = false;
    /** What these files are to hold, in place of what they hold: an edit is tried before it is written. */
    std::map<std::filesystem::path, std::string> edited;
};

/** Reads `file` and every feeds.d/ *.toml beside it in name order. Foreseen: unreadable files, syntax, unknown keys
 * with the near miss, wrong types, bad URLs, patterns, durations, sizes, duplicate feeds, sinks that do not exist. */
boost::system::result<Loaded, std::vector<Diagnostic>> load(std::filesystem::path const& file, Surroundings const&);

}  // namespace feedherald::config
