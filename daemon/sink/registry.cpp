// SPDX-License-Identifier: MIT
#include "sink/console/console.hpp"
#include "sink/desktop/desktop.hpp"
#include "sink/sink.hpp"
#include "sink/webhook/preset.hpp"
#include "sink/webhook/webhook.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace feedherald::sink {

namespace {

struct Kind {
    std::string_view name;
    std::unique_ptr<Sink> (*make)(config::SinkSettings const&, Surroundings const&);
};

constexpr std::array kind_table{
    Kind{"console", make_console},
    Kind{"desktop", make_desktop},
    Kind{"webhook", make_webhook},
};

}  // namespace

std::unique_ptr<Sink> make_sink(config::SinkSettings const& settings, Surroundings const& surroundings) {
    for (auto const& kind : kind_table)
        if (kind.name == settings.type) return kind.make(settings, surroundings);
    if (find_preset(settings.type) != nullptr) return make_preset(settings, surroundings);
    throw std::runtime_error("sink " + settings.name.value() + ": this version has no type \"" + settings.type + "\"");
}

std::vector<std::string_view> kinds() {
    std::vector<std::string_view> names;
    for (auto const& kind : kind_table) names.push_back(kind.name);
    for (auto const& preset : presets()) names.push_back(preset.name);
    return names;
}

}  // namespace feedherald::sink
