// SPDX-License-Identifier: MIT
// A string that cannot be printed by mistake: no conversion, no stream operator, no formatter.
#pragma once

#include <string>
#include <utility>

namespace feedherald {

class Secret {
  public:
    Secret() = default;
    explicit Secret(std::string value) : value_(std::move(value)) {}
    /** Named so that every use of the plain text can be found by searching for it. */
    [[nodiscard]] std::string const& reveal() const noexcept { return value_; }
    [[nodiscard]] bool empty() const noexcept { return value_.empty(); }
    friend bool operator==(Secret const&, Secret const&) = default;

  private:
    std::string value_;
};

}  // namespace feedherald
