// SPDX-License-Identifier: MIT
// Where the tests' own files lie.
#pragma once

#include <filesystem>

namespace feedherald::test {

/** The folder tests/ of the tree that was built. Said in one source that the build writes, not on every command line:
 * so a compiler cache knows the other sources again in another clone. */
std::filesystem::path tests_folder();

}  // namespace feedherald::test
