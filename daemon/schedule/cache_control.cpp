// SPDX-License-Identifier: MIT
#include "schedule/cache_control.hpp"

#include "base/delta_seconds.hpp"
#include "base/text.hpp"

#include <string>

namespace feedherald::schedule {

namespace {

/** Takes the next directive off the front of `field`: up to a comma that stands outside quotes. */
std::string_view next_directive(std::string_view& field) {
    bool quoted = false;
    std::size_t end = 0;
    for (; end < field.size(); ++end) {
        if (quoted && field[end] == '\\')
            ++end;
        else if (field[end] == '"')
            quoted = !quoted;
        else if (field[end] == ',' && !quoted)
            break;
    }
    auto const directive = field.substr(0, end);
    field.remove_prefix(std::min(end + 1, field.size()));
    return trim(directive);
}

std::string_view unquoted(std::string_view value) {
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"') return value.substr(1, value.size() - 2);
    return value;
}

}  // namespace

CacheControl parse_cache_control(std::string_view field) {
    CacheControl control;
    while (!field.empty()) {
        auto const directive = next_directive(field);
        auto const equals = directive.find('=');
        auto const name = to_lower_ascii(trim(directive.substr(0, equals)));
        if (name == "no-cache" || name == "no-store") {
            // no-cache="Set-Cookie" speaks of that field alone.
            if (equals == std::string_view::npos) control.revalidate = true;
        } else if (name == "max-age" && !control.has_max_age) {
            control.has_max_age = true;
            if (equals != std::string_view::npos)
                control.max_age = parse_delta_seconds(unquoted(directive.substr(equals + 1)));
        }
    }
    return control;
}

}  // namespace feedherald::schedule
