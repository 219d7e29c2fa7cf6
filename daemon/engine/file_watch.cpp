// SPDX-License-Identifier: MIT
#include "engine/file_watch.hpp"

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <set>
#include <string>
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

using Matters = std::function<bool(fs::path const&)>;

constexpr std::uint32_t coming = IN_CREATE | IN_MOVED_TO | IN_ONLYDIR | IN_MASK_ADD;
constexpr std::uint32_t events =
    IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_CREATE | IN_MOVE_SELF | IN_ONLYDIR;
// Editors write, rename and remove in a row: one change for all of it.
constexpr std::chrono::milliseconds burst{300};
constexpr int longest_row = 10;
constexpr int none = -1;

/** The number of the watch; none where there is no such directory for us. Watching one again changes nothing. */
int add_watch(int inotify, fs::path const& directory, std::uint32_t mask) {
    int const watch = ::inotify_add_watch(inotify, directory.c_str(), mask);
    if (watch < 0 && errno != ENOENT && errno != ENOTDIR && errno != EACCES && errno != ELOOP)
        throw std::system_error(errno, std::generic_category(), "cannot watch " + directory.string());
    return watch < 0 ? none : watch;
}

/** The directories that are watched, as far as they are there. */
class Watched {
  public:
    Watched(int inotify, Directories directories) : inotify_(inotify), directories_(std::move(directories)) {}

    /** True when one of them has come, or another in its place, and brings what matters. */
    bool look(Matters const& matters) {
        bool found = false;
        std::map<fs::path, int> now;
        std::set<int> numbers;
        for (auto const& directory : directories_()) {
            int const watch = begin(directory, numbers);
            now[directory] = watch;
            auto const before = watched_.find(directory);
            if (watch != none && before != watched_.end() && before->second != watch)
                found = brings(directory, matters) || found;
        }
        for (int const number : numbers_)
            if (!numbers.contains(number)) ::inotify_rm_watch(inotify_, number);
        watched_ = std::move(now);
        numbers_ = std::move(numbers);
        return found;
    }

    /** Reads what waits; true when an entry that matters was among it. */
    bool drain(Matters const& matters) {
        alignas(inotify_event) std::array<char, 4096> buffer{};
        bool found = false;
        for (;;) {
            auto const got = ::read(inotify_, buffer.data(), buffer.size());
            if (got <= 0) return found;
            for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
                inotify_event event{};
                std::memcpy(&event, buffer.data() + at, sizeof event);
                std::string const name = event.len > 0 ? buffer.data() + at + sizeof event : "";
                if ((event.mask & IN_Q_OVERFLOW) != 0) found = true;
                for (auto const& [directory, watch] : watched_)
                    if (watch == event.wd)
                        found = (event.mask & IN_MOVE_SELF) != 0 || matters(directory / name) || found;
                at += sizeof event + event.len;
            }
        }
    }

  private:
    int begin(fs::path const& directory, std::set<int>& numbers) const {
        int watch = add_watch(inotify_, directory, events);
        if (watch == none) {
            // In the nearest directory above it that there is.
            auto above = directory.parent_path();
            int nearest = none;
            while (above.has_relative_path() && (nearest = add_watch(inotify_, above, coming)) == none)
                above = above.parent_path();
            numbers.insert(nearest);
            watch = add_watch(inotify_, directory, events);  // it may have come in between
        }
        numbers.insert(watch);
        return watch;
    }

    static bool brings(fs::path const& directory, Matters const& matters) {
        bool found = false;
        std::error_code gone;
        for (fs::directory_iterator entry(directory, gone), end; !gone && entry != end; entry.increment(gone))
            found = matters(entry->path()) || found;
        return found;
    }

    int inotify_;
    Directories directories_;
    std::map<fs::path, int> watched_;  ///< none: not there
    std::set<int> numbers_;            ///< also of the directories above missing ones
};

}  // namespace

asio::awaitable<void> watch_files(Directories directories, std::function<bool(fs::path const& entry)> matters,
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
            if (!watched.drain(matters)) continue;
        }
        bool more = true;
        // A file that is written over and over must not put the reload off for ever.
        for (int bursts = 0; more && bursts < longest_row; ++bursts) {
            quiet.expires_after(burst);
            co_await quiet.async_wait(asio::use_awaitable);
            more = watched.drain(matters);
        }
        watched.look(matters);  // what has come is part of this change, and from here on no later one is missed
        changed();
    }
}

}  // namespace feedherald::engine
