// SPDX-License-Identifier: MIT
#include "model/alert.hpp"

#include <array>
#include <utility>

namespace feedherald {

namespace {
constexpr std::array<std::pair<AlertKind, std::string_view>, 10> names{{
    {AlertKind::item_new, "item.new"},
    {AlertKind::item_updated, "item.updated"},
    {AlertKind::feed_failing, "feed.failing"},
    {AlertKind::feed_recovered, "feed.recovered"},
    {AlertKind::feed_gone, "feed.gone"},
    {AlertKind::feed_silent, "feed.silent"},
    {AlertKind::sink_disabled, "sink.disabled"},
    {AlertKind::sink_failing, "sink.failing"},
    {AlertKind::configuration_invalid, "configuration.invalid"},
    {AlertKind::test, "test"},
}};
}  // namespace

std::string_view to_text(AlertKind kind) {
    for (auto const& [value, name] : names)
        if (value == kind) return name;
    return "";
}

std::optional<AlertKind> parse_alert_kind(std::string_view text) {
    for (auto const& [value, name] : names)
        if (name == text) return value;
    return std::nullopt;
}

}  // namespace feedherald
