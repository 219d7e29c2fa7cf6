// SPDX-License-Identifier: MIT
#include "cli/parse.hpp"

#include "base/dates.hpp"
#include "engine/clock.hpp"
#include "parse/read.hpp"
#include "sink/json_feed.hpp"

#include <algorithm>
#include <cerrno>
#include <iostream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace feedherald::cli {

namespace {

std::string read_all(std::string const& file) {
    int const fd = file == "-" ? STDIN_FILENO : ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot read " + file);
    std::string bytes;
    std::size_t filled = 0;
    for (;;) {
        if (bytes.size() - filled < 64 * 1024) bytes.resize(std::max<std::size_t>(bytes.size() * 2, 256 * 1024));
        auto const got = ::read(fd, bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) throw std::system_error(errno, std::generic_category(), "cannot read " + file);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    if (fd != STDIN_FILENO) ::close(fd);
    bytes.resize(filled);
    return bytes;
}

/** B-41: a date that cannot be is shown as unknown. */
void hide_implausible_dates(Feed& feed, Instant now) {
    for (auto& item : feed.items)
        for (auto* date : {&item.published, &item.modified})
            if (*date && !is_plausible_date(**date, now)) date->reset();
}

}  // namespace

int parse(Arguments const& arguments) {
    auto const file = arguments.one("FILE").value_or("-");
    auto const bytes = read_all(file);
    parse::Source source;
    source.bytes = bytes;
    source.content_type = arguments.one("--content-type").value_or("");
    source.base_url = arguments.one("--base").value_or("");

    auto feed = parse::read_feed(source);
    if (!feed) {
        std::cerr << "feedherald: " << (file == "-" ? "standard input" : file) << ": " << feed.error().reason << '\n';
        return Exit::failure;
    }
    hide_implausible_dates(*feed, engine::SystemClock{}.now());
    std::cout << sink::to_json(*feed, true) << '\n';
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
