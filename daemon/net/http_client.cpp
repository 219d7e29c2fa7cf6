// SPDX-License-Identifier: MIT
#include "net/http_client.hpp"

#include "base/text.hpp"

namespace feedherald::net {

std::string_view find(Headers const& headers, std::string_view name) {
    for (auto const& header : headers) {
        if (equals_ignoring_ascii_case(header.name, name)) return header.value;
    }
    return {};
}

}  // namespace feedherald::net
