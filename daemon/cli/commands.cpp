// SPDX-License-Identifier: MIT
#include "cli/add.hpp"
#include "cli/check.hpp"
#include "cli/command.hpp"
#include "cli/doctor.hpp"
#include "cli/documents.hpp"
#include "cli/explain.hpp"
#include "cli/export.hpp"
#include "cli/history.hpp"
#include "cli/import.hpp"
#include "cli/list.hpp"
#include "cli/parse.hpp"
#include "cli/pause.hpp"
#include "cli/poll.hpp"
#include "cli/preview.hpp"
#include "cli/remove.hpp"
#include "cli/render.hpp"
#include "cli/resume.hpp"
#include "cli/retry.hpp"
#include "cli/run.hpp"
#include "cli/status.hpp"
#include "cli/test.hpp"

#include <array>

namespace feedherald::cli {

namespace {

using enum Parameter::Kind;

constexpr std::array run_parameters{
    Parameter{flag, "--once", "", false, false, "poll every feed now, deliver, and exit"},
};
constexpr std::array check_parameters{
    Parameter{option, "--replay", "SPAN", false, false,
              "which alerts of that long ago until now would appear or vanish under this configuration: 30d"},
};
constexpr std::array parse_parameters{
    Parameter{option, "--content-type", "CT", false, false, "the Content-Type that the document was served with"},
    Parameter{option, "--base", "URL", false, false, "where it came from: relative links are resolved against it"},
    Parameter{positional, "FILE", "", true, false, "the feed document; - is standard input"},
};
constexpr std::array preview_parameters{
    Parameter{positional, "SOURCE", "", true, false, "the address or the file of a feed"},
};
constexpr std::array add_parameters{
    Parameter{positional, "URL", "", true, false, "the address of a feed, or of a page that names its feed"},
    Parameter{option, "--name", "N", false, false, "what to call it, instead of the feed's own title"},
    Parameter{option, "--to", "SINK", false, true, "where its alerts go; may be given several times"},
};
constexpr std::array remove_parameters{
    Parameter{positional, "FEED", "", true, false, "its address or its name; a tag means every feed that has it"},
};
constexpr std::array import_parameters{
    Parameter{positional, "FILE", "", true, false, "the OPML file of another reader; - is standard input"},
};
constexpr std::array list_parameters{
    Parameter{flag, "--json", "", false, false, "print JSON with stable keys"},
    Parameter{flag, "--watch", "", false, false, "show it again every two seconds"},
};
constexpr std::array status_parameters{
    Parameter{flag, "--json", "", false, false, "print JSON with stable keys"},
};
constexpr std::array poll_parameters{
    Parameter{positional, "FEED", "", false, true, "the address, name or tag of a feed; every feed without it"},
};
constexpr std::array pause_parameters{
    Parameter{positional, "DURATION", "", false, false, "for how long: 30m, 2h, 1d; until resume without it"},
};
constexpr std::array history_parameters{
    Parameter{option, "-n", "N", false, false, "at most so many (20)"},
    Parameter{option, "--feed", "FEED", false, false, "of this feed alone: its address, name or tag"},
    Parameter{flag, "--json", "", false, false, "print JSON with stable keys"},
};
constexpr std::array explain_parameters{
    Parameter{positional, "FEED", "", true, false, "the address, name or tag of a feed"},
    Parameter{positional, "ITEM-URL", "", false, false, "the link or id of one of its items"},
};
constexpr std::array test_parameters{
    Parameter{positional, "SINK", "", false, false, "the sink to try; every sink that [alerts] to names without it"},
};

constexpr std::array retry_parameters{
    Parameter{positional, "SINK", "", false, false, "only what this sink was owed; every sink without it"},
};
constexpr std::array render_parameters{
    Parameter{positional, "SINK", "", true, false, "the sink whose request is wanted"},
    Parameter{positional, "FEED", "", false, false, "the feed, by address or name, whose newest alert is shown"},
};

constexpr std::array documents_parameters{
    Parameter{positional, "DIRECTORY", "", true, false, "where the manual and the completions are written"},
};

constexpr std::array table{
    Command{"run", "poll feeds and deliver alerts, in the foreground", run_parameters, run,
            "  feedherald run\n  feedherald run --once --config ~/feeds.toml"},
    Command{"check", "validate the configuration and print what it means", check_parameters, check,
            "  feedherald check\n  feedherald check --replay 30d --config new.toml"},
    Command{"parse", "print any feed document as JSON Feed 1.1", parse_parameters, parse,
            "  feedherald parse feed.xml\n  curl -s https://example.org/feed | feedherald parse --base "
            "https://example.org/feed -"},
    Command{"preview", "fetch one feed and show what its newest items would say", preview_parameters, preview,
            "  feedherald preview https://planet.debian.org/atom.xml\n  feedherald preview feed.xml"},
    Command{"add", "find the feed behind an address and subscribe to it", add_parameters, add,
            "  feedherald add https://planet.debian.org\n"
            "  feedherald add https://github.com/systemd/systemd/releases --name systemd --to desktop --to hook"},
    Command{"remove", "unsubscribe from a feed", remove_parameters, remove,
            "  feedherald remove https://planet.debian.org/atom.xml\n  feedherald remove \"Planet Debian\""},
    Command{"import", "subscribe to every feed of an OPML file", import_parameters, import_opml,
            "  feedherald import subscriptions.opml"},
    Command{"export", "print the subscriptions as OPML", {}, export_opml, "  feedherald export > subscriptions.opml"},
    Command{"list", "show every feed: last and next poll, last new item, health", list_parameters, list,
            "  feedherald list\n  feedherald list --json | jq '.[] | select(.health == \"failing\") | .url'"},
    Command{"status", "is the daemon up, what is due, what waits for delivery", status_parameters, status,
            "  feedherald status"},
    Command{"poll", "ask the running daemon to poll now", poll_parameters, poll,
            "  feedherald poll\n  feedherald poll \"Planet Debian\""},
    Command{"pause", "hold desktop alerts; polling goes on", pause_parameters, pause,
            "  feedherald pause 2h\n  feedherald pause"},
    Command{
        "resume", "show desktop alerts again; what was held arrives as a digest", {}, resume, "  feedherald resume"},
    Command{"history", "show what was alerted, newest first", history_parameters, history,
            "  feedherald history -n 5\n  feedherald history --feed https://example.org/feed --json"},
    Command{"explain", "tell why a feed is polled when it is, or why an item was alerted or not", explain_parameters,
            explain,
            "  feedherald explain \"Planet Debian\"\n  feedherald explain \"Planet Debian\" "
            "https://example.org/post"},
    Command{"doctor",
            "check session bus, notification server, network, TLS, clock, state and permissions",
            {},
            doctor,
            "  feedherald doctor"},
    Command{"test", "send one sample alert and report what came back", test_parameters, test,
            "  feedherald test\n  feedherald test phone"},
    Command{"retry", "send again what was given up", retry_parameters, retry,
            "  feedherald retry\n  feedherald retry phone"},
    Command{"render", "print the request that a sink would send, secrets masked", render_parameters, render,
            "  feedherald render hook\n  feedherald render phone https://example.org/feed"},
};

}  // namespace

std::span<Command const> commands() {
    return table;
}

Command const& build_command() {
    static constexpr Command command{"documents", "write the manual and the completions", documents_parameters,
                                     documents, ""};
    return command;
}

}  // namespace feedherald::cli
