// SPDX-License-Identifier: MIT
// What commands print as JSON and the bus carries as a{sv}: the same keys in both, made in one place.
#pragma once

#include "base/instant.hpp"
#include "bus/value.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace feedherald::control {

class Fact;
using FactList = std::vector<Fact>;
/** A record; keys in the order given. */
using Facts = std::vector<std::pair<std::string, Fact>>;

class Fact {
  public:
    using Content = std::variant<std::monostate, bool, std::int64_t, std::string, FactList, Facts>;

    Fact() = default;                                             ///< unknown: null
    Fact(bool value) : content_(value) {}                         // NOLINT(google-explicit-constructor)
    Fact(std::string text) : content_(std::move(text)) {}         // NOLINT(google-explicit-constructor)
    Fact(std::string_view text) : content_(std::string(text)) {}  // NOLINT(google-explicit-constructor)
    Fact(char const* text) : content_(std::string(text)) {}       // NOLINT(google-explicit-constructor)
    Fact(FactList list) : content_(std::move(list)) {}            // NOLINT(google-explicit-constructor)
    Fact(Facts record) : content_(std::move(record)) {}           // NOLINT(google-explicit-constructor)
    template <std::integral T>
    requires(!std::same_as<T, bool>) Fact(T number)
        : content_(static_cast<std::int64_t>(number)) {}  // NOLINT(google-explicit-constructor)
    Fact(Instant instant);                                // NOLINT(google-explicit-constructor)
    template <class T>
    Fact(std::optional<T> const& value) {  // NOLINT(google-explicit-constructor)
        if (value) *this = Fact(*value);
    }
    /** An empty text is not known. */
    static Fact known(std::string text) { return text.empty() ? Fact() : Fact(std::move(text)); }

    [[nodiscard]] Content const& content() const noexcept { return content_; }

  private:
    Content content_;
};

/** An instant as every command and the bus tell it: RFC 3339, UTC, to the second. */
std::string told(Instant instant);

/** A plain one; text is made valid for D-Bus. */
bus::Value to_bus(Fact const& fact);
/** a{sv}: what is unknown is left out, for D-Bus has no null; numbers are x, lists as or aa{sv}. */
bus::Value to_bus(Facts const& record);
/** aa{sv} */
bus::Value to_bus(std::vector<Facts> const& records);

}  // namespace feedherald::control
