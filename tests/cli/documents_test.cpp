// SPDX-License-Identifier: MIT
// The manual and the completions know every command and every option, as the table does.
#include "cli/command.hpp"
#include "cli/completions.hpp"
#include "cli/manual.hpp"

#include <gmock/gmock.h>

namespace feedherald::cli {
namespace {

using testing::HasSubstr;

std::string dashed(std::string_view option) {
    std::string out;
    for (char const c : option) out += c == '-' ? "\\-" : std::string(1, c);
    return out;
}

TEST(Documents, name_every_command_and_option_of_the_table) {
    auto const page = manual();
    for (auto const& command : commands()) {
        SCOPED_TRACE(command.name);
        EXPECT_THAT(page, HasSubstr("\n.SS " + std::string(command.name) + "\n"));
        EXPECT_THAT(fish_completion(), HasSubstr(" -a " + std::string(command.name) + " "));
        EXPECT_THAT(zsh_completion(), HasSubstr("        '" + std::string(command.name) + ":"));
        EXPECT_THAT(bash_completion(), HasSubstr("    " + std::string(command.name) + ") options="));
        for (auto const& parameter : command.parameters) {
            if (parameter.kind == Parameter::Kind::positional) continue;
            EXPECT_THAT(page, HasSubstr("\\fB" + dashed(parameter.name) + "\\fR"));
            bool const is_long = parameter.name.starts_with("--");
            EXPECT_THAT(fish_completion(),
                        HasSubstr((is_long ? " -l " : " -s ") + std::string(parameter.name.substr(is_long ? 2 : 1))));
            EXPECT_THAT(zsh_completion(), HasSubstr(std::string(parameter.name) + "["));
            EXPECT_THAT(bash_completion(), HasSubstr(parameter.name));
        }
    }
}

TEST(Documents, every_command_has_an_example) {
    for (auto const& command : commands())
        EXPECT_THAT(command.examples, HasSubstr("feedherald " + std::string(command.name))) << command.name;
}

}  // namespace
}  // namespace feedherald::cli
