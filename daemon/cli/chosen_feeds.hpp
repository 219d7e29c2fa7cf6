// SPDX-License-Identifier: MIT
// The feeds that a person means by an address, a name, or a tag.
#pragma once

#include "config/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

#include <boost/system/result.hpp>

namespace feedherald::cli {

/** A feed, and what it is called where people see it: their name for it, else its own title, else its address. */
struct NamedFeed {
    std::string url;
    std::string name;
};

std::string const& shown_name(NamedFeed const& feed);

/** By address first, then by name, then by tag, which may mean several; never empty. The error says, for people, that
 *  there is none, or that several have the name. */
boost::system::result<std::vector<NamedFeed>, std::string> chosen_feeds(config::Settings const& settings,
                                                                        std::string_view text);

}  // namespace feedherald::cli
