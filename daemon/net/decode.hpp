// SPDX-License-Identifier: MIT
// Takes the content coding off a body while it arrives, in pieces of at most 64 KiB, and refuses bombs (A-70..A-73).
#pragma once

#include "base/bytes.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald::net {

/** One coding: turns encoded bytes into decoded ones. */
class Inflater {
  public:
    enum class State { hungry, has_output, finished, damaged };
    virtual ~Inflater() = default;
    /** Takes from the front of `in`, writes at most `room` bytes to `out`, adds to `written`. After `finished` it is
     *  given nothing more. */
    virtual State step(std::string_view& in, char* out, std::size_t room, std::size_t& written) = 0;
    /** What came so far is a whole stream, though more could have followed. */
    [[nodiscard]] virtual bool has_ended() const = 0;
};

class Decoder {
  public:
    enum class Verdict { fine, unknown_coding, too_large, bomb };

    /** `coding`: the Content-Encoding fields, joined by commas; at most two codings beside "identity" and "". */
    Decoder(std::string_view coding, Bytes most);
    ~Decoder();
    Decoder(Decoder&&) noexcept;
    Decoder& operator=(Decoder&&) noexcept;

    /** Appends what `wire` decodes to. Damaged input ends the output without complaint: see finish(). */
    Verdict feed(std::string_view wire, std::string& body);
    /** No more input will come: gives out what was held back to tell the coding. */
    Verdict finish(std::string& body);
    /** After finish(): every coding came to its end; what was cut off or damaged did not. */
    [[nodiscard]] bool is_whole() const;

  private:
    enum class Coding { sniff, gzip, deflate, brotli };
    struct Stage {
        Coding coding = Coding::sniff;
        bool decided = false;
        std::string held;  ///< the first bytes, until they tell what the coding really is
        std::unique_ptr<Inflater> inflater;
        Inflater::State state = Inflater::State::hungry;
        std::uint64_t in = 0;
        std::uint64_t out = 0;
    };
    Verdict run(std::size_t stage, std::string_view bytes, bool last, std::string& body);
    Verdict decode(std::size_t stage, std::string_view bytes, bool last, std::string& body);
    Verdict deliver(std::string_view bytes, std::string& body);

    std::vector<Stage> stages_;
    std::uint64_t most_;
    bool known_ = true;
};

}  // namespace feedherald::net
