// SPDX-License-Identifier: MIT
// B-33: ids made anew at each fetch.
#include "diff/reader.hpp"

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Le;
using testing::SizeIs;

class InventiveServer {
  public:
    std::vector<Item> serve(std::vector<Item> items) {
        for (auto& one : items) one.id = "random-" + std::to_string(++made_);
        return items;
    }

  private:
    int made_ = 0;
};

TEST(RandomIds, alert_nothing_after_the_first_poll) {
    for (int const count : {1, 2, 3, 10, 50}) {
        SCOPED_TRACE(count);
        InventiveServer server;
        Reader reader;
        reader.poll(server.serve(posts(count, 1)));

        for (int n = 0; n < 10; ++n) EXPECT_THAT(reader.poll(server.serve(posts(count, 1))), IsEmpty());
    }
}

TEST(RandomIds, do_not_hide_a_new_post) {
    for (int const count : {1, 2, 3, 10, 50}) {
        SCOPED_TRACE(count);
        InventiveServer server;
        Reader reader;
        reader.poll(server.serve(posts(100, 101 - count)));
        for (int n = 101; n < 130; ++n) {
            EXPECT_THAT(reader.poll(server.serve(posts(n, n + 1 - count))), ElementsAre(post(n).title));
            EXPECT_THAT(reader.poll(server.serve(posts(n, n + 1 - count))), IsEmpty());
        }
    }
}

TEST(RandomIds, do_not_make_the_seen_set_grow) {
    InventiveServer server;
    Reader reader;
    for (int n = 0; n < 200; ++n) reader.poll(server.serve(posts(20, 1)));

    EXPECT_THAT(reader.seen(), SizeIs(Le(100)));
}

TEST(RandomIds, with_edited_titles_alert_nothing) {
    InventiveServer server;
    Reader reader;
    reader.poll(server.serve(posts(10, 1)));
    auto items = posts(10, 1);
    items[4].title = "Edited";

    EXPECT_THAT(reader.poll(server.serve(items)), IsEmpty());
    EXPECT_THAT(reader.poll(server.serve(items)), IsEmpty());
}

// pubDate as the time of the fetch, and no links at all: titles are all there is.
TEST(RandomIds, with_dates_made_at_each_fetch_alert_nothing) {
    InventiveServer server;
    Reader reader;
    auto const serve = [&](int newest, bool with_links) {
        auto items = posts(newest, newest - 9);
        for (auto& one : items) {
            one.published = reader.now();
            if (!with_links) one.url.clear();
        }
        return server.serve(items);
    };
    for (bool const with_links : {true, false}) {
        SCOPED_TRACE(with_links);
        reader = Reader();
        reader.poll(serve(10, with_links));
        for (int n = 0; n < 10; ++n) EXPECT_THAT(reader.poll(serve(10, with_links)), IsEmpty());
        EXPECT_THAT(reader.poll(serve(11, with_links)), ElementsAre("Post number 11"));
    }
}

TEST(RandomIds, without_links_and_dates_alert_what_is_new_alone) {
    InventiveServer server;
    Reader reader;
    auto const window = [&](int newest, int oldest) {
        auto items = posts(newest, oldest);
        for (auto& one : items) {
            one.url.clear();
            one.published.reset();
        }
        return server.serve(std::move(items));
    };
    reader.poll(window(5, 1));
    EXPECT_THAT(reader.poll(window(5, 1)), IsEmpty());

    EXPECT_THAT(reader.poll(window(7, 3)), ElementsAre("Post number 7", "Post number 6"));
}

TEST(RandomIds, without_titles_alert_nothing) {
    for (auto const* const link : {"", "https://example.org/"}) {
        SCOPED_TRACE(link);
        InventiveServer server;
        Reader reader;
        auto items = posts(10, 1);
        for (auto& one : items) {
            one.url = link;
            one.title.clear();
            one.published.reset();
        }
        reader.poll(server.serve(items));

        for (int n = 0; n < 5; ++n) EXPECT_THAT(reader.poll(server.serve(items)), IsEmpty());
    }
}

// No id tells these apart from what was there, and yet each is an event of its own.
TEST(Events, that_say_the_same_are_new_each_time) {
    Reader reader;
    int made = 0;
    auto const window = [&](int count) {
        std::vector<Item> items;
        for (int n = 0; n < count; ++n) items.push_back(item(std::to_string(++made), "", ""));
        for (auto& one : items) one.content_text = "Motion detected";
        return items;
    };
    reader.poll(window(3));

    EXPECT_THAT(reader.poll(window(3)), SizeIs(3));
    EXPECT_THAT(reader.poll(window(1)), SizeIs(1));
}

}  // namespace
}  // namespace feedherald::diff
