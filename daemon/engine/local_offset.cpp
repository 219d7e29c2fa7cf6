// SPDX-License-Identifier: MIT
#include "engine/local_offset.hpp"

#include <ctime>

namespace feedherald::engine {

std::chrono::seconds local_offset(Instant instant) {
    auto const seconds = std::chrono::system_clock::to_time_t(instant);
    std::tm local{};
    ::localtime_r(&seconds, &local);
    return std::chrono::seconds(local.tm_gmtoff);
}

}  // namespace feedherald::engine
