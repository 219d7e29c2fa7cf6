// SPDX-License-Identifier: MIT
#include "sink/webhook/asked.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include <boost/json/parse.hpp>

namespace feedherald::sink {

namespace json = boost::json;

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest = std::chrono::days{7};

/** Rounded up: a moment too early is a 429 again. */
std::optional<milliseconds> span_of(double count, double unit) {
    auto const asked = std::ceil(count * unit);
    if (!(asked >= 0)) return std::nullopt;
    return asked < static_cast<double>(longest.count()) ? milliseconds{static_cast<milliseconds::rep>(asked)} : longest;
}

void take(std::optional<milliseconds>& most, json::value const* value, double unit) {
    if (value == nullptr || !value->is_number()) return;
    most = std::max(most, span_of(value->to_number<double>(), unit));
}

std::optional<double> number_in(net::Headers const& headers, std::string_view name) {
    auto const text = trim(net::find(headers, name));
    double number = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const is_number = error == std::errc{} && end == text.data() + text.size() && std::isfinite(number);
    return is_number ? std::optional(number) : std::nullopt;
}

/** Some count the seconds that are left, some name the second since 1970. */
std::optional<milliseconds> until_reset(double reset, Instant now) {
    constexpr double first_point_in_time = 1e9;
    auto const since_1970 = static_cast<double>(now.time_since_epoch().count()) / 1000;
    return span_of(reset < first_point_in_time ? reset : std::max(reset - since_1970, 0.0), 1000);
}

struct Window {
    std::string_view remaining;
    std::string_view reset;
};
constexpr std::array windows{Window{"X-RateLimit-Remaining", "X-RateLimit-Reset-After"},
                             Window{"X-RateLimit-Remaining", "X-RateLimit-Reset"},
                             Window{"X-Limit-App-Remaining", "X-Limit-App-Reset"}};

}  // namespace

std::optional<milliseconds> asked_in_headers(net::Headers const& headers, Instant now) {
    for (auto const& window : windows)
        if (auto const reset = number_in(headers, window.reset)) return until_reset(*reset, now);
    return std::nullopt;
}

std::optional<milliseconds> rest_in_headers(net::Headers const& headers, Instant now) {
    for (auto const& window : windows)
        if (number_in(headers, window.remaining) == 0.0)
            if (auto const reset = number_in(headers, window.reset)) return until_reset(*reset, now);
    return std::nullopt;
}

std::optional<milliseconds> asked_in_body(std::string_view body, Instant now) {
    boost::system::error_code error;
    auto const value = json::parse(json::string_view(body.data(), body.size()), error);
    if (error || !value.is_object()) return std::nullopt;
    auto const& object = value.get_object();
    std::optional<milliseconds> asked;
    take(asked, object.if_contains("retry_after"), 1000);
    take(asked, object.if_contains("retry_after_ms"), 1);
    if (auto const* parameters = object.if_contains("parameters"); parameters != nullptr && parameters->is_object())
        take(asked, parameters->get_object().if_contains("retry_after"), 1000);
    constexpr int daily_quota_reached = 42908;
    if (auto const* code = object.if_contains("code"); code != nullptr && *code == json::value(daily_quota_reached))
        asked = std::chrono::ceil<std::chrono::days>(now) - now;
    return asked;
}

}  // namespace feedherald::sink
