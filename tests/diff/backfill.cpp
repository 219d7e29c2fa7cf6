// SPDX-License-Identifier: MIT
// INTERFACE 5: what appears later but is older than everything at the first poll is recorded, not alerted.
#include "diff/backfill.hpp"

#include "base/dates.hpp"
#include "diff/reader.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

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
    EXPECT_TRUE(is_plausible_date(noon, noon));
    EXPECT_TRUE(is_plausible_date(noon + 24h, noon));
    EXPECT_FALSE(is_plausible_date(noon + 24h + 1ms, noon));
    EXPECT_FALSE(is_plausible_date(std::chrono::sys_days{std::chrono::year{1989} / 12 / 31}, noon));
}

TEST(Backfill, is_what_a_first_document_lacked_that_broke_off) {
    for (bool const newest_first : {true, false}) {
        SCOPED_TRACE(newest_first);
        Reader reader;
        auto whole = posts(20, 1);
        for (auto& one : whole) one.published.reset();
        if (!newest_first) std::reverse(whole.begin(), whole.end());
        reader.poll({whole.begin(), whole.begin() + 6}, false);

        EXPECT_THAT(reader.poll(whole), IsEmpty());

        whole.insert(whole.begin(), item("new", "https://example.org/new", "A new one"));
        EXPECT_THAT(reader.poll(whole), ElementsAre("A new one"));
    }
}

TEST(Backfill, hides_nothing_that_was_written_after_a_first_document_that_broke_off) {
    Reader reader;
    reader.poll(posts(20, 15), false);
    auto items = posts(20, 1);
    items.insert(items.begin(), item("new", "https://example.org/new", "A new one", noon + 30min));

    EXPECT_THAT(reader.poll(items), ElementsAre("A new one"));
}

TEST(Backfill, is_no_reason_to_be_silent_when_every_document_breaks_off) {
    Reader reader;
    reader.poll({item("1", "https://example.org/1", "One")}, false);

    EXPECT_THAT(
        reader.poll({item("2", "https://example.org/2", "Two"), item("1", "https://example.org/1", "One")}, false),
        ElementsAre("Two"));
}

TEST(Backfill, is_measured_by_the_last_change_where_a_feed_states_nothing_else) {
    Reader reader;
    auto releases = [](int newest, int oldest) {
        auto items = posts(newest, oldest);
        for (auto& one : items) one.modified = std::exchange(one.published, std::nullopt);
        return items;
    };
    reader.poll(releases(20, 11));

    EXPECT_THAT(reader.poll(releases(19, 10)), IsEmpty()) << "the newest was withdrawn, the window slides";
    EXPECT_THAT(reader.poll(releases(21, 12)), ElementsAre("Post number 21"));
}

TEST(Backfill, is_what_slides_into_the_part_of_a_document_that_is_examined_B38) {
    Reader reader;
    std::vector<Item> items;
    for (int n = 0; n < 5010; ++n) {
        auto const name = std::to_string(n);
        items.push_back(item(name, "https://example.org/" + name, "P" + name));
    }
    reader.poll(items);
    items.erase(items.begin());
    items.insert(items.begin(), {item("a", "https://example.org/a", "A"), item("b", "https://example.org/b", "B")});
    items.erase(items.begin() + 10, items.begin() + 14);

    EXPECT_THAT(reader.poll(items), ElementsAre("A", "B"));
}

}  // namespace
}  // namespace feedherald::diff
