// SPDX-License-Identifier: MIT
// D-Bus values as plain C++ types, exact in their wire type: what calls, replies, signals and properties carry.
#pragma once

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace feedherald::bus {

class Value;
using Values = std::vector<Value>;

/** Type o. */
struct ObjectPath {
    std::string text;
    friend bool operator==(ObjectPath const&, ObjectPath const&) = default;
};

/** Type h: an open file that came over the bus, closed with its last copy. */
class Descriptor {
  public:
    /** Takes it over. */
    explicit Descriptor(int fd);
    [[nodiscard]] int get() const noexcept { return *fd_; }

  private:
    std::shared_ptr<int const> fd_;
};

/** Type a…, of elements of one signature. */
struct List {
    std::string element;
    Values items;
};

/** Type a{…}; keys in the order given. */
struct Dictionary {
    std::string key;
    std::string value;
    std::vector<std::pair<Value, Value>> entries;
};

/** Type (…). */
struct Record {
    Values fields;
};

/** Type v; never empty. */
struct Boxed {
    std::shared_ptr<Value const> value;
};

template <class T, class... Ts>
concept one_of = (std::same_as<T, Ts> || ...);

class Value {
  public:
    using Content =
        std::variant<bool, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t, std::int64_t,
                     std::uint64_t, double, std::string, ObjectPath, Descriptor, List, Dictionary, Record, Boxed>;

    /** No conversions: the C++ type decides the wire type, and servers reject the wrong one. */
    template <one_of<bool, std::uint8_t, std::int16_t, std::uint16_t, std::int32_t, std::uint32_t, std::int64_t,
                     std::uint64_t, double, std::string, ObjectPath, Descriptor, List, Dictionary, Record, Boxed>
                  T>
    Value(T content) : content_(std::move(content)) {}        // NOLINT(google-explicit-constructor)
    Value(char const* text) : content_(std::string{text}) {}  // NOLINT(google-explicit-constructor)

    /** as */
    static Value strings(std::vector<std::string> const& texts);
    /** v */
    static Value boxed(Value inner);
    /** a{sv}; the values are boxed here */
    static Value vardict(std::vector<std::pair<std::string, Value>> const& entries);

    [[nodiscard]] Content const& content() const noexcept { return content_; }
    /** Null when it holds another type. */
    template <class T>
    [[nodiscard]] T const* get() const noexcept {
        return std::get_if<T>(&content_);
    }
    /** What is in the box (in all boxes), or itself. */
    [[nodiscard]] Value const& unboxed() const noexcept;
    /** A string or an object path; else empty. */
    [[nodiscard]] std::string text() const;
    /** The strings of a list; else empty. */
    [[nodiscard]] std::vector<std::string> texts() const;
    /** The value under that key of a dictionary with text keys, unboxed; else null. */
    [[nodiscard]] Value const* at(std::string_view key) const;
    [[nodiscard]] std::string signature() const;

  private:
    Content content_;
};

}  // namespace feedherald::bus
