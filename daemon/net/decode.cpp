// SPDX-License-Identifier: MIT
#include "net/decode.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <new>

#include <brotli/decode.h>
#include <zlib.h>

namespace feedherald::net {
namespace {

constexpr std::size_t piece = 64 * 1024;
constexpr std::uint64_t ratio_matters_from = 1024 * 1024;
constexpr std::uint64_t most_ratio = 200;
constexpr std::size_t most_codings = 2;
constexpr std::size_t bytes_that_tell = 5;
/** From there on the whole cap is reserved at once, so that growing never holds two big copies. */
constexpr std::size_t reserve_from = 4 * 1024 * 1024;

using State = Inflater::State;

bool is_gzip(std::string_view bytes) {
    return bytes.starts_with("\x1f\x8b");
}

bool is_zlib(std::string_view bytes) {
    if (bytes.size() < 2) return false;
    auto const first = static_cast<unsigned char>(bytes[0]);
    auto const second = static_cast<unsigned char>(bytes[1]);
    return (first & 0x0f) == 8 && (first * 256 + second) % 31 == 0;
}

/** A document that somebody labelled as compressed; a compressed stream begins like one of
 *  these, two of which are four bytes, by a chance of about 2^-31. */
bool is_plain(std::string_view bytes) {
    for (std::string_view start : {"<?xml", "<rss ", "<feed", "<rdf:", "<!DOC", "<html"}) {
        if (bytes.starts_with(start)) return true;
    }
    return bytes.starts_with("\xef\xbb\xbf<") || bytes.starts_with("\xef\xbb\xbf{");
}

class ZlibInflater final : public Inflater {
  public:
    enum class Wrapping { gzip, zlib, raw };
    explicit ZlibInflater(Wrapping wrapping) : wrapping_(wrapping) {
        int const bits = wrapping == Wrapping::gzip ? 15 + 16 : wrapping == Wrapping::zlib ? 15 : -15;
        if (inflateInit2(&stream_, bits) != Z_OK) throw std::bad_alloc{};
    }
    ~ZlibInflater() override { inflateEnd(&stream_); }
    ZlibInflater(ZlibInflater const&) = delete;
    ZlibInflater& operator=(ZlibInflater const&) = delete;

    State step(std::string_view& in, char* out, std::size_t room, std::size_t& written) override {
        if (between_members_ && !begins_member(in)) return in.empty() ? State::hungry : State::finished;
        auto const before = in.size();
        stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
        stream_.avail_in = static_cast<uInt>(in.size());
        stream_.next_out = reinterpret_cast<Bytef*>(out);
        stream_.avail_out = static_cast<uInt>(room);
        auto const code = inflate(&stream_, Z_NO_FLUSH);
        in.remove_prefix(before - stream_.avail_in);
        written += room - stream_.avail_out;
        if (code == Z_STREAM_END) {
            ended_ = true;
            if (wrapping_ != Wrapping::gzip) return State::finished;
            between_members_ = true;
            return in.empty() ? State::hungry : State::has_output;
        }
        if (code != Z_OK && code != Z_BUF_ERROR) return State::damaged;
        return stream_.avail_out == 0 ? State::has_output : State::hungry;
    }
    [[nodiscard]] bool has_ended() const override { return ended_; }

  private:
    /** What follows a member is another one, or garbage to be ignored. */
    bool begins_member(std::string_view& in) {
        while (!in.empty() && magic_seen_ < 2) {
            if (in.front() != "\x1f\x8b"[magic_seen_]) return false;
            in.remove_prefix(1);
            ++magic_seen_;
        }
        if (magic_seen_ < 2) return false;
        inflateReset(&stream_);
        magic_seen_ = 0;
        between_members_ = false;
        ended_ = false;
        Bytef magic[] = {0x1f, 0x8b};
        Bytef nowhere[1];
        stream_.next_in = magic;
        stream_.avail_in = 2;
        stream_.next_out = nowhere;
        stream_.avail_out = 1;
        inflate(&stream_, Z_NO_FLUSH);
        return true;
    }

    Wrapping wrapping_;
    z_stream stream_{};
    std::size_t magic_seen_ = 0;
    bool between_members_ = false;
    bool ended_ = false;
};

struct DestroyBrotli {
    void operator()(BrotliDecoderState* state) const noexcept { BrotliDecoderDestroyInstance(state); }
};

class BrotliInflater final : public Inflater {
  public:
    BrotliInflater() : state_(BrotliDecoderCreateInstance(nullptr, nullptr, nullptr)) {
        if (!state_) throw std::bad_alloc{};
        BrotliDecoderSetParameter(state_.get(), BROTLI_DECODER_PARAM_LARGE_WINDOW, 0);
    }
    State step(std::string_view& in, char* out, std::size_t room, std::size_t& written) override {
        auto left_in = in.size();
        auto const* next_in = reinterpret_cast<std::uint8_t const*>(in.data());
        auto left_out = room;
        auto* next_out = reinterpret_cast<std::uint8_t*>(out);
        auto const code =
            BrotliDecoderDecompressStream(state_.get(), &left_in, &next_in, &left_out, &next_out, nullptr);
        in.remove_prefix(in.size() - left_in);
        written += room - left_out;
        switch (code) {
            case BROTLI_DECODER_RESULT_SUCCESS:
                return State::finished;
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
                return State::has_output;
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
                return State::hungry;
            case BROTLI_DECODER_RESULT_ERROR:
                break;
        }
        return State::damaged;
    }
    [[nodiscard]] bool has_ended() const override { return BrotliDecoderIsFinished(state_.get()) != 0; }

