// SPDX-License-Identifier: MIT
#include "net/tls_alert.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

namespace feedherald::net {

std::string tls_alert_in_words(unsigned long code) {
    switch (ERR_GET_REASON(code)) {
        case SSL_R_TLSV13_ALERT_CERTIFICATE_REQUIRED:
            return "the server wants a client certificate (client_cert)";
        case SSL_R_SSLV3_ALERT_BAD_CERTIFICATE:
        case SSL_R_SSLV3_ALERT_UNSUPPORTED_CERTIFICATE:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_REVOKED:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_EXPIRED:
        case SSL_R_SSLV3_ALERT_CERTIFICATE_UNKNOWN:
        case SSL_R_TLSV1_ALERT_UNKNOWN_CA:
        case SSL_R_TLSV1_ALERT_ACCESS_DENIED:
            return "the server does not accept our client certificate";
        case SSL_R_SSLV3_ALERT_HANDSHAKE_FAILURE:
            return "the server refuses the TLS handshake: no cipher in common, or it wants a client certificate";
        case SSL_R_TLSV1_UNRECOGNIZED_NAME:
            return "the server knows no host of that name";
        default:
            break;
    }
    auto const* const words = ERR_reason_error_string(code);
    return std::string("the server broke off TLS: ") + (words != nullptr ? words : "unknown error");
}

}  // namespace feedherald::net
