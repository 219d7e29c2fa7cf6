// SPDX-License-Identifier: MIT
// A port that neither accepts nor refuses: its queue is full, so that further connections hang.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace feedherald::net_test {

class BlackHole {
  public:
    explicit BlackHole(std::string const& address = "127.0.0.1", std::uint16_t port = 0);
    ~BlackHole();
    BlackHole(BlackHole const&) = delete;
    BlackHole& operator=(BlackHole const&) = delete;
    [[nodiscard]] std::uint16_t port() const { return port_; }

  private:
    std::vector<int> descriptors_;
    std::uint16_t port_ = 0;
};

}  // namespace feedherald::net_test
