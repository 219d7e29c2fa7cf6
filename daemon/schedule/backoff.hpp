// SPDX-License-Identifier: MIT
// How long a feed that fails is left alone: three tries at its interval, then twice as long each time.
#pragma once

#include "base/instant.hpp"

namespace feedherald::schedule {

/** `failures` in a row, this one included, after an interval of `normal`; `failing_for` since the first. */
Duration failure_wait(int failures, Duration normal, Duration failing_for);

/** For so many 429 and 503 in a row without a hint: 1, 2, 4, 8, 16, 24 h. */
Duration overload_wait(int refusals);

}  // namespace feedherald::schedule
