// SPDX-License-Identifier: MIT
// Interest in something, ended by letting go of it: of a reply, a signal, a name.
#pragma once

#include <functional>
#include <utility>

namespace feedherald::bus {

/** After its end the callback it stands for is not called again. May be let go inside that callback. */
class [[nodiscard]] Watch {
  public:
    Watch() = default;
    explicit Watch(std::function<void()> end) : end_(std::move(end)) {}
    Watch(Watch&& other) noexcept : end_(std::exchange(other.end_, nullptr)) {}
    Watch& operator=(Watch&& other) noexcept {
        Watch old{std::move(*this)};
        end_ = std::exchange(other.end_, nullptr);
        return *this;
    }
    ~Watch() {
        if (end_) end_();
    }

  private:
    std::function<void()> end_;
};

}  // namespace feedherald::bus
