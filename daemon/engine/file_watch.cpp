// SPDX-License-Identifier: MIT
#include "engine/file_watch.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <system_error>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/inotify.h>
#include <unistd.h>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;
// Editors write, rename and remove in a row: one change for all of it.
constexpr std::chrono::milliseconds burst{300};
constexpr int longest_row = 10;

/** Watching a directory again changes nothing; one that is not there is left out. */
void add_watches(int inotify, std::vector<std::filesystem::path> const& directories) {
    for (auto const& directory : directories)
        if (::inotify_add_watch(inotify, directory.c_str(), events) < 0 && errno != ENOENT && errno != ENOTDIR)
            throw std::system_error(errno, std::generic_category(), "cannot watch " + directory.string());
}

/** Reads what waits; true when an entry that matters was among it. */
bool drain(int inotify, std::function<bool(std::filesystem::path const&)> const& matters) {
    alignas(inotify_event) std::array<char, 4096> buffer{};
    bool found = false;
    for (;;) {
        auto const got = ::read(inotify, buffer.data(), buffer.size());
        if (got <= 0) return found;
        for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
            inotify_event event{};
            std::memcpy(&event, buffer.data() + at, sizeof event);
            std::string const name = event.len > 0 ? buffer.data() + at + sizeof event : "";
            if ((event.mask & IN_Q_OVERFLOW) != 0 || matters(name)) found = true;
            at += sizeof event + event.len;
        }
    }
}

}  // namespace

asio::awaitable<void> watch_files(std::vector<std::filesystem::path> directories,
                                  std::function<bool(std::filesystem::path const& name)> matters,
                                  std::function<void()> changed) {
    int const fd = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (fd < 0) throw std::system_error(errno, std::generic_category(), "cannot watch files");
    auto const executor = co_await asio::this_coro::executor;
    asio::posix::stream_descriptor inotify{executor, fd};
    asio::steady_timer quiet{executor};
    for (;;) {
        add_watches(fd, directories);
        co_await inotify.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
        if (!drain(fd, matters)) continue;
        bool more = true;
        // A file that is written over and over must not put the reload off for ever.
        for (int bursts = 0; more && bursts < longest_row; ++bursts) {
            quiet.expires_after(burst);
            co_await quiet.async_wait(asio::use_awaitable);
            more = drain(fd, matters);
        }
        changed();
    }
}

}  // namespace feedherald::engine
