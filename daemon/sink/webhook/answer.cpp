// SPDX-License-Identifier: MIT
#include "sink/webhook/answer.hpp"

#include "base/retry_after.hpp"
#include "base/text.hpp"

#include <algorithm>

namespace feedherald::sink {

namespace {

using std::chrono::milliseconds;

constexpr std::size_t quoted_characters = 200;

/** Longer than anything is ever waited for, and far from overflow. */
constexpr milliseconds longest = std::chrono::days{366};

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
    auto const wait = parse_retry_after(net::find(headers, "Retry-After"), net::find(headers, "Date"), now);
    if (!wait) return std::nullopt;
    return std::min<milliseconds>(*wait, longest);
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
