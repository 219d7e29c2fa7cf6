// SPDX-License-Identifier: MIT
#include "net/tls.hpp"

#include "base/log.hpp"
#include "base/text.hpp"
#include "net/tls_alert.hpp"

#include <cerrno>
#include <cstring>
#include <ctime>
#include <filesystem>
#include <utility>
#include <vector>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

namespace feedherald::net {
namespace {

constexpr std::size_t most_names_shown = 3;
constexpr std::size_t most_name_length = 80;

/** Where distributions keep the bundle, for those that have no hashed directory. */
constexpr char const* bundles[] = {"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt",
                                   "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"};

struct FreeNames {
    void operator()(GENERAL_NAMES* names) const noexcept { GENERAL_NAMES_free(names); }
};

Trouble trouble(std::string reason) {
    return {Failure::Kind::tls, std::move(reason)};
}

std::string system_words() {
    return std::strerror(errno);
}

std::string openssl_words() {
    auto const* const reason = ERR_reason_error_string(ERR_peek_last_error());
    return reason != nullptr ? reason : "unknown error";
}

int peer_index() {
    static int const index = SSL_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
    return index;
}

TlsPeer* peer_of(SSL const* tls) {
    return static_cast<TlsPeer*>(SSL_get_ex_data(tls, peer_index()));
}

/** Certificates are foreign text. */
std::string shown(std::string_view text) {
    return cut(escape_controls(to_valid_utf8(text)), most_name_length);
}

std::string day(ASN1_TIME const* time) {
    std::tm parts{};
    char text[32];
    if (ASN1_TIME_to_tm(time, &parts) != 1 || std::strftime(text, sizeof text, "%Y-%m-%d", &parts) == 0) return "?";
    return text;
}

std::string common_name(X509_NAME* name) {
    char text[256];
    auto const length = X509_NAME_get_text_by_NID(name, NID_commonName, text, sizeof text);
    if (length > 0) return shown({text, static_cast<std::size_t>(length)});
    auto const organisation = X509_NAME_get_text_by_NID(name, NID_organizationName, text, sizeof text);
    return organisation > 0 ? shown({text, static_cast<std::size_t>(organisation)}) : "no name";
}

std::string text_of(GENERAL_NAME const* name) {
    if (name->type == GEN_DNS) {
        auto const* const bytes = reinterpret_cast<char const*>(ASN1_STRING_get0_data(name->d.dNSName));
        return shown({bytes, static_cast<std::size_t>(ASN1_STRING_length(name->d.dNSName))});
    }
    if (name->type != GEN_IPADD || ASN1_STRING_length(name->d.iPAddress) != 4) return {};
    auto const* const byte = ASN1_STRING_get0_data(name->d.iPAddress);
    return std::to_string(byte[0]) + "." + std::to_string(byte[1]) + "." + std::to_string(byte[2]) + "." +
           std::to_string(byte[3]);
}

/** "a.example, b.example, c.example and 4 more" */
std::string names_of(X509* certificate) {
    std::unique_ptr<GENERAL_NAMES, FreeNames> const names{
        static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr))};
    std::vector<std::string> all;
    for (int i = 0; names && i < sk_GENERAL_NAME_num(names.get()); ++i) {
        if (auto text = text_of(sk_GENERAL_NAME_value(names.get(), i)); !text.empty()) all.push_back(std::move(text));
    }
    if (all.empty()) return common_name(X509_get_subject_name(certificate));
    std::string list;
    for (std::size_t i = 0; i < all.size() && i < most_names_shown; ++i) list += (i == 0 ? "" : ", ") + all[i];
    if (all.size() > most_names_shown) list += " and " + std::to_string(all.size() - most_names_shown) + " more";
    return list;
}

std::string verdict_on(X509* certificate, int error, std::string const& host) {
    switch (error) {
        case X509_V_ERR_CERT_HAS_EXPIRED:
            return "certificate has expired (on " + day(X509_get0_notAfter(certificate)) + ")";
        case X509_V_ERR_CERT_NOT_YET_VALID:
            return "certificate is not valid before " + day(X509_get0_notBefore(certificate));
        case X509_V_ERR_HOSTNAME_MISMATCH:
        case X509_V_ERR_IP_ADDRESS_MISMATCH:
            return "certificate is for " + names_of(certificate) + ", not for " + host;
        case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
            return "certificate is self-signed";
        case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
        case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
        case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
        case X509_V_ERR_CERT_UNTRUSTED:
            return "certificate's issuer is not trusted (" + common_name(X509_get_issuer_name(certificate)) + ")";
        case X509_V_ERR_CA_MD_TOO_WEAK:
            return "certificate is signed with a weak hash, such as SHA-1";
        case X509_V_ERR_EE_KEY_TOO_SMALL:
        case X509_V_ERR_CA_KEY_TOO_SMALL:
            return "certificate has a key that is too short";
        case X509_V_ERR_CERT_REVOKED:
            return "certificate has been revoked";
        default:
            return std::string("certificate is refused: ") + X509_verify_cert_error_string(error);
    }
}

