// SPDX-License-Identifier: MIT
#include "cli/manual.hpp"

#include "base/version.hpp"
#include "cli/command.hpp"

#include <string_view>

namespace feedherald::cli {

namespace {

using Kind = Parameter::Kind;

/** Text as roff takes it: no hyphen that is one, no line that begins with a request. */
std::string roff(std::string_view text) {
    std::string out;
    bool at_begin = true;
    for (char const c : text) {
        if (at_begin && (c == '.' || c == '\'')) out += "\\&";
        if (c == '\\')
            out += "\\e";
        else if (c == '-')
            out += "\\-";
        else
            out += c;
        at_begin = c == '\n';
    }
    return out;
}

std::string bold(std::string_view text) {
    return "\\fB" + roff(text) + "\\fR";
}
std::string italic(std::string_view text) {
    return "\\fI" + roff(text) + "\\fR";
}

std::string with_value(Parameter const& parameter) {
    if (parameter.kind == Kind::positional) return italic(parameter.name);
    return bold(parameter.name) + (parameter.kind == Kind::option ? " " + italic(parameter.value) : "");
}

std::string synopsis(Command const& command) {
    auto line = bold("feedherald") + " " + bold(command.name);
    for (auto const& parameter : command.parameters) {
        auto one = with_value(parameter);
        line += parameter.required ? " " + one : " [" + one + "]";
        if (parameter.many) line += "...";
    }
    return line;
}

std::string described(Parameter const& parameter) {
    return ".TP\n" + with_value(parameter) + "\n" + roff(parameter.help) + ".\n";
}

std::string section(Command const& command) {
    auto text =
        ".SS " + std::string(command.name) + "\n" + synopsis(command) + "\n.PP\n" + roff(command.summary) + ".\n";
    for (auto const& parameter : command.parameters) text += described(parameter);
    if (!command.examples.empty()) text += ".PP\n.nf\n" + roff(command.examples) + "\n.fi\n";
    return text;
}

constexpr std::string_view after_commands = R"(.SH EXIT STATUS
.TP
0
success
.TP
1
the thing asked for failed
.TP
2
wrong usage
.TP
78
the configuration is invalid
.PP
Results go to standard output, diagnostics to standard error.
.SH ENVIRONMENT
.TP
\fBNO_COLOR\fR
neither colour nor progress bars, also on a terminal
.TP
\fBXDG_CONFIG_HOME\fR, \fBXDG_STATE_HOME\fR, \fBSTATE_DIRECTORY\fR
where the configuration and the state are
.TP
\fBhttps_proxy\fR, \fBhttp_proxy\fR, \fBall_proxy\fR, \fBno_proxy\fR
the proxy, where the configuration names none
.TP
\fBSSL_CERT_FILE\fR, \fBSSL_CERT_DIR\fR
the certificates to trust, in place of the system's
.SH FILES
.TP
\fI~/.config/feedherald/config.toml\fR
the configuration, see
.BR feedherald.toml (5)
.TP
\fI~/.config/feedherald/feeds.d/*.toml\fR
further feeds
.TP
\fI~/.local/state/feedherald/state/state.db\fR
what is known and what is owed
.SH SEE ALSO
.BR feedherald.toml (5),
.BR systemctl (1),
.BR journalctl (1)
)";

}  // namespace

std::string manual() {
    auto text = ".TH FEEDHERALD 1 \"\" \"feedherald " + std::string(version) + "\"\n" +
                ".SH NAME\nfeedherald \\- tells you about new posts\n"
                ".SH SYNOPSIS\n\\fBfeedherald\\fR \\fICOMMAND\\fR [\\fIARGUMENT\\fR]...\n"
                ".SH DESCRIPTION\n"
                "feedherald polls RSS, Atom and JSON feeds, finds what is new, and tells you: as a desktop\n"
                "notification, or by a webhook. The daemon runs as a systemd user service:\n"
                ".PP\n.nf\n  systemctl \\-\\-user enable \\-\\-now feedherald\n.fi\n"
                ".SH OPTIONS\nEvery command takes these.\n";
    for (auto const& parameter : common_parameters()) text += described(parameter);
    text += ".TP\n\\fB\\-\\-help\\fR\nprint help and exit.\n.TP\n\\fB\\-\\-version\\fR\nprint the version and exit.\n";
    text += ".SH COMMANDS\n";
    for (auto const& command : commands()) text += section(command);
    return text.append(after_commands);
}

}  // namespace feedherald::cli
