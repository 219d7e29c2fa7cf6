// SPDX-License-Identifier: MIT
// Certificates made while the tests run: a root of their own, and leaves that are good or bad in one way each.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace feedherald::net_test {

struct FreeKey {
    void operator()(EVP_PKEY* key) const noexcept { EVP_PKEY_free(key); }
};
struct FreeCertificate {
    void operator()(X509* certificate) const noexcept { X509_free(certificate); }
};

struct Certificate {
    std::shared_ptr<EVP_PKEY> key;
    std::shared_ptr<X509> certificate;
    [[nodiscard]] std::string pem() const;
    [[nodiscard]] std::string key_pem() const;
};

struct Wanted {
    std::vector<std::string> names{"localhost", "feed.test", "127.0.0.1"};  ///< IP literals become IP names
    long valid_from_days = -30;
    long valid_to_days = 30;
    bool is_authority = false;
    std::string common_name = "feedherald test";
    bool sha1 = false;
};

/** Signed by `issuer`, by itself without one. */
Certificate make_certificate(Wanted const& wanted, Certificate const* issuer = nullptr);

/** The root that the tests trust, and its PEM file, which lives as long as the process. */
Certificate const& test_root();
std::string const& test_root_file();

/** Writes to a file of this process's temporary folder, which is removed at its end. */
std::string temporary_file(std::string const& name, std::string const& content);

}  // namespace feedherald::net_test
