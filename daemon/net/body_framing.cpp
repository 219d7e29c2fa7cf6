// SPDX-License-Identifier: MIT
#include "net/body_framing.hpp"

#include <algorithm>

namespace feedherald::net {
namespace {

constexpr unsigned most_size_digits = 15;
constexpr std::size_t most_overhead = 64 * 1024;

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
}

bool may_follow_a_size(char c) {
    return c == ';' || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

}  // namespace

BodyReader::BodyReader(Framing framing) : framing_(framing), step_(Step::data) {
    if (framing.kind == Framing::Kind::chunked) step_ = Step::size;
    if (framing.kind == Framing::Kind::none) step_ = Step::done;
    if (framing.kind == Framing::Kind::length) {
        left_ = framing.length;
        if (left_ == 0) step_ = Step::done;
    }
}

std::size_t BodyReader::take(std::string_view bytes, std::string& body) {
    std::size_t at = 0;
    while (at < bytes.size() && step_ != Step::done && step_ != Step::broken) {
        if (step_ != Step::data && step_ != Step::chunk_data) {
            step(bytes[at++]);
            continue;
        }
        auto const rest = bytes.substr(at);
        bool const bounded = framing_.kind != Framing::Kind::until_close;
        auto const count =
            bounded ? static_cast<std::size_t>(std::min<std::uint64_t>(left_, rest.size())) : rest.size();
        body.append(rest.substr(0, count));
        at += count;
        if (!bounded) continue;
        left_ -= count;
        if (left_ == 0) step_ = step_ == Step::data ? Step::done : Step::chunk_end;
    }
    return at;
}

void BodyReader::step(char c) {
    switch (step_) {
        case Step::size:
            if (int const digit = hex_digit(c); digit >= 0) {
                // Leading zeros are free; 15 digits keep the sum below 2^60.
                if (left_ != 0 || digit != 0) ++digits_;
                left_ = left_ * 16 + static_cast<std::uint64_t>(digit);
                if (digits_ > most_size_digits || ++overhead_ > most_overhead) step_ = Step::broken;
                return;
            }
            // "0x1A" or "1AZZ" is no size of anything: nobody knows where the chunk ends.
            if (overhead_ == 0 || !may_follow_a_size(c)) {
                step_ = Step::broken;
                return;
            }
            step_ = Step::extension;
            [[fallthrough]];
        case Step::extension:
            if (c == '\n') {
                step_ = left_ == 0 ? Step::trailer : Step::chunk_data;
                overhead_ = 0;
                digits_ = 0;
            } else if (++overhead_ > most_overhead) {
                step_ = Step::broken;
            }
            return;
        case Step::chunk_end:
            if (c == '\n')
                step_ = Step::size;
            else if (c != '\r')
                step_ = Step::broken;
            return;
        case Step::trailer:
            if (c == '\n')
                step_ = Step::done;
            else if (c != '\r')
                step_ = Step::trailer_line;
            return;
        case Step::trailer_line:
            if (c == '\n')
                step_ = Step::trailer;
            else if (++overhead_ > most_overhead)
                step_ = Step::broken;
            return;
        case Step::data:
        case Step::chunk_data:
        case Step::done:
        case Step::broken:
            return;
    }
}

bool BodyReader::is_whole_at_end(bool clean) const noexcept {
    if (step_ == Step::done) return true;
    // The last chunk has come: a peer that hangs up before the empty line has kept nothing back.
    if (step_ == Step::trailer || step_ == Step::trailer_line) return clean;
    return framing_.kind == Framing::Kind::until_close && clean;
}

}  // namespace feedherald::net
