// SPDX-License-Identifier: MIT
#include "cli/standard_output.hpp"

#include "cli/command.hpp"

#include <cerrno>
#include <cstdio>
#include <system_error>

namespace feedherald::cli {

int StandardOutput::judge(int status) {
    sync();
    if (error_ == 0 || error_ == EPIPE) return status;
    std::cerr << "feedherald: cannot write to standard output: " << std::generic_category().message(error_) << '\n';
    return status == Exit::success ? Exit::failure : status;
}

// The buffer is stdio's: the console sink writes there, too.
StandardOutput::int_type StandardOutput::overflow(int_type character) {
    if (traits_type::eq_int_type(character, traits_type::eof())) return traits_type::not_eof(character);
    return noted(std::fputc(character, stdout) != EOF) ? character : traits_type::eof();
}

std::streamsize StandardOutput::xsputn(char const* text, std::streamsize size) {
    auto const wanted = static_cast<std::size_t>(size);
    auto const written = std::fwrite(text, 1, wanted, stdout);
    noted(written == wanted);
    return static_cast<std::streamsize>(written);
}

int StandardOutput::sync() {
    return noted(std::fflush(stdout) == 0) ? 0 : -1;
}

bool StandardOutput::noted(bool written) {
    if (!written && error_ == 0) error_ = errno;
    return written;
}

}  // namespace feedherald::cli
