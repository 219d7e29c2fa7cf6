// SPDX-License-Identifier: MIT
// What NetworkManager says of the way to the internet, on the system bus.
#pragma once

#include "bus/connection.hpp"

#include <cstdint>
#include <functional>

namespace feedherald::bus {

class SystemNetwork {
  public:
    /** `system` is a connection to the system bus. `changed` is called from the io_context. */
    SystemNetwork(Connection& system, std::function<void()> changed);
    SystemNetwork(SystemNetwork const&) = delete;
    SystemNetwork& operator=(SystemNetwork const&) = delete;

    /** Without NetworkManager, and where it does not know, the network is there. */
    [[nodiscard]] bool is_away() const noexcept;
    /** A captive portal answers in the place of everybody. */
    [[nodiscard]] bool is_portal() const noexcept;
    /** What is sent costs money, for certain or by a guess. */
    [[nodiscard]] bool is_metered() const noexcept;

  private:
    void read_properties();
    void on_signal(Signal const& signal);
    void take(Value const& properties);

    Connection& system_;
    std::function<void()> changed_;
    std::uint32_t state_ = 0;
    std::uint32_t connectivity_ = 0;
    std::uint32_t metered_ = 0;
    Watch owner_;
    Watch signals_;
    Watch reply_;
};

}  // namespace feedherald::bus
