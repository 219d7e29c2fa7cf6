// SPDX-License-Identifier: MIT
// Files and directories that are their owner's alone, and what others may do with one.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include <sys/stat.h>

namespace feedherald {

/** Makes what is missing of it with mode 0700. Throws std::system_error, which names what cannot be made. */
void make_private_directories(std::filesystem::path const& directory);

/** Makes it with mode 0600 where it is missing, else gives it that mode. Throws std::system_error, and
 *  std::runtime_error where it is a symbolic link, no regular file, or another user's. */
void make_private_file(std::filesystem::path const& file);

/** What those may do who do not own it: everybody, and its group where that is not this process's own. */
struct OthersMay {
    bool read = false;
    bool write = false;
};
OthersMay others_may(struct stat const& about);
/** Nothing where there is no such file. */
OthersMay others_may(std::filesystem::path const& path);

/** Why others could put a file of theirs in the place of one in this directory; nothing where they cannot. */
struct Danger {
    std::string what;    ///< "DIRECTORY belongs to another user"
    std::string remedy;  ///< "chown it"
};
std::optional<Danger> danger_in(std::filesystem::path const& directory);

}  // namespace feedherald
