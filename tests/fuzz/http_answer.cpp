// SPDX-License-Identifier: MIT
// The whole way of an answer: head, chunks, content coding. However the network cuts its bytes, the same comes out.
#include "fuzz/target.hpp"
#include "net/decode.hpp"
#include "net/http_codec.hpp"

#include <algorithm>

namespace feedherald::net {
namespace {

constexpr std::size_t header_limit = 64 << 10;
constexpr Bytes body_limit = mib(1);

struct Answer {
    int status = 0;  ///< 0: no head came, or none that can be read
    std::string body;
    bool is_whole = false;
    Decoder::Verdict verdict = Decoder::Verdict::fine;
};

Answer read(std::string_view bytes, std::size_t piece) {
    Answer answer;
    std::size_t length = 0;
    std::size_t from = 0;
    for (std::size_t end = std::min(piece, bytes.size()); length == 0; end = std::min(end + piece, bytes.size())) {
        length = head_length(bytes.substr(0, end), from);
        if (end == bytes.size()) break;
    }
    fuzz::require(length <= bytes.size());
    if (length == 0) return answer;
    auto const head = read_head(bytes.substr(0, length), header_limit);
    if (!head) return answer;
    answer.status = head->status;

    BodyReader reader{head->framing};
    Decoder decoder{find(head->headers, "Content-Encoding"), body_limit};
    for (auto rest = bytes.substr(length); !rest.empty() && !reader.is_done() && !reader.is_broken();) {
        auto const offered = rest.substr(0, piece);
        std::string coded;
        auto const taken = reader.take(offered, coded);
        fuzz::require(taken <= offered.size() && (taken == offered.size() || reader.is_done() || reader.is_broken()));
        rest.remove_prefix(taken);
        answer.verdict = decoder.feed(coded, answer.body);
        if (answer.verdict != Decoder::Verdict::fine) return answer;
    }
    answer.verdict = decoder.finish(answer.body);
    answer.is_whole = reader.is_whole_at_end(true) && decoder.is_whole();
    return answer;
}

}  // namespace
}  // namespace feedherald::net

/** The first byte says how the rest is cut. */
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    using namespace feedherald;
    if (size == 0) return 0;
    auto const bytes = fuzz::text_of(data, size).substr(1);
    auto const whole = net::read(bytes, bytes.size() + 1);
    auto const cut = net::read(bytes, std::size_t{data[0]} + 1);

    fuzz::require(whole.status == cut.status);
    fuzz::require(whole.body.size() <= net::body_limit.count && cut.body.size() <= net::body_limit.count);
    // A bomb, or what is too large, is given up wherever it is seen to be one.
    bool const is_fine = whole.verdict == net::Decoder::Verdict::fine;
    fuzz::require(is_fine == (cut.verdict == net::Decoder::Verdict::fine));
    if (is_fine) fuzz::require(whole.body == cut.body && whole.is_whole == cut.is_whole);
    return 0;
}
