// SPDX-License-Identifier: MIT
#include "net/http_codec.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <boost/beast/http/basic_parser.hpp>

namespace feedherald::net {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;
using beast_view = boost::beast::string_view;

bool is_token(std::string_view name) {
    constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != marks.npos;
    });
}

bool stays_on_its_line(std::string_view value) {
    return value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

bool is_harmless(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) {
        auto const byte = static_cast<unsigned char>(c);
        return (byte < 0x20 && c != '\t') || byte == 0x7f;
    });
}

/** "HTTP/1.1 200 " without the reason phrase: nobody reads it, and no byte in it may cost the answer. */
std::string status_line(std::string_view line) {
    constexpr auto length = std::string_view("HTTP/1.1 200").size();
    bool const is_usual = line.size() == length || (line.size() > length && line[length] == ' ');
    return std::string(is_usual ? line.substr(0, length) : line) + (is_usual ? " \r\n" : "\r\n");
}

/** Beast's parser for the head alone; the fields that frame the body never reach it, because it refuses combinations
 *  that RFC 9112 §6.3 tells a client to survive. */
class HeadParser final : public http::basic_parser<false> {
  public:
    HeadParser(Headers& headers, std::size_t limit) : headers_(headers) {
        header_limit(static_cast<std::uint32_t>(limit));
        skip(true);
    }
    int status = 0;
    int version = 11;

  private:
    void on_request_impl(http::verb, beast_view, beast_view, int, error_code&) override {}
    void on_response_impl(int code, beast_view, int http_version, error_code&) override {
        status = code;
        version = http_version;
    }
    void on_field_impl(http::field, beast_view name, beast_view value, error_code&) override {
        headers_.push_back({std::string(name.data(), name.size()), std::string(value.data(), value.size())});
    }
    void on_header_impl(error_code&) override {}
    void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
    std::size_t on_body_impl(beast_view, error_code&) override { return 0; }
    void on_chunk_header_impl(std::uint64_t, beast_view, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast_view, error_code&) override { return 0; }
    void on_finish_impl(error_code&) override {}

    Headers& headers_;
};

/** What decides how the body ends and whether the connection lives on. */
struct FramingFields {
    Headers fields;
    bool take(std::string_view name, std::string_view value) {
        for (auto const* known : {"Content-Length", "Transfer-Encoding", "Connection"}) {
            if (!equals_ignoring_ascii_case(name, known)) continue;
            fields.push_back({std::string(name), std::string(trim(value))});
            return true;
        }
        return false;
    }
};

/** The same head with every line ended by CRLF and without lines that are no fields, or that hold a byte for which
 *  Beast would refuse the whole head. */
std::string normalise(std::string_view head, FramingFields& framing) {
    std::string out;
    out.reserve(head.size() + 16);
    bool first = true;
    bool kept = false;
    while (!head.empty()) {
        auto const end = head.find('\n');
        auto line = head.substr(0, end);
        head.remove_prefix(end == head.npos ? head.size() : end + 1);
        if (line.ends_with('\r')) line.remove_suffix(1);
        if (line.empty()) continue;
        if (first) {
            first = false;
            out.append(status_line(line));
            continue;
        }
        if (line.front() == ' ' || line.front() == '\t') {  // a folded value belongs to the line before
            // On one line: Beast gives up the whole head for a folded value of more than 4096 bytes.
            if (kept && is_harmless(line)) out.replace(out.size() - 2, 2, " ").append(trim(line)).append("\r\n");
            continue;
        }
        auto const colon = line.find(':');
        auto const name = trim(line.substr(0, colon));
        kept = colon != line.npos && is_token(name) && !framing.take(name, line.substr(colon + 1)) && is_harmless(line);
        if (kept) out.append(name).append(line.substr(colon)).append("\r\n");
    }
    out.append("\r\n");
    return out;
}

