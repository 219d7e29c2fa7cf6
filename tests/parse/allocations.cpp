// SPDX-License-Identifier: MIT
// Elements that nobody reads cost no memory: a program of its own, for it counts what operator new hands out.
#include "bench/allocations.hpp"

#include "parse/read.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

/** What one reading of a feed with so many unread elements asks for. */
std::size_t allocations_with(std::size_t unread) {
    std::string document = "<rss xmlns:x='urn:x'><channel><title>t</title><x:all>";
    for (std::size_t n = 0; n < unread; ++n)
        document += "<x:one a='b'>text &amp; more<x:two/><title>not the feed's</title></x:one>";
    document += "</x:all><x:two/></channel></rss>";
    auto const before = bench::allocations();
    auto const feed = read_feed({document, "", ""});
    auto const during = bench::allocations() - before;
    EXPECT_TRUE(feed && feed->title == "t");
    return during;
}

TEST(Allocations, are_none_for_elements_that_nobody_reads) {
    EXPECT_GT(allocations_with(0), 0U);  // they are counted
    EXPECT_EQ(allocations_with(2000), allocations_with(1000));
}

}  // namespace
}  // namespace feedherald::parse
