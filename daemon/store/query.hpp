// SPDX-License-Identifier: MIT
// One use of a prepared statement: bind in order, step, read the columns in order. Resets the statement when it ends.
#pragma once

#include "base/instant.hpp"
#include "model/ids.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>

namespace SQLite {
class Statement;
}

namespace feedherald::store {

class Query {
  public:
    explicit Query(SQLite::Statement& statement) : statement_(statement) {}
    ~Query();
    Query(Query const&) = delete;
    Query& operator=(Query const&) = delete;

    template <std::integral T>
    Query& with(T value) {
        return with_number(static_cast<std::int64_t>(value));
    }
    template <class Tag>
    Query& with(Strong<Tag, std::int64_t> id) {
        return with_number(id.value());
    }
    Query& with(std::string const& text);
    Query& with(SinkName const& name) { return with(name.value()); }
    Query& with(Instant instant) { return with_number(instant.time_since_epoch().count()); }
    Query& with(Fingerprint const& fingerprint) { return with_blob(fingerprint.data(), fingerprint.size()); }
    template <class T>
    Query& with(std::optional<T> const& value) {
        return value ? with(*value) : with_nothing();
    }
    Query& with_blob(void const* bytes, std::size_t size);

    /** To the next row; false behind the last. */
    bool next();
    /** For statements that give no rows: the number of rows changed. */
    int run();

    std::int64_t number();
    std::optional<std::int64_t> maybe_number();
    bool flag() { return number() != 0; }
    std::string text();
    Instant instant() { return Instant{Duration{number()}}; }
    std::optional<Instant> maybe_instant();
    /** A blob of another length than 16 is a damaged row: throws. */
    Fingerprint fingerprint();
    /** An enumerator of 0..last; another number is a damaged row: throws. */
    template <class Enum>
    Enum choice(Enum last) {
        return static_cast<Enum>(number_up_to(static_cast<std::int64_t>(last)));
    }

  private:
    Query& with_number(std::int64_t value);
    Query& with_nothing();
    std::int64_t number_up_to(std::int64_t last);

    SQLite::Statement& statement_;
    int bound_ = 0;
    int read_ = 0;
};

}  // namespace feedherald::store