std::optional<std::uint64_t> length_of(std::string_view value) {
    std::optional<std::uint64_t> length;
    while (true) {
        auto const comma = value.find(',');
        auto const text = trim(value.substr(0, comma));
        std::uint64_t number = 0;
        auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
        if (length && *length != number) return std::nullopt;
        length = number;
        if (comma == value.npos) return length;
        value.remove_prefix(comma + 1);
    }
}

std::string joined(Headers const& fields, std::string_view name) {
    std::string all;
    for (auto const& field : fields) {
        if (!equals_ignoring_ascii_case(field.name, name)) continue;
        if (!all.empty()) all += ", ";
        all += field.value;
    }
    return all;
}

Attempt<Framing> framing_of(Headers const& fields, int status) {
    if (status / 100 == 1 || status == 204 || status == 304) return Framing{Framing::Kind::none, 0};
    auto const transfer = to_lower_ascii(joined(fields, "Transfer-Encoding"));
    if (!transfer.empty() && transfer != "identity") {
        if (trim(transfer) == "chunked") return Framing{Framing::Kind::chunked, 0};
        return Trouble{Failure::Kind::protocol, "the server used a transfer coding that nobody asked for"};
    }
    auto const length = joined(fields, "Content-Length");
    if (length.empty()) return Framing{Framing::Kind::until_close, 0};
    if (auto const count = length_of(length)) return Framing{Framing::Kind::length, *count};
    return Trouble{Failure::Kind::protocol, "the server's Content-Length makes no sense"};
}

}  // namespace

Attempt<std::string> write_request(Outgoing const& request) {
    std::string out;
    out.reserve(512 + request.target.size() + request.body.size());
    out.append(request.method).append(" ").append(request.target).append(" HTTP/1.1\r\n");
    out.append("Host: ").append(request.authority).append("\r\n");
    for (auto const& [name, value] : request.fields) {
        if (!is_token(name) || !stays_on_its_line(value)) {
            return Trouble{Failure::Kind::refused, "a header to be sent holds characters that no header may hold"};
        }
        out.append(name).append(": ").append(value).append("\r\n");
    }
    if (request.has_body) out.append("Content-Length: ").append(std::to_string(request.body.size())).append("\r\n");
    return out.append("\r\n").append(request.body);
}

std::size_t head_length(std::string_view bytes, std::size_t& from) {
    for (auto at = bytes.find('\n', from); at != bytes.npos; at = bytes.find('\n', at + 1)) {
        from = at;
        auto const rest = bytes.substr(at + 1);
        if (rest.starts_with('\n')) return at + 2;
        if (rest.starts_with("\r\n")) return at + 3;
        if (rest.size() < 2) return 0;
    }
    return 0;
}

Attempt<ResponseHead> read_head(std::string_view head, std::size_t limit) {
    auto const no_http = Trouble{Failure::Kind::protocol, "the server's answer is not HTTP"};
    if (!head.starts_with("HTTP/1.")) return no_http;
    ResponseHead result;
    FramingFields framing;
    auto const clean = normalise(head, framing);
    HeadParser parser{result.headers, std::max(limit, clean.size()) + 1};
    parser.eager(true);
    error_code error;
    parser.put(boost::asio::buffer(clean), error);
    if (error || !parser.is_header_done()) return no_http;
    result.status = parser.status;
    auto const body = framing_of(framing.fields, result.status);
    // A refusal or a redirect is understood without its body; a document is not.
    if (!body && result.status < 300) return body.error();
    result.framing = body ? *body : Framing{Framing::Kind::until_close, 0};
    auto const connection = to_lower_ascii(joined(framing.fields, "Connection"));
    bool const stays = parser.version >= 11 ? connection.find("close") == connection.npos
                                            : connection.find("keep-alive") != connection.npos;
    result.keeps_alive = stays && result.framing.kind != Framing::Kind::until_close;
    for (auto& field : framing.fields)
        if (is_harmless(field.value)) result.headers.push_back(std::move(field));
    return result;
}

}  // namespace feedherald::net
