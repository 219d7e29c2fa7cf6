// SPDX-License-Identifier: MIT
// Writing a configuration file so that a reader, or a crash, sees the old one or the new one and nothing between.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace feedherald::config {

/** Why this file is not one that we should write: it is a link, or not writable; empty when it is, also when it does
 *  not exist and can be made. */
std::string reason_not_to_write(std::filesystem::path const& file);

/** Writes beside it and renames. The new file has the mode and the owner of the old one; one that is new is its owner's
 *  alone, and so are the directories made for it. Throws std::system_error. */
void replace_file(std::filesystem::path const& file, std::string_view bytes);

/** Held while a file is read, edited and replaced, so that two commands do not undo each other. Makes the directory.
 *  Waits for others. Throws std::system_error. */
class EditLock {
  public:
    explicit EditLock(std::filesystem::path const& directory);
    ~EditLock();
    EditLock(EditLock const&) = delete;
    EditLock& operator=(EditLock const&) = delete;

  private:
    int directory_ = -1;
};

}  // namespace feedherald::config
