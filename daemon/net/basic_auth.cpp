// SPDX-License-Identifier: MIT
#include "net/basic_auth.hpp"

#include "base/base64.hpp"

namespace feedherald::net {

Secret basic_credentials(std::string const& name, Secret const& password) {
    return Secret{"Basic " + to_base64(name + ":" + password.reveal())};
}

}  // namespace feedherald::net