  private:
    std::unique_ptr<BrotliDecoderState, DestroyBrotli> state_;
};

}  // namespace

Decoder::Decoder(std::string_view coding, Bytes most) : most_(most.count) {
    std::vector<Coding> order;
    while (!coding.empty()) {
        auto const comma = coding.find(',');
        auto const name = to_lower_ascii(trim(coding.substr(0, comma)));
        coding.remove_prefix(comma == coding.npos ? coding.size() : comma + 1);
        if (name.empty() || name == "identity" || name == "none") continue;
        if (name == "gzip" || name == "x-gzip")
            order.push_back(Coding::gzip);
        else if (name == "deflate")
            order.push_back(Coding::deflate);
        else if (name == "br")
            order.push_back(Coding::brotli);
        else
            known_ = false;
    }
    if (order.size() > most_codings) known_ = false;
    if (order.empty()) order.push_back(Coding::sniff);
    // The last one named was applied last.
    for (auto it = order.rbegin(); it != order.rend(); ++it) stages_.emplace_back().coding = *it;
}

Decoder::~Decoder() = default;
Decoder::Decoder(Decoder&&) noexcept = default;
Decoder& Decoder::operator=(Decoder&&) noexcept = default;

Decoder::Verdict Decoder::feed(std::string_view wire, std::string& body) {
    if (!known_) return Verdict::unknown_coding;
    for (; !wire.empty(); wire.remove_prefix(std::min(piece, wire.size()))) {
        if (auto const verdict = run(0, wire.substr(0, piece), false, body); verdict != Verdict::fine) return verdict;
    }
    return Verdict::fine;
}

Decoder::Verdict Decoder::finish(std::string& body) {
    if (!known_) return Verdict::unknown_coding;
    return run(0, {}, true, body);
}

Decoder::Verdict Decoder::run(std::size_t at, std::string_view bytes, bool last, std::string& body) {
    if (at == stages_.size()) return deliver(bytes, body);
    auto& stage = stages_[at];
    if (stage.decided) return decode(at, bytes, last, body);
    stage.held.append(bytes);
    if (stage.held.size() < bytes_that_tell && !last) return Verdict::fine;
    stage.decided = true;
    std::string_view const start = stage.held;
    using Wrapping = ZlibInflater::Wrapping;
    if (is_gzip(start) && stage.coding != Coding::brotli) {
        stage.inflater = std::make_unique<ZlibInflater>(Wrapping::gzip);
    } else if (stage.coding == Coding::deflate && !is_plain(start) && !start.empty()) {
        stage.inflater = std::make_unique<ZlibInflater>(is_zlib(start) ? Wrapping::zlib : Wrapping::raw);
    } else if (stage.coding == Coding::brotli && !is_plain(start) && !start.empty()) {
        stage.inflater = std::make_unique<BrotliInflater>();
    }
    auto const held = std::move(stage.held);
    return decode(at, held, last, body);
}

Decoder::Verdict Decoder::decode(std::size_t at, std::string_view bytes, bool last, std::string& body) {
    auto& stage = stages_[at];
    stage.in += bytes.size();
    if (!stage.inflater) return run(at + 1, bytes, last, body);
    std::array<char, piece> buffer;  // NOLINT: filled before it is read
    bool more = !bytes.empty();
    while (more && stage.state != State::finished && stage.state != State::damaged) {
        std::size_t written = 0;
        stage.state = stage.inflater->step(bytes, buffer.data(), buffer.size(), written);
        stage.out += written;
        if (stage.out > ratio_matters_from && stage.out / most_ratio > stage.in) return Verdict::bomb;
        if (stage.out > most_ && at + 1 < stages_.size()) return Verdict::too_large;
        auto const verdict = run(at + 1, {buffer.data(), written}, false, body);
        if (verdict != Verdict::fine) return verdict;
        more = stage.state == State::has_output || !bytes.empty();
    }
    return last ? run(at + 1, {}, true, body) : Verdict::fine;
}

Decoder::Verdict Decoder::deliver(std::string_view bytes, std::string& body) {
    if (body.size() + bytes.size() > most_) {
        body.append(bytes.substr(0, static_cast<std::size_t>(most_) - body.size()));
        return Verdict::too_large;
    }
    auto const needed = body.size() + bytes.size();
    if (needed > body.capacity() && needed > reserve_from) body.reserve(static_cast<std::size_t>(most_));
    body.append(bytes);
    return Verdict::fine;
}

bool Decoder::is_whole() const {
    return std::all_of(stages_.begin(), stages_.end(), [](Stage const& stage) {
        return !stage.inflater || (stage.state != State::damaged && stage.inflater->has_ended());
    });
}

}  // namespace feedherald::net
