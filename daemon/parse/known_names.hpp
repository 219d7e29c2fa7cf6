// SPDX-License-Identifier: MIT
// What the names met so far are, by where libxml2 keeps them: the same name of one parse has the same address.
#pragma once

#include "parse/elements.hpp"
#include "parse/names.hpp"
#include "parse/xml_reader.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace feedherald::parse {

struct Meaning {
    Namespace vocabulary = Namespace::none;
    Element element = Element::unknown;
};

/** Of one parse. Names that fall into one slot push each other out. */
class KnownNames {
  public:
    /** Null where it has to be found out. */
    [[nodiscard]] Meaning const* find(XmlName const& name) const {
        auto const& slot = slots_[place_of(name)];
        return slot.name == name ? &slot.meaning : nullptr;
    }
    void keep(XmlName const& name, Meaning meaning) { slots_[place_of(name)] = {name, meaning}; }

  private:
    static constexpr std::size_t size = 128;  // a power of two
    struct Slot {
        XmlName name{nullptr, nullptr, nullptr};
        Meaning meaning;
    };

    static std::size_t place_of(XmlName const& name) {
        auto const address = name.address();
        return (address ^ (address >> 7U)) & (size - 1);
    }

    std::array<Slot, size> slots_;
};

}  // namespace feedherald::parse
