// SPDX-License-Identifier: MIT
#include "schedule/freshness.hpp"

#include "base/dates.hpp"
#include "base/delta_seconds.hpp"
#include "schedule/cache_control.hpp"

namespace feedherald::schedule {

namespace {

std::optional<std::chrono::seconds> lifetime(CacheFields const& fields) {
    auto const control = parse_cache_control(fields.cache_control);
    if (control.revalidate) return std::nullopt;
    if (control.has_max_age) return control.max_age;
    auto const expires = parse_http_date(fields.expires);
    auto const date = parse_http_date(fields.date);
    if (!expires || !date) return std::nullopt;
    return std::chrono::duration_cast<std::chrono::seconds>(*expires - *date);
}

}  // namespace

std::optional<std::chrono::seconds> freshness(CacheFields const& fields) {
    auto const total = lifetime(fields);
    if (!total) return std::nullopt;
    auto const age = parse_delta_seconds(std::string_view(fields.age).substr(0, fields.age.find(',')));
    auto const left = *total - age.value_or(std::chrono::seconds{0});
    if (left <= std::chrono::seconds{0}) return std::nullopt;
    return left;
}

}  // namespace feedherald::schedule
