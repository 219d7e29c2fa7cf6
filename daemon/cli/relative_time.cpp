// SPDX-License-Identifier: MIT
#include "cli/relative_time.hpp"

namespace feedherald::cli {

namespace {

using namespace std::chrono_literals;

std::string one_unit(Duration span) {
    constexpr Duration day = 24h;
    if (span >= 2 * 365 * day) return std::to_string(span / (365 * day)) + "y";
    if (span >= 2 * day) return std::to_string(span / day) + "d";
    if (span >= 1h) return std::to_string(span / Duration(1h)) + "h";
    if (span >= 1min) return std::to_string(span / Duration(1min)) + "m";
    return std::to_string(span / Duration(1s)) + "s";
}

}  // namespace

std::string relative(std::optional<Instant> instant, Instant now) {
    if (!instant) return "-";
    auto const span = *instant - now;
    if (span < 1s && span > -1s) return "now";
    return span > Duration::zero() ? "in " + one_unit(span) : one_unit(-span) + " ago";
}

}  // namespace feedherald::cli
