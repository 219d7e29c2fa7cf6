// SPDX-License-Identifier: MIT
#include "cli/documents.hpp"

#include "cli/completions.hpp"
#include "cli/manual.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace feedherald::cli {

namespace {

void write(std::filesystem::path const& file, std::string const& text) {
    std::ofstream out(file, std::ios::binary);
    out << text;
    out.close();
    if (!out) throw std::runtime_error("cannot write " + file.string());
}

}  // namespace

int documents(Arguments const& arguments) {
    std::filesystem::path const directory = arguments.one("DIRECTORY").value();
    std::filesystem::create_directories(directory);
    write(directory / "feedherald.1", manual());
    write(directory / "feedherald", bash_completion());
    write(directory / "_feedherald", zsh_completion());
    write(directory / "feedherald.fish", fish_completion());
    return Exit::success;
}

}  // namespace feedherald::cli
