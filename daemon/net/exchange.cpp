// SPDX-License-Identifier: MIT
#include "net/exchange.hpp"

#include "net/tls_alert.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <boost/asio/use_awaitable.hpp>
#include <netinet/tcp.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/socket.h>

namespace feedherald::net {

namespace asio = boost::asio;
using Socket = asio::ip::tcp::socket;

namespace {

constexpr std::size_t most_of_a_record = std::size_t{16} * 1024;  // RFC 8446 section 5.1

int descriptor_of(BIO* bio) {
    return static_cast<int>(reinterpret_cast<std::intptr_t>(BIO_get_data(bio)));
}

extern "C" int read_bytes(BIO* bio, char* data, std::size_t size, std::size_t* count) {
    auto const result = ::recv(descriptor_of(bio), data, size, 0);
    BIO_clear_retry_flags(bio);
    *count = result > 0 ? static_cast<std::size_t>(result) : 0;
    if (result == 0) BIO_set_flags(bio, BIO_FLAGS_IN_EOF);
    if (result < 0 && (errno == EAGAIN || errno == EINTR)) BIO_set_retry_read(bio);
    return result > 0 ? 1 : 0;
}

extern "C" long control(BIO* bio, int command, long, void*) {
    return command == BIO_CTRL_EOF && BIO_test_flags(bio, BIO_FLAGS_IN_EOF) != 0 ? 1 : 0;
}

struct FreeMethod {
    void operator()(BIO_METHOD* method) const noexcept { BIO_meth_free(method); }
};

/** What OpenSSL reads from; what it writes goes to a memory BIO, and from there out by send_pending(). */
BIO* make_bio(int descriptor) {
    static std::unique_ptr<BIO_METHOD, FreeMethod> const method = [] {
        std::unique_ptr<BIO_METHOD, FreeMethod> made{
            BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "incoming")};
        BIO_meth_set_read_ex(made.get(), read_bytes);
        BIO_meth_set_ctrl(made.get(), control);
        return made;
    }();
    BIO* const bio = BIO_new(method.get());
    if (bio == nullptr) return nullptr;
    BIO_set_data(bio, reinterpret_cast<void*>(static_cast<std::intptr_t>(descriptor)));
    BIO_set_init(bio, 1);
    return bio;
}

/** A server with Nagle's algorithm on sends its header, and the body only once that is acknowledged: for which Linux
 *  takes 40 ms of an alert's time. Holds until more is sent. */
void acknowledge_at_once(int descriptor) {
    int const on = 1;
    ::setsockopt(descriptor, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
}

}  // namespace

Connection::Connection(Socket socket) : socket_(std::move(socket)) {
    boost::system::error_code ignored;
    socket_.native_non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
    if (auto const endpoint = socket_.remote_endpoint(ignored); !ignored) remote_ = endpoint.address();
}

Connection::Connection(Connection&&) noexcept = default;

Connection& Connection::operator=(Connection&& other) noexcept {
    Connection taken{std::move(other)};
    std::swap(socket_, taken.socket_);
    std::swap(remote_, taken.remote_);
    std::swap(peer_, taken.peer_);
    std::swap(tls_, taken.tls_);
    std::swap(tls_error_, taken.tls_error_);
    std::swap(sent_of_pending_, taken.sent_of_pending_);
    std::swap(open_for_close_notify_, taken.open_for_close_notify_);
    return *this;
}

Connection::~Connection() {
    if (!tls_) return;
    // One attempt: without close_notify a server may count the session as not resumable. It leaves with the FIN.
    if (open_for_close_notify_ && SSL_shutdown(tls_.get()) >= 0) send_pending(MSG_MORE);
    ERR_clear_error();
}

Connection::Sending Connection::send_pending(int flags) {
    BIO* const bio = SSL_get_wbio(tls_.get());
    char* data = nullptr;
    auto const size = static_cast<std::size_t>(BIO_get_mem_data(bio, &data));
    while (sent_of_pending_ < size) {
        auto const result =
            ::send(socket_.native_handle(), data + sent_of_pending_, size - sent_of_pending_, MSG_NOSIGNAL | flags);
        if (result > 0) sent_of_pending_ += static_cast<std::size_t>(result);
        if (result > 0 || (result < 0 && errno == EINTR)) continue;
        return errno == EAGAIN ? Sending::blocked : Sending::broken;
    }
    if (size > 0) BIO_reset(bio);
    sent_of_pending_ = 0;
    return Sending::done;
}

asio::awaitable<Attempt<void>> Connection::start_tls(ssl_ctx_st* context, TlsPeer peer) {
    peer_ = std::make_unique<TlsPeer>(std::move(peer));
    auto made = begin_tls(context, *peer_);
    if (!made) co_return made.error();
    tls_ = std::move(*made);
    BIO* const incoming = make_bio(socket_.native_handle());
    BIO* const outgoing = BIO_new(BIO_s_mem());
    SSL_set_bio(tls_.get(), incoming, outgoing);
    if (incoming == nullptr || outgoing == nullptr) co_return Trouble{Failure::Kind::tls, "out of memory"};
    while (true) {
        ERR_clear_error();
        auto const result = SSL_connect(tls_.get());
        // Our last flight is not sent yet: it shares a segment with the request, and wakes the server once.
        if (result == 1) break;
        if (SSL_get_error(tls_.get(), result) != SSL_ERROR_WANT_READ) {
            auto trouble = handshake_trouble(*peer_);
            ERR_clear_error();
            send_pending(0);  // the alert that tells the server why
            co_return trouble;
        }
        while (send_pending(0) == Sending::blocked)
            co_await socket_.async_wait(Socket::wait_write, asio::use_awaitable);
        co_await socket_.async_wait(Socket::wait_read, asio::use_awaitable);
    }
    open_for_close_notify_ = true;
    use_session_again(tls_.get(), *peer_);
    co_return Attempt<void>{};
}

asio::awaitable<bool> Connection::send(std::string bytes) {
    std::size_t sent = 0;
    while (sent < bytes.size()) {
        auto sending = Sending::broken;
        if (tls_) {
            std::size_t count = 0;
            ERR_clear_error();
            // Record by record, so that a large body is not held twice. No renegotiation: writing never waits for
            // reading.
            auto const piece = std::min(bytes.size() - sent, most_of_a_record);
            bool const is_written = SSL_write_ex(tls_.get(), bytes.data() + sent, piece, &count) == 1;
            sent += count;
            if (is_written) sending = send_pending(0);
        } else {
            auto const result = ::send(socket_.native_handle(), bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (result > 0) sent += static_cast<std::size_t>(result);
            if (result > 0 || (result < 0 && errno == EINTR)) continue;
            if (errno == EAGAIN) sending = Sending::blocked;
        }
        while (sending == Sending::blocked) {
            co_await socket_.async_wait(Socket::wait_write, asio::use_awaitable);
            sending = tls_ ? send_pending(0) : Sending::done;
        }
        if (sending == Sending::broken) {
            open_for_close_notify_ = false;
            co_return false;
        }
    }
    acknowledge_at_once(socket_.native_handle());
    co_return true;
}

Connection::Received Connection::receive_now(char* buffer, std::size_t room) {
    if (!tls_) {
        auto const result = ::recv(socket_.native_handle(), buffer, room, 0);
        if (result > 0) return {static_cast<std::size_t>(result), End::none};
        if (result == 0) return {0, End::clean};
        return {0, errno == EAGAIN || errno == EINTR ? End::none : End::cut};
    }
    std::size_t count = 0;
    ERR_clear_error();
    auto const result = SSL_read_ex(tls_.get(), buffer, room, &count);
    if (result == 1) return {count, End::none};
    auto const error = SSL_get_error(tls_.get(), result);
    // Renegotiation is off, so reading never waits for writing.
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) return {0, End::none};
    if (error == SSL_ERROR_ZERO_RETURN) return {0, End::clean};
    open_for_close_notify_ = false;
    auto const code = ERR_peek_error();
    if (error == SSL_ERROR_SSL && ERR_GET_REASON(code) != SSL_R_UNEXPECTED_EOF_WHILE_READING) {
        tls_error_ = tls_alert_in_words(code);
    }
    ERR_clear_error();
    return {0, End::cut};
}

asio::awaitable<Connection::Received> Connection::receive(char* buffer, std::size_t room) {
    while (true) {
        auto const received = receive_now(buffer, room);
        if (received.count > 0 || received.end != End::none) co_return received;
        if (tls_) send_pending(0);  // the answer to a key update
        co_await socket_.async_wait(Socket::wait_read, asio::use_awaitable);
    }
}

void Connection::stop_receiving() {
    boost::system::error_code ignored;
    socket_.shutdown(Socket::shutdown_receive, ignored);
}

void Connection::keep_session() {
    if (peer_) net::keep_session(*peer_);
}

bool Connection::is_fresh() {
    char byte = 0;
    auto const received = receive_now(&byte, 1);
    return received.count == 0 && received.end == End::none;
}

}  // namespace feedherald::net
