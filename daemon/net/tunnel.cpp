// SPDX-License-Identifier: MIT
#include "net/tunnel.hpp"

#include "net/basic_auth.hpp"
#include "net/http_codec.hpp"

#include <array>

#include <boost/asio/ip/address.hpp>

namespace feedherald::net {

namespace asio = boost::asio;

namespace {

constexpr std::size_t most_head = 64 * 1024;
constexpr std::size_t most_socks_text = 255;

Trouble trouble(Proxy const& proxy, std::string const& what) {
    return {Failure::Kind::connect, "the proxy " + proxy.name() + " " + what};
}

asio::awaitable<Attempt<void>> open_http(Connection& connection, Proxy const& proxy, Uri const& target) {
    auto const host = target.host.find(':') == std::string::npos ? target.host : "[" + target.host + "]";
    auto const authority = host + ":" + std::to_string(target.port);
    std::string request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n";
    if (!proxy.username.empty() || !proxy.password.empty()) {
        request += "Proxy-Authorization: " + basic_credentials(proxy.username, proxy.password).reveal() + "\r\n";
    }
    request += "\r\n";
    bool const request_sent = co_await connection.send(std::move(request));
    if (!request_sent) co_return trouble(proxy, "closed the connection");
    std::string answer;
    std::size_t from = 0;
    std::size_t length = 0;
    while (length == 0) {
        std::array<char, 2048> buffer;
        auto const received = co_await connection.receive(buffer.data(), buffer.size());
        if (received.count == 0) co_return trouble(proxy, "closed the connection");
        answer.append(buffer.data(), received.count);
        length = head_length(answer, from);
        if (length == 0 && answer.size() > most_head) co_return trouble(proxy, "sent too long an answer");
    }
    auto const head = read_head(std::string_view(answer).substr(0, length), most_head);
    if (!head) co_return trouble(proxy, "does not speak HTTP");
    if (head->status == 407) co_return trouble(proxy, "wants other credentials (status 407)");
    if (head->status / 100 != 2) {
        co_return trouble(proxy, "refused the connection (status " + std::to_string(head->status) + ")");
    }
    // TLS servers wait for us: bytes that come already are not the origin's.
    if (answer.size() > length) co_return trouble(proxy, "sent more than its answer");
    co_return Attempt<void>{};
}

/** Exactly `count` bytes; fewer when the proxy has closed. */
asio::awaitable<std::string> receive_exactly(Connection& connection, std::size_t count) {
    std::string bytes(count, '\0');
    std::size_t have = 0;
    while (have < count) {
        auto const received = co_await connection.receive(bytes.data() + have, count - have);
        if (received.count == 0) break;
        have += received.count;
    }
    bytes.resize(have);
    co_return bytes;
}

char const* socks_refusal(unsigned char code) {
    switch (code) {
        case 2:
            return "does not allow this connection";
        case 3:
            return "finds the network unreachable";
        case 4:
            return "cannot reach the host";
        case 5:
            return "says that the host refuses connections";
        default:
            return "refused the connection";
    }
}

asio::awaitable<Attempt<void>> log_in(Connection& connection, Proxy const& proxy) {
    bool const with_password = !proxy.username.empty() || !proxy.password.empty();
    std::string greeting = with_password ? std::string("\x05\x02\x00\x02", 4) : std::string("\x05\x01\x00", 3);
    bool const greeting_sent = co_await connection.send(std::move(greeting));
    if (!greeting_sent) co_return trouble(proxy, "closed the connection");
    auto const choice = co_await receive_exactly(connection, 2);
    if (choice.size() < 2 || choice[0] != 5) co_return trouble(proxy, "does not speak SOCKS 5");
    if (choice[1] == 0) co_return Attempt<void>{};
    if (choice[1] != 2 || !with_password) co_return trouble(proxy, "wants credentials");
    auto const& password = proxy.password.reveal();
    if (proxy.username.size() > most_socks_text || password.size() > most_socks_text) {
        co_return trouble(proxy, "takes no credentials of more than 255 bytes");
    }
    std::string login = "\x01";
    login += static_cast<char>(proxy.username.size());
    login += proxy.username;
    login += static_cast<char>(password.size());
    login += password;
    bool const login_sent = co_await connection.send(std::move(login));
    if (!login_sent) co_return trouble(proxy, "closed the connection");
    auto const verdict = co_await receive_exactly(connection, 2);
    if (verdict.size() < 2 || verdict[1] != 0) co_return trouble(proxy, "wants other credentials");
    co_return Attempt<void>{};
}

std::string socks_address(std::string const& host) {
    boost::system::error_code error;
    auto const literal = asio::ip::make_address(host, error);
    if (error) return std::string("\x03") + static_cast<char>(host.size()) + host;
    std::string text(1, literal.is_v4() ? '\x01' : '\x04');
    auto const append = [&](auto const& bytes) { text.append(bytes.begin(), bytes.end()); };
    if (literal.is_v4())
        append(literal.to_v4().to_bytes());
    else
        append(literal.to_v6().to_bytes());
    return text;
}

asio::awaitable<Attempt<void>> open_socks(Connection& connection, Proxy const& proxy, Uri const& target) {
    if (target.host.size() > most_socks_text) co_return trouble(proxy, "takes no host names of more than 255 bytes");
    auto const logged_in = co_await log_in(connection, proxy);
    if (!logged_in) co_return logged_in.error();
    std::string request("\x05\x01\x00", 3);
    request += socks_address(target.host);
    request += static_cast<char>(target.port >> 8);
    request += static_cast<char>(target.port & 0xff);
    bool const request_sent = co_await connection.send(std::move(request));
    if (!request_sent) co_return trouble(proxy, "closed the connection");
    auto const answer = co_await receive_exactly(connection, 4);
    if (answer.size() < 2 || answer[0] != 5) co_return trouble(proxy, "closed the connection");
    if (answer[1] != 0) co_return trouble(proxy, socks_refusal(static_cast<unsigned char>(answer[1])));
    if (answer.size() < 4) co_return trouble(proxy, "closed the connection");
    std::size_t rest = answer[3] == 1 ? 4 : 16;
    if (answer[3] == 3) {
        auto const length = co_await receive_exactly(connection, 1);
        if (length.empty()) co_return trouble(proxy, "closed the connection");
        rest = static_cast<unsigned char>(length[0]);
    }
    auto const bound = co_await receive_exactly(connection, rest + 2);
    if (bound.size() < rest + 2) co_return trouble(proxy, "closed the connection");
    co_return Attempt<void>{};
}

}  // namespace

asio::awaitable<Attempt<void>> open_tunnel(Connection& connection, Proxy const& proxy, Uri const& target) {
    if (proxy.kind == Proxy::Kind::http) return open_http(connection, proxy, target);
    return open_socks(connection, proxy, target);
}

}  // namespace feedherald::net
