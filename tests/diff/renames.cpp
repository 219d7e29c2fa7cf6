// SPDX-License-Identifier: MIT
// Known items under another id (INTERFACE 5): one at a time, and a whole guid scheme at once.
#include "diff/reader.hpp"

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsEmpty;

Item renamed(Item item) {
    item.id = "new scheme " + item.id;
    return item;
}

std::vector<Item> renamed(std::vector<Item> items) {
    for (auto& one : items) one = renamed(one);
    return items;
}

std::vector<Item> undated(std::vector<Item> items) {
    for (auto& one : items) one.published.reset();
    return items;
}

TEST(Rename, of_one_item_with_its_link_and_title_is_known) {
    Reader reader;
    reader.poll(undated(posts(5, 1)));
    auto items = undated(posts(5, 1));
    items[2].id = "other";

    EXPECT_THAT(reader.poll(items), IsEmpty());
    EXPECT_EQ(reader.verdicts().at(2), Verdict::rekeyed);
    EXPECT_FALSE(reader.last().rekeyed) << "one item is no feed";
    items[2].title = "Corrected later";
    EXPECT_THAT(reader.poll(items), IsEmpty()) << "its new id is remembered";
}

TEST(Rename, of_one_item_with_its_title_and_instant_is_known) {
    Reader reader;
    reader.poll(posts(5, 1));
    auto items = posts(5, 1);
    items[2].id = "other";
    items[2].url = "https://example.org/elsewhere";

    EXPECT_THAT(reader.poll(items), IsEmpty());
}

TEST(Rename, beside_the_old_entry_is_known_by_link_and_title) {
    Reader reader;
    reader.poll(posts(5, 1));
    auto items = posts(5, 1);
    items.insert(items.begin(), item("again", post(3).url, post(3).title, reader.now()));

    EXPECT_THAT(reader.poll(items), IsEmpty());
}

TEST(NewPost, with_a_known_link_and_another_title_is_new) {
    Reader reader;
    reader.poll(posts(5, 1));
    auto items = posts(5, 1);
    items.insert(items.begin(), item("part-2", post(3).url, "Something else", reader.now()));

    EXPECT_THAT(reader.poll(items), ElementsAre("Something else"));
}

TEST(NewPost, with_a_known_title_and_another_date_is_new) {
    Reader reader;
    auto const thread = [](int n, int day) {
        return item("t" + std::to_string(n), "https://example.org/t/" + std::to_string(n), "Open thread",
                    noon + day * 24h);
    };
    reader.poll({thread(2, -7), thread(1, -14)});

    EXPECT_THAT(reader.poll({thread(3, 0), thread(2, -7)}), ElementsAre("Open thread"));
    EXPECT_THAT(reader.poll({thread(4, 7)}), ElementsAre("Open thread"));
}

TEST(GuidScheme, may_change_without_an_alert) {
    for (bool const dated : {true, false}) {
        for (int const count : {1, 2, 3, 5, 12, 60}) {
            SCOPED_TRACE((dated ? "dated " : "undated ") + std::to_string(count));
            auto const now = [&](std::vector<Item> items) { return dated ? items : undated(items); };
            Reader reader;
            reader.poll(now(posts(100, 101 - count)));

            EXPECT_THAT(reader.poll(renamed(now(posts(100, 101 - count)))), IsEmpty());

            EXPECT_THAT(reader.verdicts(), Each(Verdict::rekeyed));
            EXPECT_EQ(reader.last().rekeyed, count > 1);
            EXPECT_FALSE(reader.last().gap);
            EXPECT_THAT(reader.poll(renamed(now(posts(101, 102 - count)))), ElementsAre("Post number 101"));
            EXPECT_THAT(reader.poll(now(posts(101, 102 - count))), IsEmpty()) << "the old scheme again";
        }
    }
}

