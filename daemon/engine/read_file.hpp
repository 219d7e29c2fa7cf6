// SPDX-License-Identifier: MIT
// file: feeds, written by local programs: the document from disk, with its modification time as validator.
#pragma once

#include "base/bytes.hpp"
#include "base/uri.hpp"
#include "model/fetched.hpp"

namespace feedherald::engine {

/** NotModified while size, inode and modification time are those of `validators`; FetchFailure (file) when the file
 *  cannot be read, is none, or is larger than `max_body`. */
Fetched read_file(Uri const& uri, Validators const& validators, Bytes max_body, Instant now);

}  // namespace feedherald::engine
