// SPDX-License-Identifier: MIT
// A session bus of the test's own: a real dbus-daemon that starts nothing unless told how, and ends with the test.
#pragma once

#include "bus/child_process.hpp"

#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace feedherald::test {

class PrivateBus {
  public:
    PrivateBus() {
        std::string pattern = (std::filesystem::temp_directory_path() / "feedherald-bus-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
        directory_ = pattern;
        std::filesystem::create_directory(services());
        // "eavesdrop" looks superfluous; without it even NameAcquired is refused.
        std::ofstream{directory_ / "bus.conf"}
            << "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
            << " \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
            << "<busconfig><type>session</type><listen>unix:path=" << (directory_ / "bus").string() << "</listen>"
            << "<auth>EXTERNAL</auth><servicedir>" << services().string() << "</servicedir>"
            << "<policy context=\"default\"><allow send_destination=\"*\" eavesdrop=\"true\"/>"
            << "<allow eavesdrop=\"true\"/><allow own=\"*\"/></policy></busconfig>\n";
        start();
    }
    ~PrivateBus() {
        stop();
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }
    PrivateBus(PrivateBus const&) = delete;
    PrivateBus& operator=(PrivateBus const&) = delete;

    [[nodiscard]] std::string address() const { return "unix:path=" + (directory_ / "bus").string(); }
    [[nodiscard]] std::filesystem::path const& directory() const { return directory_; }

    /** A name that the bus may start by running `command`; before start() or followed by a restart. */
    void add_service(std::string const& name, std::string const& command) {
        std::ofstream{services() / (name + ".service")} << "[D-BUS Service]\nName=" << name << "\nExec=" << command
                                                        << "\n";
    }

    /** Returns when the bus takes connections. */
    void start() {
        int ready[2];
        if (::pipe2(ready, O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        auto const config = "--config-file=" + (directory_ / "bus.conf").string();
        auto const print = "--print-address=" + std::to_string(ready[1]);
        daemon_.emplace(std::vector<std::string>{"dbus-daemon", config, "--nofork", "--nopidfile", print},
                        ChildProcess::Variables{}, ready[1]);
        ::close(ready[1]);
        char byte = 0;
        auto const got = ::read(ready[0], &byte, 1);
        ::close(ready[0]);
        if (got != 1) throw std::runtime_error("dbus-daemon does not start; is the package dbus installed?");
    }

    /** Ends it as a crash would. */
    void stop() {
        daemon_.reset();
        std::error_code ignored;
        std::filesystem::remove(directory_ / "bus", ignored);
    }

  private:
    [[nodiscard]] std::filesystem::path services() const { return directory_ / "services"; }

    std::filesystem::path directory_;
    std::optional<ChildProcess> daemon_;
};

}  // namespace feedherald::test
