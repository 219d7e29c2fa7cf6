// SPDX-License-Identifier: MIT
#include "net/server.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/pem.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace feedherald::net_test {

struct Server::Peer {
    int descriptor;
    SSL* tls = nullptr;

    int read(char* buffer, int room) const {
        return tls != nullptr ? SSL_read(tls, buffer, room)
                              : static_cast<int>(::recv(descriptor, buffer, static_cast<std::size_t>(room), 0));
    }
    [[nodiscard]] bool write(std::string const& bytes) const {
        std::size_t sent = 0;
        while (sent < bytes.size()) {
            auto const left = bytes.size() - sent;
            auto const count = tls != nullptr
                                   ? SSL_write(tls, bytes.data() + sent, static_cast<int>(left))
                                   : static_cast<int>(::send(descriptor, bytes.data() + sent, left, MSG_NOSIGNAL));
            if (count <= 0) return false;
            sent += static_cast<std::size_t>(count);
        }
        return true;
    }
    /** Until the peer goes or the time is over; false when the peer has gone. */
    [[nodiscard]] bool wait(std::chrono::milliseconds span) const {
        pollfd watched{descriptor, POLLRDHUP, 0};
        return ::poll(&watched, 1, static_cast<int>(span.count())) == 0;
    }
};

namespace {

/** One answer under way, among others. */
struct Turn {
    std::atomic<int>& count;
    bool open = true;
    void end() {
        if (std::exchange(open, false)) --count;
    }
    ~Turn() { end(); }
};

/** The whole request at the front of `bytes`; empty while it has not come. */
std::string whole_request(std::string const& bytes) {
    auto const end = bytes.find("\r\n\r\n");
    if (end == std::string::npos) return {};
    std::size_t length = 0;
    if (auto const at = bytes.find("Content-Length: "); at < end) length = std::stoul(bytes.substr(at + 16, 20));
    if (bytes.size() < end + 4 + length) return {};
    return bytes.substr(0, end + 4 + length);
}

SSL_CTX* make_context(ServerOptions const& options) {
    auto* const context = SSL_CTX_new(TLS_server_method());
    SSL_CTX_set_security_level(context, 0);
    SSL_CTX_use_certificate(context, options.certificate->certificate.get());
    SSL_CTX_use_PrivateKey(context, options.certificate->key.get());
    SSL_CTX_set_min_proto_version(context, TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context, options.most_tls);
    if (!options.client_root.empty()) {
        SSL_CTX_load_verify_file(context, options.client_root.c_str());
        SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr);
    }
    constexpr unsigned char id[] = "net";
    SSL_CTX_set_session_id_context(context, id, sizeof id - 1);
    if (!options.chain.empty()) {
        BIO* const bio = BIO_new_mem_buf(options.chain.data(), static_cast<int>(options.chain.size()));
        std::unique_ptr<X509, FreeCertificate> const link{PEM_read_bio_X509(bio, nullptr, nullptr, nullptr)};
        X509_up_ref(link.get());
        SSL_CTX_ctrl(context, SSL_CTRL_CHAIN_CERT, 0, link.get());  // SSL_CTX_add0_chain_cert without its C cast
        BIO_free(bio);
    }
    return context;
}

}  // namespace

Reply raw(std::string bytes, Reply::After after) {
    return {std::move(bytes), after, 0, std::chrono::milliseconds{0}};
}

