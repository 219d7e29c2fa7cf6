// SPDX-License-Identifier: MIT
#include "net/hop.hpp"

#include "base/duration.hpp"
#include "base/text.hpp"
#include "net/decode.hpp"
#include "net/http_codec.hpp"

#include <optional>
#include <string_view>

namespace feedherald::net {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Kind = HopOutcome::Kind;

namespace {

constexpr std::uint64_t most_error_body = 64 * 1024;
constexpr int most_interim_answers = 20;
constexpr std::string_view protocol = "HTTP/";
constexpr std::size_t start_that_tells = 16;  // of a body: enough for every kind of document

HopOutcome failed(Failure::Kind kind, std::string reason) {
    return {Kind::failed, {kind, std::move(reason)}, false};
}

HopOutcome not_http() {
    return failed(Failure::Kind::protocol, "the server's answer is not HTTP");
}

std::string codings(Headers const& headers) {
    std::string all;
    for (auto const& header : headers) {
        if (!equals_ignoring_ascii_case(header.name, "Content-Encoding")) continue;
        if (!all.empty()) all += ",";
        all += header.value;
    }
    return all;
}

/** The answer while it comes. */
class Reading {
  public:
    Reading(Limits const& limits, Response& response) : limits_(limits), response_(response) {}

    /** Empty while there is more to come. */
    std::optional<HopOutcome> take(std::string_view bytes) {
        response_.wire_bytes += bytes.size();
        if (body_) return take_body(bytes);
        pending_.append(bytes);
        while (!body_) {
            if (pending_.substr(0, protocol.size()) != protocol.substr(0, pending_.size())) return not_http();
            auto const length = head_length(pending_, searched_);
            if ((length > 0 ? length : pending_.size()) > limits_.header.count) {
                return failed(Failure::Kind::too_large, "the header is larger than " + to_text(limits_.header));
            }
            if (length == 0) return std::nullopt;
            if (auto outcome = start(length)) return outcome;
        }
        auto const rest = std::move(pending_);
        return take_body(rest);
    }

    [[nodiscard]] bool has_head() const { return body_.has_value(); }

    HopOutcome end(bool clean) {
        if (!body_) return failed(Failure::Kind::protocol, "the server closed the connection within the header");
        return finish(body_->is_whole_at_end(clean), false);
    }

  private:
    std::optional<HopOutcome> start(std::size_t length) {
        auto head = read_head(std::string_view(pending_).substr(0, length), limits_.header.count);
        if (!head) return failed(head.error().kind, head.error().reason);
        pending_.erase(0, length);
        searched_ = 0;
        if (head->status / 100 == 1) {
            if (head->status == 101 || ++interim_ > most_interim_answers) return not_http();
            return std::nullopt;
        }
        response_.status = head->status;
        response_.headers = std::move(head->headers);
        response_.complete = false;
        keeps_alive_ = head->keeps_alive;
        body_.emplace(head->framing);
        is_error_ = response_.status >= 300;
        auto const decoded = is_error_ ? std::min(most_error_body, limits_.body.count) : limits_.body.count;
        decoder_.emplace(codings(response_.headers), Bytes{decoded});
        if (!is_error_ && head->framing.length > limits_.wire.count) return too_large(limits_.wire);
        return std::nullopt;
    }

    std::optional<HopOutcome> take_body(std::string_view bytes) {
        has_surplus_ = body_->take(bytes, piece_) < bytes.size();
        body_bytes_ += piece_.size();
        if (is_error_ && body_bytes_ > most_error_body) {
            piece_.resize(piece_.size() - static_cast<std::size_t>(body_bytes_ - most_error_body));
            decoder_->feed(piece_, response_.body);
            return HopOutcome{Kind::answered, {}, false};
        }
        if (body_bytes_ > limits_.wire.count) return too_large(limits_.wire);
        auto const verdict = decoder_->feed(piece_, response_.body);
        piece_.clear();
        if (auto outcome = judge(verdict)) return outcome;
        if (is_hopeless()) return HopOutcome{Kind::answered, {}, false};
        if (body_->is_broken()) return finish(false, false);
        if (body_->is_done()) return finish(true, keeps_alive_ && !has_surplus_);
        return std::nullopt;
    }

