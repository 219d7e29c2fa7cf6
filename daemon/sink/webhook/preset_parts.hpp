// SPDX-License-Identifier: MIT
// What the presets have in common: the parts of an alert as text, and a JSON body under an address.
#pragma once

#include "sink/webhook/preset.hpp"

#include <string>
#include <string_view>

#include <boost/json/object.hpp>

namespace feedherald::sink {

/** Harmless, on one line each, not yet escaped or cut. `title` is never empty. */
struct Parts {
    std::string feed;
    std::string title;
    std::string text;  ///< may be empty, also where it would only repeat the title
    std::string link;  ///< http(s), or empty; as the feed has it
};
Parts parts_of(Alert const& alert);

/** "feed", blank line apart from "text", whatever of them there is; never empty: then it is the title again. */
std::string message_of(Parts const& parts);

/** POST of the object as application/json to the endpoint itself. */
Post json_post(Addressed const& to, boost::json::object const& body);

/** The endpoint's path, without query and without a slash at the end, followed by `path`. */
std::string path_below(Uri const& endpoint, std::string_view path);

/** The target with `name=value` in its query, unless the name is there already. */
std::string with_query(std::string target, std::string_view name, std::string_view value);

}  // namespace feedherald::sink
