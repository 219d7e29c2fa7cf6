// SPDX-License-Identifier: MIT
#include "net/proxy_server.hpp"

#include "net/basic_auth.hpp"
#include "net/harness.hpp"

#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace feedherald::net_test {
namespace {

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

bool send_all(int to, std::string_view bytes) {
    return ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
}

bool move_bytes(int from, int to) {
    char buffer[16384];
    auto const count = ::recv(from, buffer, sizeof buffer, 0);
    return count > 0 && send_all(to, {buffer, static_cast<std::size_t>(count)});
}

void join(int a, int b) {
    pollfd watched[2] = {{a, POLLIN, 0}, {b, POLLIN, 0}};
    while (::poll(watched, 2, 10'000) > 0) {
        if (watched[0].revents != 0 && !move_bytes(a, b)) return;
        if (watched[1].revents != 0 && !move_bytes(b, a)) return;
    }
}

}  // namespace

ProxyServer::ProxyServer(ProxyScript script) : script_(std::move(script)) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto address = loopback(0);
    socklen_t size = sizeof address;
    auto* const raw_address = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, raw_address, size) != 0 || ::listen(listener_, 16) != 0) throw std::runtime_error("no proxy");
    ::getsockname(listener_, raw_address, &size);
    port_ = ntohs(address.sin_port);
    threads_.emplace_back([this] { accept_all(); });
}

ProxyServer::~ProxyServer() {
    stopping_ = true;
    ::shutdown(listener_, SHUT_RDWR);
    threads_.front().join();
    {
        std::lock_guard const lock{mutex_};
        for (int const descriptor : open_) ::shutdown(descriptor, SHUT_RDWR);
    }
    for (auto& thread : threads_) {
        if (thread.joinable()) thread.join();
    }
    ::close(listener_);
}

std::string ProxyServer::asked_for() const {
    std::lock_guard const lock{mutex_};
    return asked_for_;
}

std::string ProxyServer::greeting() const {
    std::lock_guard const lock{mutex_};
    return greeting_;
}

void ProxyServer::accept_all() {
    while (!stopping_) {
        int const client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) continue;
        ++connections_;
        std::lock_guard const lock{mutex_};
        greeting_.clear();
        open_.push_back(client);
        threads_.emplace_back([this, client] { serve(client); });
    }
}

void ProxyServer::serve(int client) {
    if (script_.socks ? greet_socks(client) : greet_http(client)) {
        int const origin = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
        auto address = loopback(script_.target_port);
        if (::connect(origin, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
            send_all(client, script_.socks ? std::string_view("\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 10)
                                           : "HTTP/1.1 200 Connection established\r\n\r\n")) {
            join(client, origin);
        }
        ::close(origin);
    }
    std::lock_guard const lock{mutex_};
    open_.remove(client);
    ::close(client);
}

std::string ProxyServer::receive(int client, std::size_t count) {
    std::string bytes(count, '\0');
    auto const got = ::recv(client, bytes.data(), count, MSG_WAITALL);
    bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    std::lock_guard const lock{mutex_};
    greeting_ += bytes;
    return bytes;
}

bool ProxyServer::greet_http(int client) {
    std::string request;
    while (!request.ends_with("\r\n\r\n")) {
        auto const byte = receive(client, 1);
        if (byte.empty()) return false;
        request += byte;
    }
    {
        std::lock_guard const lock{mutex_};
        asked_for_ = request.substr(8, request.find(' ', 8) - 8);
    }
    if (script_.refuses) return send_all(client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n"), false;
    if (script_.username.empty()) return true;
    auto const wanted = net::basic_credentials(script_.username, Secret{script_.password}).reveal();
    auto const shown = fields(request, "Proxy-Authorization");
    if (shown.size() == 1 && shown[0] == wanted) return true;
    return send_all(client, "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"), false;
}

bool ProxyServer::greet_socks(int client) {
    auto const head = receive(client, 2);
    if (head.size() != 2) return false;
    auto const methods = receive(client, static_cast<unsigned char>(head[1]));
    if (script_.username.empty()) {
        if (!send_all(client, std::string_view("\x05\x00", 2))) return false;
    } else {
        if (methods.find('\x02') == std::string::npos) return send_all(client, "\x05\xff"), false;
        if (!send_all(client, "\x05\x02")) return false;
        auto const name_length = receive(client, 2);
        auto const name = receive(client, static_cast<unsigned char>(name_length.at(1)));
        auto const password_length = receive(client, 1);
        auto const password = receive(client, static_cast<unsigned char>(password_length.at(0)));
        bool const known = name == script_.username && password == script_.password;
        if (!send_all(client, known ? std::string_view("\x01\x00", 2) : "\x01\x01") || !known) return false;
    }
    auto const request = receive(client, 4);
    if (request.size() != 4 || request[3] != 3) return false;
    auto const length = receive(client, 1);
    auto const name = receive(client, static_cast<unsigned char>(length.at(0)));
    auto const port = receive(client, 2);
    {
        std::lock_guard const lock{mutex_};
        asked_for_ =
            name + ":" +
            std::to_string(static_cast<unsigned char>(port.at(0)) * 256 + static_cast<unsigned char>(port.at(1)));
    }
    if (script_.refuses)
        return send_all(client, std::string_view("\x05\x02\x00\x01\x00\x00\x00\x00\x00\x00", 10)), false;
    return true;
}

}  // namespace feedherald::net_test
