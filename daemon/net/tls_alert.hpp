// SPDX-License-Identifier: MIT
// What a server means by breaking TLS off, in words.
#pragma once

#include <string>

namespace feedherald::net {

/** `code`: of OpenSSL's error queue. */
std::string tls_alert_in_words(unsigned long code);

}  // namespace feedherald::net
