// SPDX-License-Identifier: MIT
// Secrets: written in the file (K), in a file of their own (K_file), or kept by systemd (K_credential).
#pragma once

#include "base/secret.hpp"
#include "config/table_reader.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace feedherald::config {

struct FoundSecret {
    Position at;
    std::string key;    ///< as written: "token_file"
    std::string value;  ///< without the line end at its end; empty where secrets are not read
    bool is_literal = false;
};

/** Empty when none of the three forms is given, or "" is; what is wrong has been reported. Literal values draw the
 *  warning of SourceFile::found_literal_secret where `is_sensitive`. */
std::optional<FoundSecret> read_secret(TableReader& reader, std::string_view key, bool is_sensitive = true);
/** The same for a secret that is one line of a request. */
void read_secret_line(TableReader& reader, std::string_view key, Secret& out);
/** One of the three forms is there and not "". */
bool has_secret(TableReader const& reader, std::string_view key);

/** `headers`: names and values fit for a request; each value a secret in any of the three forms. */
std::vector<std::pair<std::string, Secret>> read_headers(TableReader& reader);

}  // namespace feedherald::config
