// SPDX-License-Identifier: MIT
#include "config/read_file.hpp"

#include "base/bytes.hpp"

#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace feedherald::config {

namespace {

class OpenFile {
  public:
    explicit OpenFile(std::filesystem::path const& path)
        : descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)) {}
    ~OpenFile() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;
    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }

  private:
    int descriptor_;
};

FileProblem problem_from_errno() {
    int const code = errno;
    return {std::generic_category().message(code), code == ENOENT};
}

}  // namespace

boost::system::result<FileText, FileProblem> read_file(std::filesystem::path const& path, std::size_t limit) {
    OpenFile const file(path);
    struct stat status {};
    if (file.descriptor() < 0 || ::fstat(file.descriptor(), &status) != 0) return problem_from_errno();
    if (S_ISDIR(status.st_mode)) return FileProblem{"is a directory"};
    if (!S_ISREG(status.st_mode)) return FileProblem{"is not a regular file"};

    FileText text;
    text.others = others_may(status);
    std::size_t used = 0;
    for (;;) {
        text.bytes.resize(used + 64 * 1024);
        auto const got = ::read(file.descriptor(), text.bytes.data() + used, text.bytes.size() - used);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) return problem_from_errno();
        used += static_cast<std::size_t>(got);
        if (got == 0) break;
        if (used > limit) return FileProblem{"is larger than " + to_text(Bytes{limit})};
    }
    text.bytes.resize(used);
    return text;
}

}  // namespace feedherald::config