/** As certificates spell it. */
std::string without_root_dot(std::string const& host) {
    return host.ends_with('.') ? host.substr(0, host.size() - 1) : host;
}

/** OpenSSL lets no wildcard stand for a label with '_', which hosts may have here. It does compare a literal '*'
 *  with one, so this asks for the wildcard itself, never for another name. */
bool is_for_underscored(X509* certificate, std::string const& host) {
    auto const name = without_root_dot(host);
    auto const dot = name.find('.');
    if (dot == std::string::npos || name.find('_') > dot) return false;
    if (name.find('.', dot + 1) == std::string::npos) return false;  // "*.com" is nobody's
    auto const wildcard = "*" + name.substr(dot);
    return X509_check_host(certificate, wildcard.data(), wildcard.size(), X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS,
                           nullptr) == 1;
}

extern "C" int on_verify(int accepted, X509_STORE_CTX* store) {
    if (accepted == 1) return 1;
    auto const* const tls =
        static_cast<SSL const*>(X509_STORE_CTX_get_ex_data(store, SSL_get_ex_data_X509_STORE_CTX_idx()));
    auto* const peer = peer_of(tls);
    auto* const certificate = X509_STORE_CTX_get_current_cert(store);
    bool const is_leaf = peer != nullptr && certificate != nullptr && X509_STORE_CTX_get_error_depth(store) == 0;
    if (is_leaf && X509_STORE_CTX_get_error(store) == X509_V_ERR_HOSTNAME_MISMATCH &&
        is_for_underscored(certificate, peer->host)) {
        X509_STORE_CTX_set_error(store, X509_V_OK);  // chain, dates and all else are still to be judged
        return 1;
    }
    if (peer != nullptr && certificate != nullptr && peer->verdict.empty()) {
        peer->verdict = verdict_on(certificate, X509_STORE_CTX_get_error(store), peer->host);
    }
    return 0;
}

extern "C" int on_session(SSL* tls, SSL_SESSION* session) {
    auto* const peer = peer_of(tls);
    if (peer == nullptr || peer->sessions == nullptr) return 0;
    peer->newest.reset(session);
    return 1;  // the reference is ours now
}

extern "C" int no_password(char*, int, int, void*) {
    return 0;
}

bool holds_hashed_certificates(std::string const& directory) {
    std::error_code error;
    for (std::filesystem::directory_iterator at{directory, error}, end; !error && at != end; at.increment(error)) {
        auto const name = at->path().filename().string();
        if (name.size() == 10 && name.ends_with(".0")) return true;
    }
    return false;
}

/** As OpenSSL's own defaults do, but the big bundle is read only where the directory, which is read piece by piece, is
 *  of no use. */
void trust_system(X509_STORE* store, Environment const& environment) {
    auto const variable = [&](char const* name) {
        return environment ? environment(name).value_or(std::string{}) : std::string{};
    };
    auto const file = variable(X509_get_default_cert_file_env());
    auto directory = variable(X509_get_default_cert_dir_env());
    bool const own_directory = !directory.empty();
    if (!own_directory) directory = X509_get_default_cert_dir();
    X509_STORE_load_path(store, directory.c_str());
    if (!file.empty()) {
        if (X509_STORE_load_file(store, file.c_str()) != 1) {
            log_warning("SSL_CERT_FILE names " + file + ", which holds no readable certificates");
        }
    } else if (!own_directory && !holds_hashed_certificates(directory)) {
        if (X509_STORE_load_file(store, X509_get_default_cert_file()) == 1) return;
        for (auto const* bundle : bundles) {
            if (X509_STORE_load_file(store, bundle) == 1) return;
        }
    }
}

std::string stamp_of(Reach const& reach) {
    std::string stamp;
    for (auto const* path : {&reach.ca_file, &reach.client_cert, &reach.client_key}) {
        struct stat status {};
        if (path->empty() || ::stat(path->c_str(), &status) != 0) continue;
        stamp += std::to_string(status.st_mtim.tv_sec) + "." + std::to_string(status.st_mtim.tv_nsec) + "." +
                 std::to_string(status.st_size) + ";";
    }
    return stamp;
}

bool is_literal(std::string const& host) {
    ASN1_OCTET_STRING* const address = a2i_IPADDRESS(host.c_str());
    ASN1_OCTET_STRING_free(address);
    return address != nullptr;
}

}  // namespace

void FreeTlsContext::operator()(ssl_ctx_st* context) const noexcept {
    SSL_CTX_free(context);
}
void FreeTls::operator()(ssl_st* tls) const noexcept {
    SSL_free(tls);
}

Attempt<ssl_ctx_st*> TlsContexts::context(Reach const& reach) {
    auto const key = reach.ca_file + '\n' + reach.client_cert + '\n' + reach.client_key;
    auto const stamp = stamp_of(reach);
    auto& entry = entries_[key];
    if (entry.context && entry.stamp == stamp) return entry.context.get();
    auto made = make(reach);
    ERR_clear_error();
    if (!made) return made.error();
    entry = Entry{stamp, std::move(*made)};
    return entry.context.get();
}

