// SPDX-License-Identifier: MIT
// Runs the real program with a terminal as its stdout, as a person does.
#pragma once

#include "cli/program.hpp"

#include <sys/ioctl.h>

namespace feedherald::tests {

/** What a terminal of `width` columns shows, with CR LF made LF; stderr goes there as well. */
inline Said on_terminal(TemporaryHome const& home, std::vector<std::string> arguments, unsigned short width,
                        std::vector<std::string> environment = {}) {
    int const master = ::posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (master < 0 || ::grantpt(master) != 0 || ::unlockpt(master) != 0) throw std::runtime_error("no terminal");
    std::string const terminal = ::ptsname(master);
    int const slave = ::open(terminal.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    winsize const size{50, width, 0, 0};
    ::ioctl(slave, TIOCSWINSZ, &size);

    arguments.insert(arguments.begin(), FEEDHERALD_PROGRAM);
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);
    environment.insert(environment.end(), {"HOME=" + home.path().string(), "PATH=/usr/bin:/bin", "TZ=UTC"});
    std::vector<char*> envp;
    for (auto& variable : environment) envp.push_back(variable.data());
    envp.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    for (int const fd : {0, 1, 2}) posix_spawn_file_actions_adddup2(&actions, slave, fd);
    pid_t pid = 0;
    int const spawned = ::posix_spawn(&pid, FEEDHERALD_PROGRAM, &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    ::close(slave);
    if (spawned != 0) throw std::runtime_error("cannot start " FEEDHERALD_PROGRAM);

    Said said;
    char byte = 0;
    while (::read(master, &byte, 1) == 1)  // EIO when the program has ended
        if (byte != '\r') said.out += byte;
    ::close(master);
    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    said.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    return said;
}

}  // namespace feedherald::tests
