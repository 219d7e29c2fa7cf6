// SPDX-License-Identifier: MIT
// An alert that no feed gave: to try a sink with, or to look at what it would send.
#pragma once

#include "model/alert.hpp"

namespace feedherald::cli {

Delivery sample_alert(SinkName const& sink, Instant now);

}  // namespace feedherald::cli
