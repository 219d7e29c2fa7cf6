// SPDX-License-Identifier: MIT
#include "net/tls_session.hpp"

#include "net/certificates.hpp"

#include <memory>
#include <vector>

#include <gtest/gtest.h>
#include <openssl/bio.h>
#include <openssl/ssl.h>

namespace feedherald::net_test {
namespace {

struct Free {
    void operator()(SSL_CTX* context) const noexcept { SSL_CTX_free(context); }
    void operator()(SSL* tls) const noexcept { SSL_free(tls); }
};
using Context = std::unique_ptr<SSL_CTX, Free>;
using Tls = std::unique_ptr<SSL, Free>;

/** What a client has after a handshake in memory. */
net::TlsSessionHandle session_of(int version) {
    Context const server{SSL_CTX_new(TLS_server_method())};
    Context const client{SSL_CTX_new(TLS_client_method())};
    auto const certificate = make_certificate({});
    SSL_CTX_use_certificate(server.get(), certificate.certificate.get());
    SSL_CTX_use_PrivateKey(server.get(), certificate.key.get());
    SSL_CTX_set_max_proto_version(client.get(), version);
    Tls const here{SSL_new(client.get())};
    Tls const there{SSL_new(server.get())};
    BIO* near = nullptr;
    BIO* far = nullptr;
    BIO_new_bio_pair(&near, 0, &far, 0);
    SSL_set_bio(here.get(), near, near);
    SSL_set_bio(there.get(), far, far);
    SSL_set_connect_state(here.get());
    SSL_set_accept_state(there.get());
    for (int i = 0; i < 10; ++i) {
        SSL_do_handshake(here.get());
        SSL_do_handshake(there.get());
    }
    char byte = 0;
    SSL_read(here.get(), &byte, 1);  // TLS 1.3 gives sessions after the handshake
    return net::TlsSessionHandle{SSL_get1_session(here.get())};
}

std::vector<unsigned char> key_of(SSL_SESSION const* session) {
    std::vector<unsigned char> key(SSL_MAX_MASTER_KEY_LENGTH);
    key.resize(SSL_SESSION_get_master_key(session, key.data(), key.size()));
    return key;
}

TEST(TlsSession, is_kept_without_the_certificate_of_the_server) {
    for (int const version : {TLS1_2_VERSION, TLS1_3_VERSION}) {
        SCOPED_TRACE(version);
        auto const session = session_of(version);
        ASSERT_NE(SSL_SESSION_get0_peer(session.get()), nullptr);
        auto const with_certificate = i2d_SSL_SESSION(session.get(), nullptr);

        auto const bytes = net::session_to_bytes(session.get());
        auto const kept = net::session_from_bytes(bytes);

        ASSERT_TRUE(kept);
        EXPECT_EQ(SSL_SESSION_get0_peer(kept.get()), nullptr);
        EXPECT_LT(static_cast<int>(bytes.size()), with_certificate - 300);
        EXPECT_FALSE(key_of(session.get()).empty());
        EXPECT_EQ(key_of(kept.get()), key_of(session.get()));
        EXPECT_EQ(SSL_SESSION_is_resumable(kept.get()), 1);
        EXPECT_EQ(SSL_SESSION_has_ticket(kept.get()), SSL_SESSION_has_ticket(session.get()));
        EXPECT_EQ(net::session_to_bytes(kept.get()), bytes);
    }
}

TEST(TlsSession, does_not_come_from_bytes_that_make_no_sense) {
    auto const bytes = net::session_to_bytes(session_of(TLS1_3_VERSION).get());
    for (std::size_t cut = 0; cut < bytes.size(); cut += 7) EXPECT_FALSE(net::session_from_bytes(bytes.substr(0, cut)));
}

}  // namespace
}  // namespace feedherald::net_test
