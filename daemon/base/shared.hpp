// SPDX-License-Identifier: MIT
// A value that thousands hold and hardly anybody changes: copies share one object until one of them is edited.
#pragma once

#include <memory>
#include <utility>

namespace feedherald {

/** Of one thread, as whatever holds it; never empty, not even when moved from. */
template <class T>
class Shared {
  public:
    Shared() : value_(std::make_shared<T>()) {}
    Shared(T value) : value_(std::make_shared<T>(std::move(value))) {}
    Shared(Shared const&) = default;  // and no move: it would leave nothing behind
    Shared& operator=(Shared const&) = default;
    ~Shared() = default;

    T const& operator*() const noexcept { return *value_; }
    T const* operator->() const noexcept { return value_.get(); }

    /** The value of this copy alone, to be changed; valid until this is copied. */
    T& edit() {
        if (value_.use_count() > 1) value_ = std::make_shared<T>(*value_);
        return *value_;
    }

    /** Gives up an object of its own for the equal one of `other`. */
    void share_with(Shared const& other) {
        if (*this == other) value_ = other.value_;
    }

    friend bool operator==(Shared const& a, Shared const& b) { return a.value_ == b.value_ || *a.value_ == *b.value_; }

  private:
    std::shared_ptr<T> value_;
};

}  // namespace feedherald
