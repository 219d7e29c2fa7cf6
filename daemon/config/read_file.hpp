// SPDX-License-Identifier: MIT
// A whole small file at once, or why not; never waits for a FIFO or a device.
#pragma once

#include "base/private_files.hpp"

#include <filesystem>
#include <string>

#include <boost/system/result.hpp>

namespace feedherald::config {

struct FileText {
    std::string bytes;
    OthersMay others{};
};

struct FileProblem {
    std::string reason;  ///< "No such file or directory", "is not a regular file", "is larger than 64KiB"
    bool is_missing = false;
};

boost::system::result<FileText, FileProblem> read_file(std::filesystem::path const& path, std::size_t limit);

}  // namespace feedherald::config
