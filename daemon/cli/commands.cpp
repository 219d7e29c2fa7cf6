// SPDX-License-Identifier: MIT
#include "cli/check.hpp"
#include "cli/command.hpp"
#include "cli/parse.hpp"
#include "cli/run.hpp"
#include "cli/test.hpp"

#include <array>

namespace feedherald::cli {

namespace {

using enum Parameter::Kind;

constexpr std::array run_parameters{
    Parameter{flag, "--once", "", false, false, "poll every feed now, deliver, and exit"},
};
constexpr std::array parse_parameters{
    Parameter{option, "--content-type", "CT", false, false, "the Content-Type that the document was served with"},
    Parameter{option, "--base", "URL", false, false, "where it came from: relative links are resolved against it"},
    Parameter{positional, "FILE", "", true, false, "the feed document; - is standard input"},
};
constexpr std::array test_parameters{
    Parameter{positional, "SINK", "", false, false, "the sink to try; every sink that [alerts] to names without it"},
};

constexpr std::array table{
    Command{"run", "poll feeds and deliver alerts, in the foreground", run_parameters, run,
            "  feedherald run\n  feedherald run --once --config ~/feeds.toml"},
    Command{"check", "validate the configuration and print what it means", {}, check, "  feedherald check"},
    Command{"parse", "print any feed document as JSON Feed 1.1", parse_parameters, parse,
            "  feedherald parse feed.xml\n  curl -s https://example.org/feed | feedherald parse --base "
            "https://example.org/feed -"},
    Command{"test", "send one sample alert and report what came back", test_parameters, test,
            "  feedherald test\n  feedherald test phone"},
};

}  // namespace

std::span<Command const> commands() {
    return table;
}

}  // namespace feedherald::cli
