// SPDX-License-Identifier: MIT
// One long-lived connection to the session bus, pumped on the io_context; hides sdbus-c++ 1.x and 2.x.
#pragma once

#include <memory>

namespace feedherald::bus {

class Session;

}  // namespace feedherald::bus
