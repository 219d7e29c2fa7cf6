// SPDX-License-Identifier: MIT
// The first document of a feed, and very large ones (B-19, B-36, B-38).
#include "diff/reader.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(FirstPoll, marks_all_and_calls_nothing_new) {  // B-36
    Reader reader;

    EXPECT_THAT(reader.poll(posts(12, 1)), IsEmpty());

    EXPECT_TRUE(reader.last().is_first);
    EXPECT_THAT(reader.verdicts(), Each(Verdict::first_poll));
    EXPECT_THAT(reader.seen(), SizeIs(12));
}

TEST(SecondPoll, finds_what_has_come_since) {
    Reader reader;
    reader.poll(posts(12, 1));

    EXPECT_THAT(reader.poll(posts(14, 3)), ElementsAre("Post number 14", "Post number 13"));

    EXPECT_FALSE(reader.last().is_first);
    EXPECT_FALSE(reader.last().gap);
    EXPECT_THAT(reader.poll(posts(14, 3)), IsEmpty());
}

TEST(SecondPoll, keeps_when_an_item_was_first_seen) {
    Reader reader;
    reader.poll({post(1)});
    reader.poll({post(1)});

    auto const row = reader.seen().at(0);
    EXPECT_EQ(row.first_seen, noon);
    EXPECT_EQ(row.last_seen, noon + 1h);
    EXPECT_EQ(row.published, post(1).published);
}

TEST(Items, that_come_back_after_the_feed_was_empty_are_known) {  // B-19
    Reader reader;
    reader.poll(posts(12, 1));

    EXPECT_THAT(reader.poll({}), IsEmpty());
    EXPECT_FALSE(reader.last().gap);
    EXPECT_THAT(reader.poll(posts(12, 1)), IsEmpty());
}

TEST(Items, of_a_feed_that_began_empty_are_new_as_they_come) {
    Reader reader;
    reader.poll({});

    EXPECT_THAT(reader.poll({item("1", "https://example.org/1", "Hello", noon - 24h)}), ElementsAre("Hello"));
}

TEST(Items, of_a_feed_whose_first_answer_was_empty_by_mistake_are_old) {
    Reader reader;
    reader.poll({});
    auto items = posts(30, 1);
    items.insert(items.begin(), item("new", "https://example.org/new", "New", reader.now() - 1min));

    EXPECT_THAT(reader.poll(items), ElementsAre("New"));
    EXPECT_THAT(reader.poll(items), IsEmpty());
}

TEST(Gap, is_noticed_when_nothing_is_known) {
    Reader reader;
    reader.poll(posts(5, 1));

    reader.poll(posts(20, 16));

    EXPECT_TRUE(reader.last().gap);
}

TEST(LargeDocument, is_examined_up_to_its_5000th_item) {  // B-38
    Reader reader;

    reader.poll(posts(6000, 1));

    EXPECT_THAT(reader.last().items, SizeIs(5000));
    EXPECT_EQ(reader.last().items.front().index, 0U);
}

TEST(LargeDocument, that_ends_with_its_newest_is_examined_from_there) {  // B-38
    Reader reader;
    auto items = posts(6000, 1);
    std::reverse(items.begin(), items.end());

    reader.poll(items);

    EXPECT_THAT(reader.last().items, SizeIs(5000));
    EXPECT_EQ(reader.last().items.back().index, 5999U);
    items.push_back(post(6001));
    EXPECT_THAT(reader.poll(items), ElementsAre("Post number 6001"));
}

}  // namespace
}  // namespace feedherald::diff
