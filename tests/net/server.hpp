// SPDX-License-Identifier: MIT
// A scripted server on loopback, with TLS or without, that keeps the requests byte for byte and counts what it sees.
#pragma once

#include "net/certificates.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include <openssl/ssl.h>

namespace feedherald::net_test {

/** What the script does with one request. */
struct Reply {
    std::string bytes;
    enum class After { keep, close, cut, hang } after = After::keep;  ///< cut: without close_notify; hang: silence
    std::size_t piece = 0;                                            ///< sent in pieces of that size, 0: at once,
    std::chrono::milliseconds pause{0};                               ///< with that much time between them
};

/** "HTTP/1.1 200 OK" with Content-Length and these extra header lines ("Name: value\r\n"). */
Reply ok(std::string const& body, std::string const& extra = {});
Reply raw(std::string bytes, Reply::After after = Reply::After::keep);
/** A redirect there. */
Reply moved(int status, std::string const& location, std::string const& extra = {});

struct ServerOptions {
    std::optional<Certificate> certificate;  ///< TLS with it; empty: plain
    std::string chain;                       ///< further certificates to send, PEM
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;
    int most_tls = TLS1_3_VERSION;
    std::string client_root;     ///< ask for client certificates of this root
    bool reads_requests = true;  ///< false: `script` is called at once, with ""
};

class Server {
  public:
    /** Called on the connection's thread with the raw request (head and body); one at a time. */
    using Script = std::function<Reply(std::string const& request)>;

    Server(ServerOptions options, Script script);
    explicit Server(Script script) : Server(ServerOptions{}, std::move(script)) {}
    ~Server();
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    [[nodiscard]] std::uint16_t port() const { return port_; }
    /** https://HOST:PORT or http://HOST:PORT */
    [[nodiscard]] std::string url(std::string const& target, std::string const& host = "localhost") const;
    [[nodiscard]] std::vector<std::string> requests() const;
    [[nodiscard]] int connections() const { return connections_; }
    [[nodiscard]] int resumed() const { return resumed_; }
    /** Connections whose first request had come when the handshake was over. */
    [[nodiscard]] int eager() const { return eager_; }
    /** Requests whose answers were under way together, at most. */
    [[nodiscard]] int most_at_once() const { return most_at_once_; }
    /** The name of the last client hello. */
    [[nodiscard]] std::string server_name() const;

  private:
    struct Peer;
    void accept_all();
    void serve(int descriptor);
    void talk(Peer& peer);

    ServerOptions options_;
    Script script_;
    SSL_CTX* context_ = nullptr;
    int listener_ = -1;
    std::uint16_t port_ = 0;
    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    std::list<int> open_;
    std::list<std::thread> threads_;
    std::string server_name_;
    std::atomic<int> connections_{0};
    std::atomic<int> resumed_{0};
    std::atomic<int> eager_{0};
    std::atomic<int> at_once_{0};
    std::atomic<int> most_at_once_{0};
    std::atomic<bool> stopping_{false};
};

/** A certificate that the test root has signed, for localhost, feed.test and 127.0.0.1. */
ServerOptions with_tls(Wanted const& wanted = {});

}  // namespace feedherald::net_test
