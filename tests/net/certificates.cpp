// SPDX-License-Identifier: MIT
#include "net/certificates.hpp"

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdlib.h>

namespace feedherald::net_test {
namespace {

struct FreeBio {
    void operator()(BIO* bio) const noexcept { BIO_free(bio); }
};

std::string text_of(BIO* bio) {
    char* data = nullptr;
    auto const length = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(length)};
}

void add_extension(X509* certificate, int kind, std::string const& value) {
    auto* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    if (extension == nullptr) throw std::runtime_error("bad extension " + value);
    X509_add_ext(certificate, extension, -1);
    X509_EXTENSION_free(extension);
}

/** The process's temporary folder. */
class Folder {
  public:
    Folder() {
        auto pattern = (std::filesystem::temp_directory_path() / "feedherald-net-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    [[nodiscard]] std::filesystem::path const& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace

std::string Certificate::pem() const {
    std::unique_ptr<BIO, FreeBio> const bio{BIO_new(BIO_s_mem())};
    PEM_write_bio_X509(bio.get(), certificate.get());
    return text_of(bio.get());
}

std::string Certificate::key_pem() const {
    std::unique_ptr<BIO, FreeBio> const bio{BIO_new(BIO_s_mem())};
    PEM_write_bio_PrivateKey(bio.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    return text_of(bio.get());
}

Certificate make_certificate(Wanted const& wanted, Certificate const* issuer) {
    static long serial = 1;
    Certificate made;
    made.key = {EVP_EC_gen("P-256"), FreeKey{}};
    made.certificate = {X509_new(), FreeCertificate{}};
    auto* const certificate = made.certificate.get();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), ++serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), wanted.valid_from_days * 86400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), wanted.valid_to_days * 86400);
    X509_set_pubkey(certificate, made.key.get());
    auto* const subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_UTF8,
                               reinterpret_cast<unsigned char const*>(wanted.common_name.c_str()), -1, -1, 0);
    X509_set_issuer_name(certificate, issuer != nullptr ? X509_get_subject_name(issuer->certificate.get()) : subject);
    if (wanted.is_authority) {
        add_extension(certificate, NID_basic_constraints, "critical,CA:TRUE");
        add_extension(certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
    } else {
        std::string names;
        for (auto const& name : wanted.names) {
            bool const is_address =
                name.find_first_not_of("0123456789.") == std::string::npos || name.find(':') != name.npos;
            names += (names.empty() ? "" : ",") + std::string(is_address ? "IP:" : "DNS:") + name;
        }
        add_extension(certificate, NID_subject_alt_name, names);
    }
    X509_sign(certificate, issuer != nullptr ? issuer->key.get() : made.key.get(),
              wanted.sha1 ? EVP_sha1() : EVP_sha256());
    return made;
}

std::string temporary_file(std::string const& name, std::string const& content) {
    static Folder const folder;
    auto const path = (folder.path() / name).string();
    std::ofstream{path} << content;
    return path;
}

Certificate const& test_root() {
    static Certificate const root = [] {
        Wanted wanted;
        wanted.is_authority = true;
        wanted.common_name = "feedherald test root";
        return make_certificate(wanted);
    }();
    return root;
}

std::string const& test_root_file() {
    static std::string const path = temporary_file("root.pem", test_root().pem());
    return path;
}

}  // namespace feedherald::net_test
