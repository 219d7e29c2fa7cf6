// SPDX-License-Identifier: MIT
#include "cli/doctor.hpp"

#include "base/text.hpp"
#include "cli/daemon_link.hpp"
#include "cli/doctor_checks.hpp"
#include "cli/load_config.hpp"
#include "cli/state_view.hpp"
#include "cli/terminal.hpp"
#include "engine/clock.hpp"

#include <algorithm>
#include <iostream>

namespace feedherald::cli {

namespace {

Check check_configuration(boost::system::result<config::Loaded, std::vector<config::Diagnostic>> const& loaded) {
    Check check{"configuration"};
    if (loaded) {
        check.found = loaded->files.front().string() + ", " + std::to_string(loaded->settings.feeds.size()) + " feeds";
        if (!loaded->settings.feeds.empty()) return check;
        check.result = Check::Result::warn;
        check.remedy = "add one: feedherald add URL";
        return check;
    }
    check.result = Check::Result::fail;
    auto const text = loaded.error().front().text();
    check.found = text.substr(0, text.find(';'));  // what stands behind it is advice, on lines of its own
    check.remedy = "mend it; 'feedherald check' names every error";
    return check;
}

void print(Check const& check, Terminal const& terminal) {
    char const* word = "ok  ";
    auto colour = Colour::green;
    if (check.result == Check::Result::warn) {
        word = "warn";
        colour = Colour::yellow;
    } else if (check.result == Check::Result::fail) {
        word = "fail";
        colour = Colour::red;
    }
    auto name = check.name;
    name.resize(std::max<std::size_t>(name.size(), 19), ' ');
    std::cout << terminal.paint(colour, word) << "  " << name << "  " << escape_controls(check.found) << '\n';
    if (!check.remedy.empty()) std::cout << "      " << escape_controls(check.remedy) << '\n';
}

}  // namespace

int doctor(Arguments const& arguments) {
    auto const file = config_file(arguments);
    auto const loaded = load_config(file, ReadSecrets::no);
    config::Loaded const valid = loaded ? *loaded : config::Loaded{};
    auto const& settings = valid.settings;
    std::string trouble;
    auto const line = BusLine::open(trouble);
    auto const daemon = DaemonLink::find();
    auto const state = state_directory_of(settings, daemon.get());
    auto checks = std::vector{check_configuration(loaded),
                              check_session_bus(line.get(), trouble),
                              check_notification_server(line.get(), settings),
                              check_daemon(line.get(), state),
                              check_network(settings),
                              check_tls(settings)};
    auto const state_check = check_state(state);
    auto const store = state_check.result == Check::Result::fail ? nullptr : store::Store::for_reading(state);
    checks.push_back(check_clock(store.get(), engine::SystemClock{}.now()));
    checks.push_back(state_check);
    checks.push_back(check_permissions(loaded ? &valid : nullptr, file, state));

    auto const terminal = Terminal::of_stdout();
    for (auto const& check : checks) print(check, terminal);
    if (!std::cout.flush()) return Exit::failure;
    if (!loaded) return Exit::invalid_configuration;
    bool const failed = std::any_of(checks.begin(), checks.end(),
                                    [](Check const& check) { return check.result == Check::Result::fail; });
    return failed ? Exit::failure : Exit::success;
}

}  // namespace feedherald::cli
