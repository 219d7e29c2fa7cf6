// SPDX-License-Identifier: MIT
#include "cli/completions.hpp"

#include "cli/command.hpp"

#include <string_view>
#include <vector>

namespace feedherald::cli {

namespace {

using Kind = Parameter::Kind;

bool is_option(Parameter const& parameter) {
    return parameter.kind != Kind::positional;
}

/** What a command takes with the options of every command. */
std::vector<Parameter> options_of(Command const& command) {
    std::vector<Parameter> options;
    for (auto const& parameter : command.parameters)
        if (is_option(parameter)) options.push_back(parameter);
    for (auto const& parameter : common_parameters()) options.push_back(parameter);
    options.push_back({Kind::flag, "--help", "", false, false, "print this help and exit"});
    options.push_back({Kind::flag, "--version", "", false, false, "print the version and exit"});
    return options;
}

Parameter const* positional_of(Command const& command) {
    for (auto const& parameter : command.parameters)
        if (parameter.kind == Kind::positional) return &parameter;
    return nullptr;
}

/** FILE, and SOURCE, which may be one. */
bool is_file(std::string_view name) {
    return name == "FILE" || name == "SOURCE";
}

/** For the single quotes of every shell: an apostrophe becomes the typographic one. */
std::string plain(std::string_view text, std::string_view escaped) {
    std::string out;
    for (char const c : text) {
        if (escaped.find(c) != std::string_view::npos) out += '\\';
        if (c == '\'')
            out += "’";
        else
            out += c;
    }
    return out;
}

std::string names_of(std::vector<Parameter> const& options) {
    std::string names;
    for (auto const& option : options) names.append(names.empty() ? "" : " ").append(option.name);
    return names;
}

}  // namespace

std::string bash_completion() {
    std::string all;
    std::string cases;
    for (auto const& command : commands()) {
        all.append(all.empty() ? "" : " ").append(command.name);
        auto const* const positional = positional_of(command);
        cases.append("    ").append(command.name).append(") options='").append(names_of(options_of(command)));
        cases.append(positional != nullptr && is_file(positional->name) ? "' files=yes ;;\n" : "' ;;\n");
    }
    return "# bash completion for feedherald, made from its table of commands\n"
           "_feedherald() {\n"
           "  local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command='' word options='' "
           "files=''\n"
           "  COMPREPLY=()\n"
           "  if [[ $previous == --config ]]; then\n"
           "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
           "    return\n"
           "  fi\n"
           "  for word in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
           "    case $word in -*) ;; *) [[ ' " +
           all +
           " ' == *\" $word \"* ]] && { command=$word; break; } ;; esac\n"
           "  done\n"
           "  case $command in\n"
           "    '') options='" +
           all + " --help --version --config --verbose' ;;\n" + cases +
           "  esac\n"
           "  if [[ $current == -* || -z $command ]]; then\n"
           "    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$current\")\n"
           "  elif [[ -n $files ]]; then\n"
           "    compopt -o filenames 2>/dev/null\n"
           "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
           "  fi\n"
           "}\n"
           "complete -F _feedherald feedherald\n";
}

std::string zsh_completion() {
    std::string out =
        "#compdef feedherald\n"
        "# made from the table of commands\n"
        "_feedherald() {\n"
        "  local line state\n"
        "  _arguments -C '--config[the configuration to use]:file:_files' '--verbose[say more]' '--help[print help]' "
        "'--version[print the version]' '1: :->command' '*:: :->arguments'\n"
        "  case $state in\n"
        "    command)\n"
        "      local -a commands=(\n";
    for (auto const& command : commands())
        out.append("        '").append(command.name).append(":").append(plain(command.summary, ":")).append("'\n");
    out +=
        "      )\n"
        "      _describe command commands ;;\n"
        "    arguments)\n"
        "      case $line[1] in\n";
    for (auto const& command : commands()) {
        out.append("        ").append(command.name).append(") _arguments");
        for (auto const& option : options_of(command)) {
            out.append(" '").append(option.many ? "*" : "").append(option.name);
            out.append("[").append(plain(option.help, "[]:")).append("]");
            if (option.kind == Kind::option)
                out.append(":").append(option.value).append(":").append(is_file(option.value) ? "_files" : "");
            out += "'";
        }
        if (auto const* const positional = positional_of(command))
            out.append(" '*:").append(positional->name).append(":").append(is_file(positional->name) ? "_files'" : "'");
        out += " ;;\n";
    }
    return out +
           "      esac ;;\n"
           "  esac\n"
           "}\n"
           "_feedherald \"$@\"\n";
}

std::string fish_completion() {
    std::string out = "# fish completion for feedherald, made from its table of commands\ncomplete -c feedherald -f\n";
    for (auto const& command : commands()) {
        auto const name = std::string(command.name);
        out +=
            "complete -c feedherald -n __fish_use_subcommand -a " + name + " -d '" + plain(command.summary, "") + "'\n";
        auto const in_command = "complete -c feedherald -n '__fish_seen_subcommand_from " + name + "'";
        for (auto const& option : options_of(command)) {
            bool const is_long = option.name.starts_with("--");
            out.append(in_command).append(is_long ? " -l " : " -s ").append(option.name.substr(is_long ? 2 : 1));
            if (option.kind == Kind::option) out += is_file(option.value) ? " -rF" : " -x";
            out.append(" -d '").append(plain(option.help, "")).append("'\n");
        }
        auto const* const positional = positional_of(command);
        if (positional != nullptr && is_file(positional->name)) out += in_command + " -F\n";
    }
    return out;
}

}  // namespace feedherald::cli
