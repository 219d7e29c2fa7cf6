// SPDX-License-Identifier: MIT
// The catalog explains every id that the log uses, and no other.
#include "base/message_id.hpp"

#include "base/tests_folder.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <string>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

/** What follows `before` in the lines of a file, up to `end`. */
std::multiset<std::string> ids_in(std::string const& file, std::string const& before, char end) {
    std::ifstream stream(test::tests_folder().parent_path() / file);
    std::multiset<std::string> ids;
    for (std::string line; std::getline(stream, line);)
        if (auto const at = line.find(before); at != std::string::npos) {
            auto const start = at + before.size();
            ids.insert(line.substr(start, std::min(line.find(end, start), line.size()) - start));
        }
    return ids;
}

TEST(MessageIds, are_explained_by_the_catalog_each_once) {
    auto const used = ids_in("daemon/base/message_id.hpp", "[] = \"", '"');
    EXPECT_GE(used.size(), 10U);
    EXPECT_EQ(used, ids_in("systemd/feedherald.catalog", "-- ", '\n'));
    EXPECT_EQ(std::set<std::string>(used.begin(), used.end()).size(), used.size());
    for (auto const& id : used)
        EXPECT_TRUE(id.size() == 32 && id.find_first_not_of("0123456789abcdef") == id.npos) << id;
}

}  // namespace
}  // namespace feedherald
