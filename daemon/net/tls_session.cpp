// SPDX-License-Identifier: MIT
#include "net/tls_session.hpp"

#include <cstddef>
#include <utility>

#include <openssl/asn1.h>
#include <openssl/ssl.h>

namespace feedherald::net {

namespace {

constexpr std::size_t most_session = 16 * 1024;
constexpr int peer_certificate = 3;  // the context-specific tag that i2d_SSL_SESSION gives it

using Byte = unsigned char;

/** One DER element: its content begins at `at` afterwards. */
struct Element {
    int tag = 0;
    int tag_class = 0;
    long length = -1;
    Element(Byte const*& at, Byte const* end) {
        bool const is_bad = (ASN1_get_object(&at, &length, &tag, &tag_class, end - at) & 0x80) != 0;
        if (is_bad || length > end - at) length = -1;
    }
};

/** `whole` is one SEQUENCE; as it was where it is not what we know. */
std::string without_certificate(std::string whole) {
    auto const* at = reinterpret_cast<Byte const*>(whole.data());
    auto const* end = at + whole.size();
    Element const sequence(at, end);
    if (sequence.length < 0 || sequence.tag != V_ASN1_SEQUENCE) return whole;
    std::string content;
    end = at + sequence.length;
    while (at < end) {
        auto const* const begin = at;
        Element const field(at, end);
        if (field.length < 0) return whole;
        at += field.length;
        if (field.tag_class == V_ASN1_CONTEXT_SPECIFIC && field.tag == peer_certificate) continue;
        content.append(reinterpret_cast<char const*>(begin), static_cast<std::size_t>(at - begin));
    }
    auto const length = static_cast<int>(content.size());
    std::string bytes(static_cast<std::size_t>(ASN1_object_size(1, length, V_ASN1_SEQUENCE)), '\0');
    auto* out = reinterpret_cast<Byte*>(bytes.data());
    ASN1_put_object(&out, 1, length, V_ASN1_SEQUENCE, V_ASN1_UNIVERSAL);
    return bytes.replace(bytes.size() - content.size(), content.size(), content);
}

}  // namespace

void FreeTlsSession::operator()(ssl_session_st* session) const noexcept {
    SSL_SESSION_free(session);
}

std::string session_to_bytes(ssl_session_st* session) {
    auto const length = i2d_SSL_SESSION(session, nullptr);
    if (length <= 0 || static_cast<std::size_t>(length) > most_session) return {};
    std::string bytes(static_cast<std::size_t>(length), '\0');
    auto* out = reinterpret_cast<Byte*>(bytes.data());
    i2d_SSL_SESSION(session, &out);
    return without_certificate(std::move(bytes));
}

TlsSessionHandle session_from_bytes(std::string const& bytes) {
    auto const* at = reinterpret_cast<Byte const*>(bytes.data());
    return TlsSessionHandle{d2i_SSL_SESSION(nullptr, &at, static_cast<long>(bytes.size()))};
}

}  // namespace feedherald::net
