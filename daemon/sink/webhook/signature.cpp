// SPDX-License-Identifier: MIT
#include "sink/webhook/signature.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace feedherald::sink {

namespace {

constexpr std::string_view prefix = "whsec_";

std::optional<std::string> key_of(Secret const& secret) {
    auto text = trim(secret.reveal());
    if (text.substr(0, prefix.size()) == prefix) text.remove_prefix(prefix.size());
    auto key = from_base64(text);
    if (key && key->empty()) key.reset();
    return key;
}

std::string hmac_sha256(std::string const& key, std::string const& message) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    auto const* bytes = reinterpret_cast<unsigned char const*>(message.data());
    if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes, message.size(), digest.data(), &size) ==
        nullptr)
        throw std::runtime_error("HMAC-SHA256 is not available");
    return {digest.begin(), digest.begin() + size};
}

}  // namespace

std::optional<std::string> secret_error(Secret const& secret) {
    if (trim(secret.reveal()).substr(0, 5) == "whsk_")
        return "is a private key of an asymmetric signature; a shared secret (whsec_…) is needed";
    if (!key_of(secret)) return "is not base64 behind whsec_";
    return std::nullopt;
}

std::string signature(std::vector<Secret> const& secrets, std::string_view id, std::chrono::sys_seconds time,
                      std::string_view body) {
    std::string content(id);
    content += '.';
    content += std::to_string(time.time_since_epoch().count());
    content += '.';
    content += body;

    std::string signatures;
    for (auto const& secret : secrets) {
        auto const key = key_of(secret);
        if (!key) throw std::runtime_error("a signing secret is not base64 behind whsec_");
        if (!signatures.empty()) signatures += ' ';
        signatures += "v1," + to_base64(hmac_sha256(*key, content));
    }
    return signatures;
}

}  // namespace feedherald::sink
