// SPDX-License-Identifier: MIT
// What a command is: a row of the table that help, completions and the manual are made from.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::cli {

/** Exit statuses of the contract. */
enum Exit : int { success = 0, failure = 1, wrong_usage = 2, invalid_configuration = 78 };

struct Parameter {
    enum class Kind { flag, option, positional };
    Kind kind;
    std::string_view name;   ///< "--once", "FILE"
    std::string_view value;  ///< what an option takes: "URL"; empty for the others
    bool required = false;
    bool many = false;
    std::string_view help;
};

/** What the user wrote, by parameter name. */
class Arguments {
  public:
    std::map<std::string, std::vector<std::string>, std::less<>> given;

    [[nodiscard]] bool has(std::string_view name) const { return given.contains(name); }
    [[nodiscard]] std::vector<std::string> all(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> one(std::string_view name) const;
};

struct Command {
    std::string_view name;
    std::string_view summary;
    std::span<Parameter const> parameters;
    int (*run)(Arguments const& arguments);
    std::string_view examples;  ///< shown at the end of its help, a line each
};

/** The table, in the order of the help (commands.cpp). */
std::span<Command const> commands();

/** The one that only the build runs: no help, no manual and no completion names it. */
Command const& build_command();

/** What every command takes besides (command_line.cpp). */
std::span<Parameter const> common_parameters();

/** Parses the command line, runs the command, returns the exit status. Throws what the command throws. */
int run_command_line(int argc, char const* const* argv);

}  // namespace feedherald::cli
