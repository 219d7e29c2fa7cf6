// SPDX-License-Identifier: MIT
// Run by the build: writes what is made from the table of commands into a directory.
#include "cli/completions.hpp"
#include "cli/manual.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace {

void write(std::filesystem::path const& file, std::string const& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

int main(int argc, char** argv) {
    std::filesystem::path const directory = argc > 1 ? argv[1] : ".";
    std::filesystem::create_directories(directory);
    write(directory / "feedherald.1", feedherald::cli::manual());
    write(directory / "feedherald", feedherald::cli::bash_completion());
    write(directory / "_feedherald", feedherald::cli::zsh_completion());
    write(directory / "feedherald.fish", feedherald::cli::fish_completion());
}
