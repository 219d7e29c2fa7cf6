// SPDX-License-Identifier: MIT
#include "config/alerts_table.hpp"

#include "config/near_miss.hpp"

#include <algorithm>

namespace feedherald::config {

namespace {

using namespace std::chrono_literals;

void read_to(TableReader& reader, std::vector<SinkName>& out, std::span<std::string_view const> sinks) {
    auto const names = reader.texts("to");
    if (!names) return;
    out.clear();
    for (auto const& [at, name] : *names) {
        if (std::find(sinks.begin(), sinks.end(), name) == sinks.end())
            reader.error_at(at, "to",
                            "names a sink that does not exist: " + in_quotes(name) + did_you_mean(name, sinks));
        else if (std::find(out.begin(), out.end(), SinkName(name)) == out.end())
            out.emplace_back(name);
    }
}

void read_patterns(TableReader& reader, std::string_view key, std::vector<std::string>& out) {
    auto const patterns = reader.texts(key);
    if (!patterns) return;
    out.clear();
    auto const& pattern_error = reader.file().surroundings().pattern_error;
    for (auto const& [at, pattern] : *patterns) {
        if (auto const reason = pattern_error ? pattern_error(pattern) : std::nullopt)
            reader.error_at(at, key, "holds a pattern that cannot be compiled: " + in_quotes(pattern) + ": " + *reason);
        else
            out.push_back(pattern);
    }
}

void read_backlog(TableReader& reader, std::optional<std::size_t>& out) {
    auto const* const entry = reader.find("backlog");
    if (entry == nullptr) return;
    auto const* const count = std::get_if<std::int64_t>(&entry->node.value);
    auto const* const word = std::get_if<std::string>(&entry->node.value);
    if (count != nullptr && *count >= 0)
        out = static_cast<std::size_t>(*count);
    else if (word != nullptr && *word == "all")
        out.reset();
    else
        reader.error("backlog", "must be a number of items (0 for none) or \"all\"");
}

/** "22:00" as minutes. */
std::optional<int> minute_of_day(std::string_view text) {
    auto const digit = [&text](std::size_t i) { return text[i] >= '0' && text[i] <= '9' ? text[i] - '0' : 100; };
    if (text.size() != 5 || text[2] != ':') return std::nullopt;
    int const hour = digit(0) * 10 + digit(1);
    int const minute = digit(3) * 10 + digit(4);
    if (hour > 23 || minute > 59) return std::nullopt;
    return hour * 60 + minute;
}

}  // namespace

std::optional<QuietHours> parse_quiet_hours(std::string_view text) {
    auto const dash = text.find('-');
    if (dash == std::string_view::npos) return std::nullopt;
    auto const from = minute_of_day(text.substr(0, dash));
    auto const to = minute_of_day(text.substr(dash + 1));
    if (!from || !to || *from == *to) return std::nullopt;
    return QuietHours{*from, *to};
}

void read_alert_keys(TableReader& reader, AlertPolicy& alerts, std::span<std::string_view const> sinks) {
    read_to(reader, alerts.to, sinks);
    read_backlog(reader, alerts.backlog);
    reader.boolean("updates", alerts.updates);
    read_patterns(reader, "include", alerts.include);
    read_patterns(reader, "exclude", alerts.exclude);
    reader.duration_or_none("max_age", alerts.max_age, 1s);
    reader.duration_or_none("failing_after", alerts.failing_after, 0s);
    reader.boolean("silence", alerts.silence);
    if (auto const* const written = reader.text("quiet_hours")) {
        auto const hours = parse_quiet_hours(*written);
        if (!hours && !written->empty())
            reader.error("quiet_hours",
                         "is not a span of the day: " + in_quotes(*written) + "; write it like \"22:00-07:00\"");
        else
            alerts.quiet_hours = hours;
    }
}

}  // namespace feedherald::config
