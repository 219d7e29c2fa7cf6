// SPDX-License-Identifier: MIT
// One connection as a stream of bytes, plain or through TLS. Waits are bounded by whoever cancels them.
#pragma once

#include "net/tls.hpp"
#include "net/trouble.hpp"

#include <cstddef>
#include <memory>
#include <string>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>

namespace feedherald::net {

class Connection {
  public:
    explicit Connection(boost::asio::ip::tcp::socket socket);
    ~Connection();
    Connection(Connection&&) noexcept;
    Connection& operator=(Connection&&) noexcept;

    /** Everything from here on goes through TLS. `context` is borrowed, the connection keeps it alive. What ends the
     *  handshake leaves with the first bytes sent. */
    boost::asio::awaitable<Attempt<void>> start_tls(ssl_ctx_st* context, TlsPeer peer);
    /** All of it; false when the peer has gone. */
    boost::asio::awaitable<bool> send(std::string bytes);

    enum class End { none, clean, cut };
    struct Received {
        std::size_t count = 0;
        End end = End::none;
    };
    /** At least one byte, or the end: clean where the peer said so (TLS: close_notify). */
    boost::asio::awaitable<Received> receive(char* buffer, std::size_t room);
    /** Whoever waits in receive() gets the end instead: the peer has been silent for too long. */
    void stop_receiving();

    /** What the server has given by now, to resume the TLS session with: it comes with the first bytes of an answer. */
    void keep_session();
    /** While idle nothing may come; what came means that it cannot be used again. */
    [[nodiscard]] bool is_fresh();
    [[nodiscard]] boost::asio::ip::address const& remote() const noexcept { return remote_; }
    /** Why TLS broke off, in words; empty when it did not. */
    [[nodiscard]] std::string const& tls_error() const noexcept { return tls_error_; }

  private:
    enum class Sending { done, blocked, broken };
    /** Hands the socket what OpenSSL has written so far; `flags` are send(2)'s. */
    Sending send_pending(int flags);
    Received receive_now(char* buffer, std::size_t room);

    boost::asio::ip::tcp::socket socket_;
    boost::asio::ip::address remote_;
    std::unique_ptr<TlsPeer> peer_;  ///< on the heap: OpenSSL keeps its address
    TlsHandle tls_;
    std::size_t sent_of_pending_ = 0;  ///< of what lies in its memory BIO
    std::string tls_error_;
    bool open_for_close_notify_ = false;
};

}  // namespace feedherald::net
