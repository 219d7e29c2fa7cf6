// SPDX-License-Identifier: MIT
#include "bus/value.hpp"

#include <unistd.h>

namespace feedherald::bus {

namespace {

struct SignatureOf {
    std::string operator()(bool) const { return "b"; }
    std::string operator()(std::uint8_t) const { return "y"; }
    std::string operator()(std::int16_t) const { return "n"; }
    std::string operator()(std::uint16_t) const { return "q"; }
    std::string operator()(std::int32_t) const { return "i"; }
    std::string operator()(std::uint32_t) const { return "u"; }
    std::string operator()(std::int64_t) const { return "x"; }
    std::string operator()(std::uint64_t) const { return "t"; }
    std::string operator()(double) const { return "d"; }
    std::string operator()(std::string const&) const { return "s"; }
    std::string operator()(ObjectPath const&) const { return "o"; }
    std::string operator()(Descriptor const&) const { return "h"; }
    std::string operator()(List const& list) const { return "a" + list.element; }
    std::string operator()(Dictionary const& table) const { return "a{" + table.key + table.value + "}"; }
    std::string operator()(Record const& record) const {
        std::string whole = "(";
        for (auto const& field : record.fields) whole += field.signature();
        return whole + ")";
    }
    std::string operator()(Boxed const&) const { return "v"; }
};

}  // namespace

Descriptor::Descriptor(int fd)
    : fd_(new int const(fd), [](int const* owned) {
          ::close(*owned);
          delete owned;
      }) {}

Value Value::strings(std::vector<std::string> const& texts) {
    List list{"s", {}};
    list.items.reserve(texts.size());
    for (auto const& text : texts) list.items.emplace_back(text);
    return list;
}

Value Value::boxed(Value inner) {
    return Boxed{std::make_shared<Value const>(std::move(inner))};
}

Value Value::vardict(std::vector<std::pair<std::string, Value>> const& entries) {
    Dictionary table{"s", "v", {}};
    table.entries.reserve(entries.size());
    for (auto const& [key, value] : entries) table.entries.emplace_back(Value{key}, boxed(value));
    return table;
}

Value const& Value::unboxed() const noexcept {
    auto const* value = this;
    while (auto const* box = value->get<Boxed>()) value = box->value.get();
    return *value;
}

std::string Value::text() const {
    auto const& inner = unboxed();
    if (auto const* plain = inner.get<std::string>()) return *plain;
    if (auto const* path = inner.get<ObjectPath>()) return path->text;
    return {};
}

std::vector<std::string> Value::texts() const {
    std::vector<std::string> found;
    if (auto const* list = unboxed().get<List>())
        for (auto const& item : list->items) found.push_back(item.text());
    return found;
}

Value const* Value::at(std::string_view key) const {
    if (auto const* table = unboxed().get<Dictionary>())
        for (auto const& [name, value] : table->entries)
            if (name.text() == key) return &value.unboxed();
    return nullptr;
}

std::string Value::signature() const {
    return std::visit(SignatureOf{}, content_);
}

}  // namespace feedherald::bus
