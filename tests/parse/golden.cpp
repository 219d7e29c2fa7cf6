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
