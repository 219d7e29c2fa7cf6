// SPDX-License-Identifier: MIT
// An item inside an item ends the outer one, whether or not the document is well-formed (C-02, B-15).
#include "parse/read.hpp"

#include <string>
#include <vector>

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

std::vector<std::string> ids(std::string const& document) {
    std::vector<std::string> found;
    auto const feed = read_feed({document, "", ""});
    if (feed)
        for (auto const& item : feed->items) found.push_back(item.id);
    return found;
}

TEST(NestedItems, are_items_of_their_own_in_a_well_formed_document) {  // C-02
    std::string const inside = "<item><guid>1</guid><item><guid>2</guid></item></item><item><guid>3</guid></item>";
    std::vector<std::string> const all = {"1", "2", "3"};

    EXPECT_EQ(ids("<rss><channel>" + inside + "</channel></rss>"), all);
    EXPECT_EQ(ids("<rss><channel><title>a & b</title>" + inside + "</channel></rss>"), all);
}

TEST(NestedItems, are_entries_of_their_own_in_a_well_formed_document) {  // C-02
    std::string const inside = "<entry><id>1</id><entry><id>2</id></entry></entry><entry><id>3</id></entry>";
    std::vector<std::string> const all = {"1", "2", "3"};

    EXPECT_EQ(ids("<feed xmlns='http://www.w3.org/2005/Atom'>" + inside + "</feed>"), all);
    EXPECT_EQ(ids("<feed xmlns='http://www.w3.org/2005/Atom'><title>a & b</title>" + inside + "</feed>"), all);
}

TEST(NestedItems, of_other_vocabularies_are_none) {
    EXPECT_EQ(ids("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:o='urn:other'><entry><id>1</id><o:list><entry>"
                  "<id>2</id></entry></o:list></entry></feed>"),
              std::vector<std::string>{"1"});
}

}  // namespace
}  // namespace feedherald::parse
