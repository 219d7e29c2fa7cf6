// SPDX-License-Identifier: MIT
// A value that cannot be mistaken for another of the same representation: FeedId is not DeliveryId.
#pragma once

#include <compare>
#include <functional>
#include <utility>

namespace feedherald {

template <class Tag, class T>
class Strong {
  public:
    constexpr Strong() = default;
    constexpr explicit Strong(T value) : value_(std::move(value)) {}
    [[nodiscard]] constexpr T const& value() const noexcept { return value_; }
    friend constexpr auto operator<=>(Strong const&, Strong const&) = default;

  private:
    T value_{};
};

}  // namespace feedherald

template <class Tag, class T>
struct std::hash<feedherald::Strong<Tag, T>> {
    std::size_t operator()(feedherald::Strong<Tag, T> const& id) const noexcept { return std::hash<T>{}(id.value()); }
};