Attempt<TlsContextHandle> TlsContexts::make(Reach const& reach) const {
    ERR_clear_error();
    TlsContextHandle context{SSL_CTX_new(TLS_client_method())};
    if (!context) return trouble("TLS cannot be set up: " + openssl_words());
    auto* const raw = context.get();
    SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
    SSL_CTX_set_mode(raw,
                     SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(raw, 1);  // else two calls of the kernel for each record: its header, then the rest
    SSL_CTX_set_options(raw, SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_clear_options(raw, SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_verify(raw, SSL_VERIFY_PEER, on_verify);
    SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL);
    SSL_CTX_sess_set_new_cb(raw, on_session);
    SSL_CTX_set_default_passwd_cb(raw, no_password);
    constexpr unsigned char protocols[] = "\x08http/1.1";
    SSL_CTX_set_alpn_protos(raw, protocols, sizeof protocols - 1);
    trust_system(SSL_CTX_get_cert_store(raw), environment_);
    auto const& ca = reach.ca_file;
    errno = 0;
    if (!ca.empty() && SSL_CTX_load_verify_file(raw, ca.c_str()) != 1) {
        return trouble("ca_file " + ca + (errno != 0 ? ": " + system_words() : " holds no certificates"));
    }
    if (reach.client_cert.empty()) return context;
    auto const& key = reach.client_key.empty() ? reach.client_cert : reach.client_key;
    errno = 0;
    if (SSL_CTX_use_certificate_chain_file(raw, reach.client_cert.c_str()) != 1) {
        return trouble("client_cert " + reach.client_cert + ": " + (errno != 0 ? system_words() : openssl_words()));
    }
    if (SSL_CTX_use_PrivateKey_file(raw, key.c_str(), SSL_FILETYPE_PEM) != 1) {
        return trouble("client_key " + key + ": " + (errno != 0 ? system_words() : openssl_words()));
    }
    return context;
}

Attempt<TlsHandle> begin_tls(ssl_ctx_st* context, TlsPeer& peer) {
    ERR_clear_error();
    TlsHandle tls{SSL_new(context)};
    if (!tls) return trouble("TLS cannot be set up: " + openssl_words());
    auto const host = without_root_dot(peer.host);
    auto* const checks = SSL_get0_param(tls.get());
    X509_VERIFY_PARAM_set_hostflags(checks, X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS);
    bool bound = false;
    if (is_literal(host)) {
        bound = X509_VERIFY_PARAM_set1_ip_asc(checks, host.c_str()) == 1;
    } else {
        bound = X509_VERIFY_PARAM_set1_host(checks, host.c_str(), host.size()) == 1 &&
                // What SSL_set_tlsext_host_name expands to, without its C cast.
                SSL_ctrl(tls.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
                         const_cast<char*>(host.c_str())) == 1;
    }
    if (!bound) return trouble("the host name cannot be checked against a certificate");
    SSL_set_ex_data(tls.get(), peer_index(), &peer);
    if (auto const stored = peer.sessions != nullptr ? peer.sessions->take(peer.session_key) : std::nullopt)
        if (auto const session = session_from_bytes(*stored)) SSL_set_session(tls.get(), session.get());
    SSL_set_connect_state(tls.get());
    return tls;
}

void use_session_again(ssl_st* tls, TlsPeer& peer) {
    bool const is_due = peer.sessions != nullptr && !peer.newest && SSL_session_reused(tls) == 1;
    if (is_due && SSL_version(tls) < TLS1_3_VERSION) peer.newest.reset(SSL_get1_session(tls));
}

void keep_session(TlsPeer& peer) {
    auto const session = std::move(peer.newest);
    if (!session) return;
    if (auto bytes = session_to_bytes(session.get()); !bytes.empty())
        peer.sessions->put(peer.session_key, std::move(bytes));
}

Trouble handshake_trouble(TlsPeer const& peer) {
    if (peer.sessions != nullptr) peer.sessions->forget(peer.session_key);
    if (!peer.verdict.empty()) return trouble(peer.verdict);
    auto const code = ERR_peek_error();
    if (code == 0) return trouble("the server broke off the TLS handshake");
    switch (ERR_GET_REASON(code)) {
        case SSL_R_WRONG_VERSION_NUMBER:
        case SSL_R_HTTP_REQUEST:
            return trouble("the server does not speak TLS on this port");
        case SSL_R_UNEXPECTED_EOF_WHILE_READING:
            return trouble("the server broke off the TLS handshake");
        case SSL_R_UNSUPPORTED_PROTOCOL:
        case SSL_R_TLSV1_ALERT_PROTOCOL_VERSION:
            return trouble("the server offers only TLS versions older than 1.2");
        default:
            return trouble(tls_alert_in_words(code));
    }
}

}  // namespace feedherald::net
