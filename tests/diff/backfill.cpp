// SPDX-License-Identifier: MIT
// INTERFACE 5: what appears later but is older than everything at the first poll is recorded, not alerted.
#include "diff/backfill.hpp"

#include "diff/reader.hpp"

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

TEST(Backfill, is_what_a_wider_window_shows) {
    Reader reader;
    reader.poll(posts(20, 11));

    EXPECT_THAT(reader.poll(posts(20, 1)), IsEmpty());

    auto const verdicts = reader.verdicts();
    EXPECT_THAT(std::vector(verdicts.begin(), verdicts.begin() + 10), Each(Verdict::known));
    EXPECT_THAT(std::vector(verdicts.begin() + 10, verdicts.end()), Each(Verdict::backfill));
}

TEST(Backfill, is_measured_by_the_archive_of_a_feed_whose_first_answer_was_empty) {
    Reader reader;
    reader.poll({});
    reader.poll(posts(20, 11));

    EXPECT_THAT(reader.poll(posts(20, 1)), IsEmpty());
    EXPECT_THAT(reader.poll(posts(21, 1)), ElementsAre("Post number 21"));
}

TEST(Backfill, is_not_what_is_dated_back_a_little) {
    Reader reader;
    reader.poll(posts(20, 11));
    auto const late = item("late", "https://example.org/late", "Written before, shown now", *post(15).published + 1h);

    auto items = posts(20, 11);
    items.insert(items.begin() + 5, late);
    EXPECT_THAT(reader.poll(items), ElementsAre("Written before, shown now"));
}

TEST(Backfill, is_measured_by_the_first_poll_where_that_held_a_date_to_come) {
    Reader reader;
    auto const day = std::chrono::floor<std::chrono::days>(noon);
    reader.poll({item("1", "https://example.org/1", "One", noon + 9000h)});

    EXPECT_THAT(reader.poll({item("2", "https://example.org/2", "Two", noon + 1min)}), ElementsAre("Two"));
    EXPECT_THAT(reader.poll({item("3", "https://example.org/3", "Three", day)}), ElementsAre("Three"))
        << "a date without a time means the whole day";
    EXPECT_THAT(reader.poll({item("4", "https://example.org/4", "Four", day - 24h)}), IsEmpty());
}

TEST(Backfill, is_never_what_has_no_date_that_can_be_believed) {  // B-41
    Reader reader;
    reader.poll(posts(20, 11));

    EXPECT_THAT(reader.poll({item("a", "https://example.org/a", "Undated"),
                             item("b", "https://example.org/b", "Before feeds", Instant{})}),
                ElementsAre("Undated", "Before feeds"));
}

TEST(Plausible, is_a_date_since_1990_and_up_to_tomorrow) {  // B-41
    EXPECT_TRUE(is_plausible(noon, noon));
    EXPECT_TRUE(is_plausible(noon + 24h, noon));
    EXPECT_FALSE(is_plausible(noon + 24h + 1ms, noon));
    EXPECT_FALSE(is_plausible(std::chrono::sys_days{std::chrono::year{1989} / 12 / 31}, noon));
}

}  // namespace
}  // namespace feedherald::diff