    HopOutcome finish(bool whole, bool reusable) {
        auto const verdict = decoder_->finish(response_.body);
        if (auto outcome = judge(verdict)) return *outcome;
        response_.complete = whole && decoder_->is_whole();
        if (whole && !response_.complete && response_.body.empty() && !is_error_) {
            return failed(Failure::Kind::protocol, "the compressed body is damaged");
        }
        return {Kind::answered, {}, reusable};
    }

    /** Asked once, when enough of the body has come. */
    bool is_hopeless() {
        if (is_error_ || start_is_judged_ || response_.body.size() < start_that_tells) return false;
        start_is_judged_ = true;
        return limits_.is_hopeless != nullptr && limits_.is_hopeless(response_.body);
    }

    /** What an error page is coded in is nobody's concern; how much of it there is neither. */
    std::optional<HopOutcome> judge(Decoder::Verdict verdict) {
        if (verdict == Decoder::Verdict::fine) return std::nullopt;
        if (is_error_) return HopOutcome{Kind::answered, {}, false};
        if (verdict == Decoder::Verdict::too_large) return too_large(limits_.body);
        if (verdict == Decoder::Verdict::bomb) {
            return failed(Failure::Kind::too_large, "the body is a decompression bomb");
        }
        auto const name = cut(escape_controls(to_valid_utf8(codings(response_.headers))), 40);
        return failed(Failure::Kind::protocol, "the body has the unknown content coding " + name);
    }

    static HopOutcome too_large(Bytes limit) {
        return failed(Failure::Kind::too_large, "the body is larger than " + to_text(limit));
    }

    Limits const& limits_;
    Response& response_;
    std::string pending_;
    std::string piece_;
    std::size_t searched_ = 0;
    int interim_ = 0;
    std::optional<BodyReader> body_;
    std::optional<Decoder> decoder_;
    std::uint64_t body_bytes_ = 0;
    bool keeps_alive_ = false;
    bool has_surplus_ = false;
    bool is_error_ = false;
    bool start_is_judged_ = false;
};

/** The watchdog may call back into a coroutine for as long as that has one. */
struct MayBeCalled {
    explicit MayBeCalled(Watchdog& caller) : watchdog(caller) {}
    ~MayBeCalled() { watchdog.forget_instead(); }
    MayBeCalled(MayBeCalled const&) = delete;
    MayBeCalled& operator=(MayBeCalled const&) = delete;
    Watchdog& watchdog;
};

}  // namespace

asio::awaitable<HopOutcome> converse(Connection& connection, std::string request, Limits const& limits,
                                     Phases const& phases, Watchdog& watchdog, std::vector<char>& buffer,
                                     Response& response) {
    HopOutcome unanswered{Kind::closed_unanswered,
                          {Failure::Kind::protocol, "the server closed the connection without an answer"},
                          false};
    bool is_hushed = false;
    // Who falls silent has answered all the same: the head says what is to be done, a body what it says
    //
    auto const hush = [&is_hushed, &connection] {
        is_hushed = true;
        connection.stop_receiving();
    };
    MayBeCalled const until_here_ends{watchdog};
    watchdog.limit(phases.first_byte, "no answer");
    // A server that has answered and closed before it read everything still deserves to be heard.
    co_await connection.send(std::move(request));
    Reading reading{limits, response};
    Clock::time_point begun{};
    std::uint64_t received_bytes = 0;
    while (true) {
        auto const received = co_await connection.receive(buffer.data(), buffer.size());
        if (received.count == 0) {
            if (received_bytes == 0) {
                if (!connection.tls_error().empty()) {
                    unanswered.trouble = {Failure::Kind::tls, connection.tls_error()};
                }
                co_return unanswered;
            }
            if (is_hushed && !reading.has_head()) {
                co_return failed(Failure::Kind::timeout, "nothing more came within " + to_text(phases.silence));
            }
            co_return reading.end(!is_hushed && received.end == Connection::End::clean);
        }
        auto const now = Clock::now();
        if (received_bytes == 0) begun = now;
        received_bytes += received.count;
        watchdog.limit(phases.silence, "nothing more came", hush);
        if (auto outcome = reading.take({buffer.data(), received.count})) co_return *outcome;
        auto const spent = std::chrono::duration_cast<std::chrono::milliseconds>(now - begun);
        auto const expected = phases.least_rate * static_cast<std::uint64_t>(spent.count()) / 1000;
        if (spent > phases.slow_after && received_bytes < expected) {
            co_return failed(Failure::Kind::timeout, "the server sends too slowly");
        }
    }
}

}  // namespace feedherald::net
