// SPDX-License-Identifier: MIT
#include "control/facts.hpp"

#include "base/dates.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace feedherald::control {

namespace {

bool is_record(Fact const& fact) {
    return std::holds_alternative<Facts>(fact.content());
}

/** D-Bus carries valid UTF-8 without NUL only; what a server has sent may be neither. */
std::string wire_text(std::string const& text) {
    auto valid = to_valid_utf8(text);
    std::erase(valid, '\0');
    return valid;
}

struct ToBus {
    bus::Value operator()(std::monostate) const { return std::string{}; }
    bus::Value operator()(bool flag) const { return flag; }
    bus::Value operator()(std::int64_t number) const { return number; }
    bus::Value operator()(std::string const& text) const { return wire_text(text); }
    bus::Value operator()(Facts const& record) const { return to_bus(record); }
    bus::Value operator()(FactList const& list) const {
        bool const records = std::any_of(list.begin(), list.end(), is_record);
        bus::List out{records ? "a{sv}" : "s", {}};
        for (auto const& fact : list) out.items.push_back(to_bus(fact));
        return out;
    }
};

}  // namespace

Fact::Fact(Instant instant) : content_(told(instant)) {}

std::string told(Instant instant) {
    return to_rfc3339(std::chrono::floor<std::chrono::seconds>(instant));
}

bus::Value to_bus(Fact const& fact) {
    return std::visit(ToBus{}, fact.content());
}

bus::Value to_bus(Facts const& record) {
    std::vector<std::pair<std::string, bus::Value>> entries;
    for (auto const& [key, fact] : record)
        if (!std::holds_alternative<std::monostate>(fact.content())) entries.emplace_back(key, to_bus(fact));
    return bus::Value::vardict(entries);
}

bus::Value to_bus(std::vector<Facts> const& records) {
    bus::List list{"a{sv}", {}};
    list.items.reserve(records.size());
    for (auto const& record : records) list.items.push_back(to_bus(record));
    return list;
}

}  // namespace feedherald::control
