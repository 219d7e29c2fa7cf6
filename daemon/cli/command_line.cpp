// SPDX-License-Identifier: MIT
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/command.hpp"
#include "cli/standard_output.hpp"
#include "config/near_miss.hpp"

#include <iostream>
#include <list>
#include <memory>

#include <CLI/CLI.hpp>

namespace feedherald::cli {

namespace {

/** Where CLI11 puts what it reads; stays where it is while the command line is parsed. */
struct Reading {
    Parameter const* parameter = nullptr;
    CLI::Option* option = nullptr;
    std::vector<std::string> values;
    std::string one;  ///< a positional that stands once: CLI11 gives a list all that follows
    bool flag = false;
};

constexpr Parameter common[] = {
    {Parameter::Kind::option, "--config", "FILE", false, false, "the configuration to use instead of the usual one"},
    {Parameter::Kind::flag, "--verbose", "", false, false, "say more: every request and every decision"},
};

void declare(CLI::App& app, Parameter const& parameter, std::list<Reading>& readings) {
    auto& reading = readings.emplace_back();
    reading.parameter = &parameter;
    std::string const help(parameter.help);
    std::string const name(parameter.name);
    if (parameter.kind == Parameter::Kind::flag) {
        reading.option = app.add_flag(name, reading.flag, help);
        return;
    }
    bool const is_option = parameter.kind == Parameter::Kind::option;
    reading.option = is_option || parameter.many ? app.add_option(name, reading.values, help)
                                                 : app.add_option(name, reading.one, help);
    reading.option->type_name(is_option ? std::string(parameter.value) : "");
    reading.option->required(parameter.required);
    if (parameter.many)
        reading.option->expected(is_option ? 1 : -1)->take_all();
    else
        reading.option->expected(1);
    // What follows its value is an argument of its own.
    if (is_option || !parameter.many) reading.option->allow_extra_args(false);
    if (is_option && parameter.many) reading.option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

Arguments arguments_of(std::list<Reading> const& readings) {
    Arguments arguments;
    for (auto const& reading : readings)
        if (reading.option->count() > 0)
            arguments.given[std::string(reading.parameter->name)] =
                reading.values.empty() && !reading.flag ? std::vector{reading.one} : reading.values;
    return arguments;
}

/** Where no command was recognised: `words` are those that nothing took. */
int tell_missing_command(std::vector<std::string> const& words) {
    std::vector<std::string_view> names;
    for (auto const& command : commands()) names.push_back(command.name);
    std::string said = "a command is missing";
    if (!words.empty())
        said =
            "there is no command '" + escape_controls(words.front()) + "'" + config::did_you_mean(words.front(), names);
    std::cerr << "feedherald: " << said << "\n'feedherald --help' lists every command\n";
    return Exit::wrong_usage;
}

/** Where a command was, and `words` are those that it did not take; CLI11's own `complaint` where it took them all. */
int tell_wrong_words(Command const& command, std::vector<std::string> const& words, std::string const& complaint) {
    std::vector<std::string_view> names;
    for (auto const& parameters : {command.parameters, common_parameters()})
        for (auto const& parameter : parameters)
            if (parameter.kind != Parameter::Kind::positional) names.push_back(parameter.name);
    auto const& name = command.name;
    std::cerr << "feedherald: " << name << ": ";
    if (words.empty())
        std::cerr << complaint;
    else
        std::cerr << "it takes no '" << escape_controls(words.front()) << "'"
                  << config::did_you_mean(words.front(), names);
    std::cerr << "\n'feedherald " << name << " --help' tells what it takes\n";
    return Exit::wrong_usage;
}

}  // namespace

std::span<Parameter const> common_parameters() {
    return common;
}

std::vector<std::string> Arguments::all(std::string_view name) const {
    auto const found = given.find(name);
    return found == given.end() ? std::vector<std::string>{} : found->second;
}

std::optional<std::string> Arguments::one(std::string_view name) const {
    auto const found = given.find(name);
    if (found == given.end() || found->second.empty()) return std::nullopt;
    return found->second.front();
}

namespace {

int obey(int argc, char const* const* argv) {
    CLI::App app{"feedherald tells you about new posts: it polls feeds and pushes alerts.", "feedherald"};
    std::string const version_text = std::string("feedherald ") + version;
    app.set_version_flag("--version", version_text, "print the version and exit");
    app.set_help_flag("--help,-h", "print this help and exit");
    app.require_subcommand(1);
    app.footer("Run 'feedherald COMMAND --help' for what a command takes.");

    std::list<Reading> readings;
    for (auto const& parameter : common) declare(app, parameter, readings);
    std::vector<std::pair<CLI::App*, Command const*>> declared;
    auto const add_command = [&](Command const& command) {
        auto* const sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
        for (auto const& parameter : command.parameters) declare(*sub, parameter, readings);
        for (auto const& parameter : common) declare(*sub, parameter, readings);
        sub->set_version_flag("--version", version_text, "print the version and exit");
        if (!command.examples.empty()) sub->footer("Examples:\n" + std::string(command.examples));
        declared.emplace_back(sub, &command);
        return sub;
    };
    for (auto const& command : commands()) add_command(command);
    add_command(build_command())->group("");  // not shown

    try {
        app.parse(argc, argv);
    } catch (CLI::ParseError const& error) {  // also help and version, which are successes
        if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);
        for (auto const& [sub, command] : declared)
            if (sub->parsed()) return tell_wrong_words(*command, app.remaining(true), error.what());
        return tell_missing_command(app.remaining());
    }

    auto const arguments = arguments_of(readings);
    if (arguments.has("--verbose")) set_log_level(LogLevel::debug);
    for (auto const& [sub, command] : declared)
        if (sub->parsed()) return command->run(arguments);
    return Exit::wrong_usage;
}

}  // namespace

int run_command_line(int argc, char const* const* argv) {
    StandardOutput output;
    return output.judge(obey(argc, argv));
}

}  // namespace feedherald::cli
