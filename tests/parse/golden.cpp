// SPDX-License-Identifier: MIT
// Every document of tests/golden against what it should read as; FEEDHERALD_UPDATE_GOLDEN=1 writes the expectations
// anew.
#include "parse/golden_files.hpp"
#include "parse/print_feed.hpp"
#include "parse/read.hpp"

#include <cstdlib>

#include <gtest/gtest.h>

namespace feedherald::parse {

namespace {

// B-11 junk_after · B-12 ampersands · B-13 entities · B-14 less_than · B-15 unclosed_html, item_not_closed
// B-16 truncated_* · B-17 wrong_case, namespaces_* · B-18 no_channel, two_channels, items_*, default_namespace_*
// B-19 empty · B-20 rss_*, atom_* · B-21 links · B-22 relative_*, xml_base · B-23 titles · B-24 text_choice
// B-25 namespaces, nested_titles, without_namespaces, rss_words · C-11 namespaces_prefix_swapped, undeclared_prefix
TEST(Golden, documents_read_as_expected) {
    auto const documents = golden_documents();
    ASSERT_GT(documents.size(), 60U);
    for (auto const& document : documents) {
        SCOPED_TRACE(document.path);
        auto const printed = printed_reading(source_of(document));
        if (std::getenv("FEEDHERALD_UPDATE_GOLDEN") != nullptr) write_expected(document, printed);

        EXPECT_EQ(printed, expected_of(document));
    }
}

}  // namespace

}  // namespace feedherald::parse
