// SPDX-License-Identifier: MIT
#include "engine/file_watch.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <set>
#include <system_error>
#include <utility>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <sys/inotify.h>
#include <unistd.h>

namespace feedherald::engine {

namespace asio = boost::asio;

namespace {

namespace fs = std::filesystem;

constexpr std::uint32_t coming = IN_CREATE | IN_MOVED_TO | IN_ONLYDIR | IN_MASK_ADD;
constexpr std::uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_ONLYDIR;
// Editors write, rename and remove in a row: one change for all of it.
constexpr std::chrono::milliseconds burst{300};
constexpr int longest_row = 10;

/** False where there is no such directory. Watching one again changes nothing. */
bool add_watch(int inotify, fs::path const& directory, std::uint32_t mask) {
    if (::inotify_add_watch(inotify, directory.c_str(), mask) >= 0) return true;
    if (errno != ENOENT && errno != ENOTDIR)
        throw std::system_error(errno, std::generic_category(), "cannot watch " + directory.string());
    return false;
}

/** In the nearest directory above it that there is. */
void watch_for_coming(int inotify, fs::path const& directory) {
    auto above = directory.parent_path();
    while (above.has_relative_path() && !add_watch(inotify, above, coming)) above = above.parent_path();
}

/** The directories that are watched, as far as they are there. */
class Watched {
  public:
    Watched(int inotify, std::vector<fs::path> directories) : inotify_(inotify), directories_(std::move(directories)) {}

    /** True when one of them has come and brings what matters. */
    bool look(std::function<bool(fs::path const&)> const& matters) {
        bool found = false;
        for (auto const& directory : directories_) {
            if (!add_watch(inotify_, directory, events)) {
                missing_.insert(directory);
                watch_for_coming(inotify_, directory);
                if (!add_watch(inotify_, directory, events)) continue;  // or it has come in between
            }
            if (missing_.erase(directory) == 0) continue;
            std::error_code gone;
            for (fs::directory_iterator entry(directory, gone), end; !gone && entry != end; entry.increment(gone))
                found = matters(entry->path().filename()) || found;
        }
        return found;
    }

  private:
    int inotify_;
    std::vector<fs::path> directories_;
    std::set<fs::path> missing_;
};

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
    Watched watched{fd, std::move(directories)};
    for (;;) {
        if (!watched.look(matters)) {
            co_await inotify.async_wait(asio::posix::stream_descriptor::wait_read, asio::use_awaitable);
            if (!drain(fd, matters)) continue;
        }
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
