// SPDX-License-Identifier: MIT
#include "net/basic_auth.hpp"

#include <cstdint>
#include <string_view>

namespace feedherald::net {

Secret basic_credentials(std::string const& name, Secret const& password) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    auto const plain = name + ":" + password.reveal();
    std::string out = "Basic ";
    for (std::size_t at = 0; at < plain.size(); at += 3) {
        std::uint32_t group = 0;
        for (std::size_t i = 0; i < 3; ++i) {
            group = group << 8 | (at + i < plain.size() ? static_cast<unsigned char>(plain[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            out += at + i > plain.size() ? '=' : alphabet[group >> (18 - 6 * i) & 63];
        }
    }
    return Secret{std::move(out)};
}

}  // namespace feedherald::net
