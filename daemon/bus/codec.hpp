// SPDX-License-Identifier: MIT
// Between Values and sdbus-c++ messages. Only for files of bus/.
#pragma once

#include "bus/value.hpp"

namespace sdbus {
class Message;
}

namespace feedherald::bus {

/** Appends. Throws sdbus::Error where D-Bus does not allow the value (text that is not UTF-8 or holds NUL). */
void write(sdbus::Message& message, Value const& value);
void write(sdbus::Message& message, Values const& values);

/** All that is left to read. Throws sdbus::Error for what is malformed or larger than any peer of ours would send. */
Values read(sdbus::Message& message);

}  // namespace feedherald::bus
