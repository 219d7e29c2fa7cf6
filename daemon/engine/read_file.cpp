// SPDX-License-Identifier: MIT
#include "engine/read_file.hpp"

#include "base/percent.hpp"

#include <cerrno>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace feedherald::engine {

namespace {

struct OpenFile {
    int fd = -1;
    explicit OpenFile(std::string const& path)
        : fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
    ~OpenFile() {
        if (fd >= 0) ::close(fd);
    }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
};

FetchFailure unreadable(std::string reason) {
    FetchFailure failure;
    failure.kind = FetchFailure::Kind::file;
    failure.reason = std::move(reason);
    return failure;
}

/** Stands in for an ETag: another file, another size or another time is another document. */
std::string tag_of(struct stat const& file) {
    return std::to_string(file.st_ino) + "-" + std::to_string(file.st_size) + "-" +
           std::to_string(file.st_mtim.tv_sec) + "." + std::to_string(file.st_mtim.tv_nsec);
}

}  // namespace

Fetched read_file(Uri const& uri, Validators const& validators, Bytes max_body, Instant now) {
    std::string const path = percent_decode(uri.target);
    if (path.find('\0') != std::string::npos) return unreadable("the path has a zero byte (%00) inside");
    OpenFile const file(path);
    if (file.fd < 0) return unreadable("cannot read " + path + ": " + std::generic_category().message(errno));
    struct stat about {};
    if (::fstat(file.fd, &about) != 0 || !S_ISREG(about.st_mode)) return unreadable(path + " is not a regular file");

    Answer answer;
    answer.status = 200;
    answer.url = uri.text();
    answer.received = now;
    answer.validators = Validators{answer.url, tag_of(about), {}};
    if (answer.validators == validators) {
        answer.status = 304;
        return NotModified{std::move(answer)};
    }

    if (static_cast<std::uint64_t>(about.st_size) > max_body.count)
        return unreadable(path + " is larger than max_body (" + to_text(max_body) + ")");
    std::string body(static_cast<std::size_t>(about.st_size), '\0');
    std::size_t filled = 0;
    while (filled < body.size()) {
        auto const got = ::read(file.fd, body.data() + filled, body.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return unreadable("cannot read " + path + ": " + std::generic_category().message(errno));
        if (got == 0) break;  // it shrank while it was read
        filled += static_cast<std::size_t>(got);
    }
    body.resize(filled);
    auto const bytes = static_cast<std::uint64_t>(filled);
    return Document{std::move(answer), std::move(body), true, bytes};
}

}  // namespace feedherald::engine
