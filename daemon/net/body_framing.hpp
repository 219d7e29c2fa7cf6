// SPDX-License-Identifier: MIT
// Where the body of an HTTP/1.1 answer ends (RFC 9112 §6, §7): by length, by chunks, or by the end of the connection.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace feedherald::net {

struct Framing {
    enum class Kind { none, length, chunked, until_close };
    Kind kind = Kind::none;
    std::uint64_t length = 0;
};

/** Takes the bytes of a connection, hands on those of the body. Chunk extensions and trailers are dropped, blanks after
 *  a chunk size and bare line feeds survived. */
class BodyReader {
  public:
    explicit BodyReader(Framing framing);
    /** Appends to `body`; returns how many bytes it took, fewer than given only when the body has ended. */
    std::size_t take(std::string_view bytes, std::string& body);
    [[nodiscard]] bool is_done() const noexcept { return step_ == Step::done; }
    /** The chunks make no sense: what came before them is all there is. */
    [[nodiscard]] bool is_broken() const noexcept { return step_ == Step::broken; }
    /** The connection has ended; `clean`: as the peer meant it. True when the body is whole. */
    [[nodiscard]] bool is_whole_at_end(bool clean) const noexcept;

  private:
    enum class Step { data, size, extension, chunk_data, chunk_end, trailer, trailer_line, done, broken };
    void step(char c);

    Framing framing_;
    Step step_;
    std::uint64_t left_ = 0;
    unsigned digits_ = 0;
    std::size_t overhead_ = 0;  ///< bytes of one extension, or of all trailers
};

}  // namespace feedherald::net
