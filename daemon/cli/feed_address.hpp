// SPDX-License-Identifier: MIT
// What a person types where an address is wanted: with or without a scheme, feed:, a path on disk, a page of a site
// whose feeds are known.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace feedherald::cli {

/** The addresses to ask, in this order, each one only where the one before could not be reached: https before http
 * where no scheme is written. Never empty. The error says what is wrong with the text, for people. */
boost::system::result<std::vector<std::string>, std::string> feed_addresses(std::string_view text);

/** The address as a configuration holds it, credentials included. `text` is an address already. */
std::string with_credentials(std::string_view text, std::string const& address);
/** The address as people are shown it. */
std::string without_credentials(std::string const& address);

}  // namespace feedherald::cli
