// SPDX-License-Identifier: MIT
// B-34: a feed of one item whose id never changes.
#include "diff/reader.hpp"

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Item daily(int n) {
    auto const name = std::to_string(n);
    return item("the-one", "https://example.org/comic/" + name, "Comic " + name);
}

TEST(ConstantId, has_a_new_item_when_title_and_link_change) {
    Reader reader;
    reader.poll({daily(1)});

    EXPECT_THAT(reader.poll({daily(2)}), ElementsAre("Comic 2"));
    EXPECT_THAT(reader.poll({daily(2)}), IsEmpty());
    EXPECT_THAT(reader.poll({daily(3)}), ElementsAre("Comic 3"));
}

TEST(ConstantId, of_a_stale_copy_is_known) {  // B-37
    Reader reader;
    reader.poll({daily(1)});
    EXPECT_THAT(reader.poll({daily(2)}), ElementsAre("Comic 2"));

    for (int n = 0; n < 20; ++n) {
        EXPECT_THAT(reader.poll({daily(1)}), IsEmpty());
        EXPECT_THAT(reader.poll({daily(2)}), IsEmpty());
    }
}

TEST(ConstantId, with_another_title_alone_is_an_edit) {
    Reader reader;
    reader.poll({daily(1)});
    auto edited = daily(1);
    edited.title = "Comic 1, at last";

    EXPECT_THAT(reader.poll({edited}), IsEmpty());
    EXPECT_THAT(reader.verdicts(), ElementsAre(Verdict::updated));
}

TEST(ConstantId, with_another_link_alone_is_the_same_item) {
    Reader reader;
    reader.poll({daily(1)});
    auto moved = daily(1);
    moved.url = "https://example.org/archive/1";

    EXPECT_THAT(reader.poll({moved}), IsEmpty());
}

TEST(ConstantId, without_a_link_goes_by_the_title) {
    Reader reader;
    reader.poll({item("the-one", "", "Monday")});

    EXPECT_THAT(reader.poll({item("the-one", "", "Tuesday")}), ElementsAre("Tuesday"));
    EXPECT_THAT(reader.poll({item("the-one", "", "Monday")}), IsEmpty());
}

TEST(ConstantId, is_learned_even_where_the_feed_held_other_items_long_ago) {
    Reader reader;
    reader.poll({post(1)});
    reader.poll({daily(1)});
    reader.wait(72h);
    reader.poll({daily(1)});

    EXPECT_THAT(reader.poll({daily(2)}), ElementsAre("Comic 2"));
}

TEST(ConstantId, that_changes_itself_is_still_constant) {
    Reader reader;
    reader.poll({daily(1)});
    reader.poll({daily(2)});
    auto const other = [](int n) {
        auto made = daily(n);
        made.id = "the-other";
        return made;
    };
    EXPECT_THAT(reader.poll({other(2)}), IsEmpty());

    EXPECT_THAT(reader.poll({other(3)}), ElementsAre("Comic 3"));
}

TEST(OneItem, left_of_many_and_edited_is_no_constant_id) {
    Reader reader;
    reader.poll(posts(5, 1));
    auto edited = post(5);
    edited.title = "Another title";
    edited.url = "https://example.org/another/address";

    EXPECT_THAT(reader.poll({edited}), IsEmpty());
}

}  // namespace
}  // namespace feedherald::diff
