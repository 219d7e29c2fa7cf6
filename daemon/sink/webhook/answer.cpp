// SPDX-License-Identifier: MIT
#include "sink/webhook/answer.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <string_view>

namespace feedherald::sink {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t quoted_characters = 200;

/** Longer than anything is ever waited for, and far from overflow. */
constexpr milliseconds longest = std::chrono::days{366};

std::optional<milliseconds> seconds_of(std::string_view text) {
    if (text.empty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    std::uint64_t count = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
    auto const most = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::seconds>(longest).count());
    if (error != std::errc{} || count > most) return longest;
    return std::chrono::seconds{count};
}

bool is_passing(int status) {
    return status == 408 || status == 425 || status == 429 || status >= 500 || status < 200;
}

std::string reason_of(net::Response const& response) {
    auto reason = "answered " + std::to_string(response.status);
    if (response.status >= 300 && response.status < 400) return reason + ", a redirect, which is not followed";
    auto const said =
        cut(fold_white_space(to_valid_utf8(response.body.substr(0, 4 * quoted_characters))), quoted_characters);
    if (!said.empty()) reason += ": " + escape_controls(said);
    return reason;
}

}  // namespace

std::optional<milliseconds> retry_after(net::Headers const& headers, Instant now) {
    auto const text = trim(net::find(headers, "Retry-After"));
    if (auto const seconds = seconds_of(text)) return seconds;
    auto const date = parse_http_date(text);
    if (!date) return std::nullopt;
    auto const from = parse_http_date(trim(net::find(headers, "Date"))).value_or(now);
    return std::clamp(*date - from, milliseconds{0}, longest);
}

DeliveryOutcome judge(net::Response const& response, Instant now) {
    if (response.status >= 200 && response.status < 300) return Delivered{};
    if (is_passing(response.status))
        return RetryLater{reason_of(response), retry_after(response.headers, now), true, response.status};
    return Rejected{reason_of(response), response.status == 410, response.status};
}

DeliveryOutcome judge(net::Exchanged const& exchanged, Instant now) {
    if (exchanged.has_value()) return judge(*exchanged, now);
    auto const& failure = exchanged.error();
    if (failure.response && failure.response->status >= 200) return judge(*failure.response, now);
    return RetryLater{failure.reason, std::nullopt};
}

}  // namespace feedherald::sink
