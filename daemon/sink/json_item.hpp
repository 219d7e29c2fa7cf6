// SPDX-License-Identifier: MIT
// An item as a JSON Feed 1.1 object; for the files of sink/ that build larger documents around it.
#pragma once

#include "model/item.hpp"

#include <string>

#include <boost/json/object.hpp>

namespace feedherald::sink {

/** The item's own id; where there is none its link; else "sha256:" and a hash of title and content. */
std::string json_id(Item const& item);

/** Keys in the order of the specification; what the document did not say is left out. */
boost::json::object json_item(Item const& item);

/** Appends `{"name", "url", "avatar"}` objects under "authors", if there are any. */
void put_authors(boost::json::object& object, std::vector<Author> const& authors);

}  // namespace feedherald::sink
