// SPDX-License-Identifier: MIT
// An object of our own as others see it on the bus: methods, properties and signals of one interface.
#pragma once

#include "bus/message.hpp"

#include <functional>
#include <string>
#include <vector>

namespace feedherald::bus {

struct Argument {
    std::string name;  ///< shown by introspection
    std::string signature;
};

/** `run` is called with arguments of exactly the signature; what it throws becomes an error reply. It must be quick:
 *  the caller's reply is what it returns. */
struct Method {
    std::string name;
    std::vector<Argument> in;
    std::vector<Argument> out;
    std::function<Reply(Values const& arguments)> run;
};

/** Read-only; a change is told by Connection::properties_changed. */
struct Property {
    std::string name;
    std::string signature;
    std::function<Value()> get;
};

struct SignalKind {
    std::string name;
    std::vector<Argument> arguments;
};

struct Object {
    std::string path;
    std::string interface;
    std::vector<Method> methods;
    std::vector<Property> properties;
    std::vector<SignalKind> signals;
};

}  // namespace feedherald::bus
