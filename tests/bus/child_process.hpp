// SPDX-License-Identifier: MIT
// A program that runs beside the test and ends with it.
#pragma once

#include <csignal>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

namespace feedherald::test {

class ChildProcess {
  public:
    using Variables = std::vector<std::pair<std::string, std::string>>;

    /** argv[0] is looked up in PATH. `kept` is a descriptor that it inherits, -1 for none. Its output goes to ours. */
    explicit ChildProcess(std::vector<std::string> const& argv, Variables const& environment = {}, int kept = -1) {
        std::vector<char*> arguments;
        for (auto const& argument : argv) arguments.push_back(const_cast<char*>(argument.c_str()));
        arguments.push_back(nullptr);
        pid_ = ::fork();
        if (pid_ < 0) throw std::runtime_error("cannot start " + argv[0]);
        if (pid_ > 0) return;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (kept >= 0) ::fcntl(kept, F_SETFD, 0);
        for (auto const& [name, value] : environment) ::setenv(name.c_str(), value.c_str(), 1);
        ::execvp(arguments[0], arguments.data());
        ::_exit(127);
    }
    ~ChildProcess() { end(); }
    ChildProcess(ChildProcess const&) = delete;
    ChildProcess& operator=(ChildProcess const&) = delete;

    void signal(int number) const { ::kill(pid_, number); }
    void end(int number = SIGKILL) {
        if (pid_ <= 0) return;
        ::kill(pid_, number);
        ::waitpid(pid_, nullptr, 0);
        pid_ = -1;
    }

  private:
    pid_t pid_ = -1;
};

/** An X display that nobody sees. */
class VirtualDisplay {
  public:
    VirtualDisplay()
        : ready_(open_pipe()),
          server_(
              {"Xvfb", "-displayfd", std::to_string(ready_.second), "-screen", "0", "800x600x24", "-nolisten", "tcp"},
              {}, ready_.second) {
        ::close(ready_.second);
        char byte = 0;
        while (::read(ready_.first, &byte, 1) == 1 && byte != '\n') name_ += byte;
        ::close(ready_.first);
        if (name_.empty()) throw std::runtime_error("Xvfb does not start; is the package xvfb installed?");
    }
    /** Politely: killed, it would leave its socket and lock behind. */
    ~VirtualDisplay() { server_.end(SIGTERM); }
    VirtualDisplay(VirtualDisplay const&) = delete;
    VirtualDisplay& operator=(VirtualDisplay const&) = delete;
    [[nodiscard]] std::string name() const { return ":" + name_; }

  private:
    static std::pair<int, int> open_pipe() {
        int ends[2];
        if (::pipe2(ends, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        return {ends[0], ends[1]};
    }

    std::pair<int, int> ready_;
    ChildProcess server_;
    std::string name_;
};

}  // namespace feedherald::test
