// SPDX-License-Identifier: MIT
// One configuration file while it is read: where it lies, who may read it, and where its findings go.
#pragma once

#include "config/diagnostic.hpp"
#include "config/load.hpp"
#include "config/read_file.hpp"
#include "config/toml_document.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace feedherald::config {

class SourceFile {
  public:
    /** `findings` and `surroundings` must outlive it. */
    SourceFile(std::filesystem::path path, Surroundings const& surroundings, Findings& findings);

    /** Foreseen, and reported: unreadable, too large, not TOML. */
    [[nodiscard]] std::optional<Node> parse();

    void error(Position at, std::string_view key, std::string message);
    /** `remedy` is a command that a person would run against it. */
    void warning(Position at, std::string_view key, std::string message, std::string remedy);
    /** A secret stands here in plain text: a warning, once a file, if others can read the file. */
    void found_literal_secret(Position at, std::string_view key);

    /** A secret stands in a file of its own: a warning if others can read or write that. */
    void found_secret_file(Position at, std::string_view key, std::string const& path);

    [[nodiscard]] std::string const& name() const noexcept { return name_; }
    [[nodiscard]] Surroundings const& surroundings() const noexcept { return *surroundings_; }
    /** "~/x" and paths relative to this file. */
    [[nodiscard]] std::string expand(std::string const& written) const;

  private:
    [[nodiscard]] boost::system::result<FileText, FileProblem> read() const;

    std::filesystem::path path_;
    std::string name_;
    Surroundings const* surroundings_;
    Findings* findings_;
    bool others_may_read_ = false;  ///< and have not been warned of yet
};

}  // namespace feedherald::config
