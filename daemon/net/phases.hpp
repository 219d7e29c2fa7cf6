// SPDX-License-Identifier: MIT
// How long each step of an exchange may take; the whole is Limits::total.
#pragma once

#include <chrono>
#include <cstdint>

namespace feedherald::net {

struct Phases {
    std::chrono::milliseconds lookup = std::chrono::seconds{10};
    std::chrono::milliseconds connect = std::chrono::seconds{10};  ///< all addresses, and the proxy's answer
    std::chrono::milliseconds tls = std::chrono::seconds{10};
    std::chrono::milliseconds first_byte = std::chrono::seconds{20};
    std::chrono::milliseconds silence = std::chrono::seconds{15};  ///< between two pieces of an answer
    std::chrono::milliseconds idle = std::chrono::seconds{10};     ///< a connection kept for reuse (A-41)
    std::chrono::milliseconds slow_after = std::chrono::seconds{20};
    std::uint64_t least_rate = 1024;  ///< bytes a second, averaged, once slow_after has passed
};

}  // namespace feedherald::net
