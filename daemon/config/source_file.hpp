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
    void warning(Position at, std::string_view key, std::string message);
    /** A secret stands here in plain text: a warning, once a file, if others can read the file. */
    void found_literal_secret(Position at, std::string_view key);

    /** Others can read a file that holds a secret: a warning. */
    void found_open_secret(Position at, std::string_view key, std::string const& path);

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
    bool is_open_to_others_ = false;
};

}  // namespace feedherald::config