TEST(GuidScheme, may_change_while_a_post_is_new) {
    for (bool const dated : {true, false}) {
        for (int const count : {3, 5, 12, 60}) {
            SCOPED_TRACE((dated ? "dated " : "undated ") + std::to_string(count));
            auto const now = [&](std::vector<Item> items) { return dated ? items : undated(items); };
            Reader reader;
            reader.poll(now(posts(100, 101 - count)));

            EXPECT_THAT(reader.poll(renamed(now(posts(101, 102 - count)))), ElementsAre("Post number 101"));
        }
    }
}

TEST(GuidScheme, may_change_together_with_titles) {
    Reader reader;
    reader.poll(posts(20, 11));
    auto items = renamed(posts(20, 11));
    for (auto& one : items) one.title += " | Example";

    EXPECT_THAT(reader.poll(items), IsEmpty());
    EXPECT_TRUE(reader.last().rekeyed);
}

// A week of sleep, and every post of a daily series bears the name of its weekday: nothing is renamed here.
TEST(Series, with_titles_that_return_is_new_each_time) {
    Reader reader;
    auto const week = [](int number) {
        std::vector<Item> items;
        for (int day = 4; day >= 0; --day) {
            auto const n = std::to_string(number * 7 + day);
            items.push_back(item(n, "https://example.org/" + n, "News of day " + std::to_string(day),
                                 noon + (number * 7 + day) * 24h));
        }
        return items;
    };
    reader.poll(week(-1));
    reader.wait(7 * 24h);

    EXPECT_EQ(reader.poll(week(0)).size(), 5U);
    reader.wait(7 * 24h);
    EXPECT_EQ(reader.poll(week(1)).size(), 5U);
    EXPECT_TRUE(reader.poll(week(1)).empty());
}

// A busy forum: the whole window is new, and most titles have been seen in other threads' replies.
TEST(Forum, with_titles_that_return_is_new_each_time) {
    Reader reader;
    auto const replies = [](int newest) {
        std::vector<Item> items;
        for (int n = newest; n > newest - 20; --n)
            items.push_back(item("c" + std::to_string(n), "https://example.org/c/" + std::to_string(n),
                                 "Re: thread " + std::to_string(n % 20), noon + n * 1h));
        return items;
    };
    reader.poll(replies(40));
    reader.poll(replies(50));

    EXPECT_EQ(reader.poll(replies(90)).size(), 20U);
}

// An issue tracker: each event links to its issue.
TEST(Events, on_known_links_are_new_although_all_links_of_the_document_are_known) {
    Reader reader;
    auto const event = [](int n, std::string const& issue, std::string const& what) {
        return item("event-" + std::to_string(n), "https://example.org/issue/" + issue, what + " " + issue,
                    noon - 90h + n * 20h);
    };
    reader.poll({event(2, "c", "opened"), event(1, "b", "opened"), event(0, "a", "opened")});

    EXPECT_THAT(reader.poll({event(5, "c", "closed"), event(4, "b", "comment on"), event(3, "a", "comment on")}),
                ElementsAre("closed c", "comment on b", "comment on a"));
}

TEST(GuidScheme, may_change_where_all_posts_link_to_one_page) {
    for (int const count : {1, 5}) {
        SCOPED_TRACE(count);
        auto const window = [](std::string const& scheme, int newest, int oldest) {
            std::vector<Item> items;
            for (int n = newest; n >= oldest; --n)
                items.push_back(item(scheme + std::to_string(n), "https://example.org/", "Post " + std::to_string(n)));
            return items;
        };
        Reader reader;
        reader.poll(window("a", count, 1));

        EXPECT_THAT(reader.poll(window("b", count + 2, 1)),
                    ElementsAre("Post " + std::to_string(count + 2), "Post " + std::to_string(count + 1)));
    }
}

TEST(Rename, beside_the_old_entry_is_known_by_title_and_instant) {
    Reader reader;
    reader.poll(posts(5, 1));
    auto items = posts(5, 1);
    items.insert(items.begin(), item("other", "https://example.org/other", post(1).title, post(1).published));

    EXPECT_THAT(reader.poll(items), IsEmpty());
}

}  // namespace
}  // namespace feedherald::diff
