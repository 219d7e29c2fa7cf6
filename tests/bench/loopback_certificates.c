// SPDX-License-Identifier: MIT
// Makes an authority and one ECDSA certificate for each of COUNT loopback addresses, all with one key: ten thousand in
// a second. usage: loopback_certificates COUNT FOLDER    FOLDER gets ca.pem, key.pem and 127.x.y.z.pem
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

static void fail(char const* what) {
    fprintf(stderr, "loopback_certificates: %s\n", what);
    exit(1);
}

static void extend(X509* certificate, X509* issuer, int nid, char const* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, NULL, NULL, 0);
    X509_EXTENSION* extension = X509V3_EXT_conf_nid(NULL, &context, nid, value);
    if (extension == NULL || X509_add_ext(certificate, extension, -1) != 1) fail(value);
    X509_EXTENSION_free(extension);
}

static X509* make(long serial, char const* name, X509* issuer, EVP_PKEY* key) {
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -86400);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 30L * 86400);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, (unsigned char const*)name, -1,
                               -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(issuer != NULL ? issuer : certificate));
    return certificate;
}

static void write_pem(char const* folder, char const* name, X509* certificate, EVP_PKEY* key) {
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.pem", folder, name);
    FILE* file = fopen(path, "w");
    if (file == NULL) fail(path);
    int const done = certificate != NULL ? PEM_write_X509(file, certificate)
                                         : PEM_write_PrivateKey(file, key, NULL, NULL, 0, NULL, NULL);
    if (done != 1 || fclose(file) != 0) fail(path);
}

int main(int argc, char** argv) {
    if (argc != 3) fail("usage: loopback_certificates COUNT FOLDER");
    EVP_PKEY* authority_key = EVP_EC_gen("P-256");
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* authority = make(1, "Feedherald bench CA", NULL, authority_key);
    extend(authority, authority, NID_basic_constraints, "critical,CA:TRUE");
    extend(authority, authority, NID_key_usage, "critical,keyCertSign,cRLSign");
    extend(authority, authority, NID_subject_key_identifier, "hash");
    if (X509_sign(authority, authority_key, EVP_sha256()) == 0) fail("signing");
    write_pem(argv[2], "ca", authority, NULL);
    write_pem(argv[2], "key", NULL, key);
    long const count = atol(argv[1]);
    for (long i = 0; i < count; ++i) {
        char address[32];
        char names[64];
        snprintf(address, sizeof address, "127.1.%ld.%ld", i / 250 + 1, i % 250 + 1);
        snprintf(names, sizeof names, "IP:%s", address);
        X509* certificate = make(i + 2, address, authority, key);
        extend(certificate, authority, NID_subject_alt_name, names);
        extend(certificate, authority, NID_authority_key_identifier, "keyid:always");
        if (X509_sign(certificate, authority_key, EVP_sha256()) == 0) fail("signing");
        write_pem(argv[2], address, certificate, NULL);
        X509_free(certificate);
    }
    return 0;
}
