// SPDX-License-Identifier: MIT
// What the C library is told about memory: a daemon that idles for hours gives back what a burst has taken.
#pragma once

namespace feedherald {

/** Once, before threads start: large blocks go back to the system when they are freed, and all threads share one arena.
 */
void keep_memory_small();
/** After a burst: free pages go back to the system. Takes a millisecond or so. */
void give_memory_back();

}  // namespace feedherald