Reply ok(std::string const& body, std::string const& extra) {
    return raw("HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + extra + "\r\n" + body);
}

Reply moved(int status, std::string const& location, std::string const& extra) {
    return raw("HTTP/1.1 " + std::to_string(status) + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n" +
               extra + "\r\n");
}

ServerOptions with_tls(Wanted const& wanted) {
    ServerOptions options;
    options.certificate = make_certificate(wanted, &test_root());
    return options;
}

Server::Server(ServerOptions options, Script script) : options_(std::move(options)), script_(std::move(script)) {
    std::signal(SIGPIPE, SIG_IGN);  // OpenSSL's server side writes with write(2)
    if (options_.certificate) context_ = make_context(options_);
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    int const on = 1;
    ::setsockopt(listener_, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(options_.port);
    ::inet_pton(AF_INET, options_.address.c_str(), &address.sin_addr);
    socklen_t size = sizeof address;
    if (::bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener_, 64) != 0) {
        throw std::runtime_error("cannot listen on " + options_.address);
    }
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    threads_.emplace_back([this] { accept_all(); });
}

Server::~Server() {
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
    SSL_CTX_free(context_);
}

std::string Server::url(std::string const& target, std::string const& host) const {
    return (context_ != nullptr ? "https://" : "http://") + host + ":" + std::to_string(port_) + target;
}

std::vector<std::string> Server::requests() const {
    std::lock_guard const lock{mutex_};
    return requests_;
}

std::string Server::server_name() const {
    std::lock_guard const lock{mutex_};
    return server_name_;
}

void Server::accept_all() {
    while (!stopping_) {
        int const descriptor = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (descriptor < 0) continue;
        ++connections_;
        std::lock_guard const lock{mutex_};
        open_.push_back(descriptor);
        threads_.emplace_back([this, descriptor] { serve(descriptor); });
    }
}

void Server::serve(int descriptor) {
    int const on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    Peer peer{descriptor};
    bool ready = true;
    if (context_ != nullptr) {
        peer.tls = SSL_new(context_);
        SSL_set_fd(peer.tls, descriptor);
        ready = SSL_accept(peer.tls) == 1;
        if (ready && SSL_session_reused(peer.tls) == 1) ++resumed_;
        int waiting = 0;  // the request, if one recv(2) of the handshake's end could have taken it as well
        if (ready && ::ioctl(descriptor, FIONREAD, &waiting) == 0 && waiting > 0) ++eager_;
        auto const* const name = SSL_get_servername(peer.tls, TLSEXT_NAMETYPE_host_name);
        std::lock_guard const lock{mutex_};
        server_name_ = name != nullptr ? name : "";
    }
    if (ready) talk(peer);
    SSL_free(peer.tls);
    std::lock_guard const lock{mutex_};
    open_.remove(descriptor);
    ::close(descriptor);
}

void Server::talk(Peer& peer) {
    std::string bytes;
    while (true) {
        std::string request;
        while (options_.reads_requests && (request = whole_request(bytes)).empty()) {
            char buffer[4096];
            int const count = peer.read(buffer, sizeof buffer);
            if (count <= 0) return;
            bytes.append(buffer, static_cast<std::size_t>(count));
        }
        bytes.erase(0, request.size());
        Reply reply;
        {
            std::lock_guard const lock{mutex_};
            requests_.push_back(request);
            most_at_once_ = std::max(most_at_once_.load(), ++at_once_);
            reply = script_(request);
        }
        Turn turn{at_once_};
        auto const piece = reply.piece == 0 ? std::max<std::size_t>(reply.bytes.size(), 1) : reply.piece;
        for (std::size_t at = 0; at < reply.bytes.size(); at += piece) {
            if (at > 0 && reply.pause.count() > 0 && !peer.wait(reply.pause)) return;
            if (at + piece >= reply.bytes.size()) turn.end();  // whoever has it all may ask again at once
            if (!peer.write(reply.bytes.substr(at, piece))) return;
        }
        switch (reply.after) {
            case Reply::After::keep:
                continue;
            case Reply::After::cut:
                return;
            case Reply::After::hang:
                (void)peer.wait(std::chrono::seconds{30});
                return;
            case Reply::After::close:
                if (peer.tls != nullptr) SSL_shutdown(peer.tls);
                ::shutdown(peer.descriptor, SHUT_WR);
                (void)peer.wait(std::chrono::seconds{5});
                return;
        }
    }
}

}  // namespace feedherald::net_test
