// SPDX-License-Identifier: MIT
// Runs the real program and keeps what it says: stdout, stderr, exit status.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

namespace feedherald::tests {

/** A directory that goes when the test ends; also the program's HOME. */
class TemporaryHome {
  public:
    TemporaryHome() {
        std::string pattern = (std::filesystem::temp_directory_path() / "feedherald-cli-XXXXXX").string();
        if (!::mkdtemp(pattern.data())) throw std::runtime_error("cannot make a temporary directory");
        path_ = pattern;
    }
    ~TemporaryHome() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    TemporaryHome(TemporaryHome const&) = delete;
    TemporaryHome& operator=(TemporaryHome const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return path_; }
    std::string write(std::string const& name, std::string const& text) const {
        auto const file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file.string();
    }

  private:
    std::filesystem::path path_;
};

struct Said {
    int status = -1;
    std::string out;
    std::string err;
};

inline std::string slurp(std::filesystem::path const& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

/** Runs feedherald with a clean environment: HOME is `home`, no session bus. With `device`, stdout goes there and is
 *  not kept. */
inline Said feedherald(TemporaryHome const& home, std::vector<std::string> arguments, std::string const& input = "",
                       std::string const& device = "") {
    auto const in = home.write("stdin", input);
    auto const out = device.empty() ? (home.path() / "stdout").string() : device;
    auto const err = (home.path() / "stderr").string();
    arguments.insert(arguments.begin(), FEEDHERALD_PROGRAM);
    std::vector<char*> argv;
    for (auto& argument : arguments) argv.push_back(argument.data());
    argv.push_back(nullptr);

    std::vector<std::string> environment{"HOME=" + home.path().string(), "PATH=/usr/bin:/bin", "TZ=UTC",
                                         "ASAN_OPTIONS=detect_leaks=1"};
    std::vector<char*> envp;
    for (auto& variable : environment) envp.push_back(variable.data());
    envp.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, in.c_str(), O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t pid = 0;
    int const spawned = ::posix_spawn(&pid, FEEDHERALD_PROGRAM, &actions, nullptr, argv.data(), envp.data());
    posix_spawn_file_actions_destroy(&actions);
    if (spawned != 0) throw std::runtime_error("cannot start " FEEDHERALD_PROGRAM);

    int status = 0;
    while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    return {WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status), device.empty() ? slurp(out) : "", slurp(err)};
}

}  // namespace feedherald::tests
