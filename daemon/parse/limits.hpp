// SPDX-License-Identifier: MIT
// What no document may exceed (C-06..C-09): each number once, and the clock that ends a parse.
#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>

namespace feedherald::parse {

/** Every default is the requirement's; tests make them smaller. */
struct Limits {
    std::size_t depth = 100;
    std::size_t elements = 500'000;
    std::size_t names = 10'000;  ///< distinct names of elements and attributes
    std::size_t attributes = 256;
    std::size_t tag_length = 1024 * 1024;
    std::size_t items = 100'000;  ///< an item costs more memory than the seven bytes of "<item/>"
    std::chrono::milliseconds cpu{2000};
};

/** Field caps of C-08: what is longer loses its rest; a link that is longer is none. */
struct FieldCaps {
    static constexpr std::size_t link = 8 * 1024;
    static constexpr std::size_t title = 8 * 1024;
    static constexpr std::size_t text = 64 * 1024;
    static constexpr std::size_t name = 1024;
    static constexpr std::size_t list = 256;  ///< authors, tags or attachments of one item
};

/** CPU time of this thread since the parse began: a wait for the processor is not the document's fault. */
class Deadline {
  public:
    explicit Deadline(std::chrono::milliseconds allowed) : end_(now() + allowed) {}
    [[nodiscard]] bool is_over() const { return now() > end_; }

  private:
    static std::chrono::nanoseconds now() {
        std::timespec time{};
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return std::chrono::seconds{time.tv_sec} + std::chrono::nanoseconds{time.tv_nsec};
    }
    std::chrono::nanoseconds end_;
};

}  // namespace feedherald::parse
