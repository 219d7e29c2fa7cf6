// SPDX-License-Identifier: MIT
#include "store/query.hpp"

#include <algorithm>
#include <stdexcept>

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Statement.h>

namespace feedherald::store {

Query::~Query() {
    statement_.tryReset();
    statement_.clearBindings();
}

Query& Query::with_number(std::int64_t value) {
    statement_.bind(++bound_, value);
    return *this;
}

Query& Query::with_nothing() {
    statement_.bind(++bound_);
    return *this;
}

Query& Query::with(std::string const& text) {
    statement_.bind(++bound_, text);
    return *this;
}

Query& Query::with_blob(void const* bytes, std::size_t size) {
    // A null pointer would bind NULL; an empty vector may have one.
    statement_.bind(++bound_, size == 0 ? static_cast<void const*>("") : bytes, static_cast<int>(size));
    return *this;
}

bool Query::next() {
    read_ = 0;
    return statement_.executeStep();
}

int Query::run() {
    return statement_.exec();
}

std::int64_t Query::number() {
    return statement_.getColumn(read_++).getInt64();
}

std::optional<std::int64_t> Query::maybe_number() {
    if (!statement_.isColumnNull(read_)) return number();
    ++read_;
    return std::nullopt;
}

std::string Query::text() {
    return statement_.getColumn(read_++).getString();
}

std::optional<Instant> Query::maybe_instant() {
    if (auto const value = maybe_number()) return Instant{Duration{*value}};
    return std::nullopt;
}

Fingerprint Query::fingerprint() {
    auto const column = statement_.getColumn(read_++);
    Fingerprint value{};
    if (column.getBytes() != static_cast<int>(value.size()))
        throw std::runtime_error("a row of " + statement_.getQuery() + " is damaged");
    auto const* bytes = static_cast<std::uint8_t const*>(column.getBlob());
    std::copy_n(bytes, value.size(), value.begin());
    return value;
}

std::int64_t Query::number_up_to(std::int64_t last) {
    auto const value = number();
    if (value < 0 || value > last) throw std::runtime_error("a row of " + statement_.getQuery() + " is damaged");
    return value;
}

}  // namespace feedherald::store
