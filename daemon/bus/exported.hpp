// SPDX-License-Identifier: MIT
// An Object while it is visible on one connection. Only for files of bus/.
#pragma once

#include "bus/object.hpp"

#include <memory>
#include <string>
#include <vector>

namespace sdbus {
class IConnection;
class IObject;
}  // namespace sdbus

namespace feedherald::bus {

class Exported {
  public:
    /** Throws std::runtime_error when sd-bus refuses the description. */
    Exported(sdbus::IConnection& connection, Object object);
    ~Exported();

    void emit(Signal const& signal);
    void properties_changed(std::string const& interface, std::vector<std::string> const& names);

  private:
    void register_all();

    Object description_;
    std::unique_ptr<sdbus::IObject> object_;
};

}  // namespace feedherald::bus
