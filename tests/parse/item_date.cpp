// SPDX-License-Identifier: MIT
#include "parse/item_date.hpp"

#include "base/dates.hpp"

#include <gtest/gtest.h>

namespace feedherald::parse {
namespace {

TEST(ItemDate, says_what_the_general_reader_says) {  // B-40, B-41
    for (std::string_view const text : {"Tue, 01 Sep 2026 08:00:00 GMT",
                                        "Tue, 01 Sep 2026 08:00:00 +0000",
                                        "Tue, 01 Sep 2026 08:00:00 -0730",
                                        "Wed, 01 Sep 2026 08:00:00 GMT",
                                        "Tue, 31 Feb 2026 08:00:00 GMT",
                                        "Tue, 01 Sep 2026 24:00:00 GMT",
                                        "Tue, 01 Sep 2026 08:00:60 GMT",
                                        "Tue, 01 Sep 2026 08:00:00 EST",
                                        "Tue, 1 Sep 2026 08:00:00 GMT",
                                        "Tue, 01 Sept 2026 08:00:00 GMT",
                                        "Tue, 01 Sep 2026 08:00 GMT",
                                        "Tue, 01 Sep 1970 08:00:00 GMT",
                                        "Tue, 01 Sep 2026 08:00:00 +2500",
                                        "Tue, 01 Sep 2026 08:00:00 +1300",
                                        "Tue, 01 Sep 2026 08:00:00",
                                        "2026-09-01T08:00:00Z",
                                        "2026-09-01T08:00:00+02:00",
                                        "2026-09-01T08:00:00.5Z",
                                        "2026-09-01 08:00:00",
                                        "2026-09-01",
                                        "2026-13-01T08:00:00Z",
                                        "2026-09-01T08:00:00-99:00",
                                        "1989-12-31T23:59:59Z",
                                        "",
                                        "x",
                                        "Tue,",
                                        "2026",
                                        "Tue, 01 Sep 2026 08:00:00 +0200 (CEST)",
                                        "2026-09-01T08:00:00+0200",
                                        "2026-09-01T08:00:00Zx"})
        EXPECT_EQ(parse_item_date(text), parse_feed_date(text)) << text;
    EXPECT_EQ(to_rfc3339(parse_item_date("Tue, 01 Sep 2026 08:00:00 +0200").value()), "2026-09-01T06:00:00Z");
    EXPECT_EQ(to_rfc3339(parse_item_date("2026-09-01T08:00:00-01:30").value()), "2026-09-01T09:30:00Z");
}

}  // namespace
}  // namespace feedherald::parse
