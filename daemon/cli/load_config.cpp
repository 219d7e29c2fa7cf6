// SPDX-License-Identifier: MIT
#include "cli/load_config.hpp"

#include "bus/session.hpp"
#include "config/paths.hpp"
#include "dispatch/pattern.hpp"
#include "sink/webhook/template.hpp"

#include <iostream>

namespace feedherald::cli {

std::filesystem::path config_file(Arguments const& arguments) {
    if (auto const given = arguments.one("--config")) return *given;
    return config::default_config_file(config::process_environment());
}

config::Surroundings surroundings_of_process() {
    config::Surroundings surroundings;
    surroundings.environment = config::process_environment();
    surroundings.pattern_error = [](std::string_view pattern) { return dispatch::pattern_error(pattern); };
    surroundings.template_error = [](std::string_view text) { return sink::template_error(text); };
    surroundings.session_bus = bus::available(surroundings.environment);
    return surroundings;
}

boost::system::result<config::Loaded, std::vector<config::Diagnostic>> load_config(std::filesystem::path const& file,
                                                                                   ReadSecrets secrets) {
    auto surroundings = surroundings_of_process();
    surroundings.read_secrets = secrets == ReadSecrets::yes;
    return config::load(file, surroundings);
}

std::optional<config::Loaded> load_config_or_tell(Arguments const& arguments, ReadSecrets secrets) {
    auto loaded = load_config(config_file(arguments), secrets);
    if (!loaded) {
        for (auto const& error : loaded.error()) std::cerr << error.text() << '\n';
        return std::nullopt;
    }
    for (auto const& warning : loaded->warnings) std::cerr << "warning: " << warning.text() << '\n';
    return std::move(*loaded);
}

}  // namespace feedherald::cli
