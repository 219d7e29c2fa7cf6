// SPDX-License-Identifier: MIT
// One delivery as it is put on the wire: what generic webhooks and presets make of an alert, without any I/O.
#pragma once

#include "base/secret.hpp"
#include "base/uri.hpp"
#include "net/http_client.hpp"

#include <string>
#include <utility>
#include <vector>

namespace feedherald::sink {

struct Post {
    std::string method = "POST";
    Uri uri;
    net::Headers headers;
    std::vector<std::pair<std::string, Secret>> secret_headers;
    std::string body;
};

}  // namespace feedherald::sink
