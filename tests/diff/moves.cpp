// SPDX-License-Identifier: MIT
// Moves that change ids because ids are links: https, www, another domain, another CMS (B-35).
#include "diff/reader.hpp"

#include <functional>

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/** Posts whose id is their link. */
std::vector<Item> permalinks(int newest, int oldest, std::string const& site, bool dated) {
    std::vector<Item> items;
    for (int n = newest; n >= oldest; --n) {
        auto made = post(n, site);
        made.id = made.url;
        if (!dated) made.published.reset();
        items.push_back(made);
    }
    return items;
}

TEST(Move, of_scheme_host_or_domain_alerts_nothing_old) {
    struct {
        char const* from;
        char const* to;
    } const moves[] = {
        {"http://example.org", "https://example.org"},
        {"https://example.org", "https://www.example.org"},
        {"https://old.example", "https://new.example"},
        {"http://www.old.example", "https://blog.new.example"},
    };
    for (auto const& [from, to] : moves)
        for (bool const dated : {true, false})
            for (int const count : {1, 2, 4, 12, 40}) {
                SCOPED_TRACE(std::string(from) + " -> " + to + (dated ? " dated " : " undated ") +
                             std::to_string(count));
                Reader reader;
                reader.poll(permalinks(100, 101 - count, from, dated));

                EXPECT_THAT(reader.poll(permalinks(100, 101 - count, to, dated)), IsEmpty());
                EXPECT_THAT(reader.poll(permalinks(101, 102 - count, to, dated)), ElementsAre("Post number 101"));
                EXPECT_THAT(reader.poll(permalinks(101, 102 - count, to, dated)), IsEmpty());
            }
}

TEST(Move, to_another_domain_lets_the_post_through_that_came_with_it) {
    for (bool const dated : {true, false})
        for (int const count : {2, 4, 12, 40}) {
            SCOPED_TRACE((dated ? "dated " : "undated ") + std::to_string(count));
            Reader reader;
            reader.poll(permalinks(100, 101 - count, "https://old.example", dated));

            EXPECT_THAT(reader.poll(permalinks(101, 102 - count, "https://new.example", dated)),
                        ElementsAre("Post number 101"));
        }
}

TEST(Move, without_ids_alerts_nothing_old) {
    for (bool const dated : {true, false}) {
        auto const strip = [](std::vector<Item> items) {
            for (auto& one : items) one.id.clear();
            return items;
        };
        Reader reader;
        reader.poll(strip(permalinks(20, 11, "http://old.example", dated)));

        EXPECT_THAT(reader.poll(strip(permalinks(20, 11, "https://new.example", dated))), IsEmpty());
    }
}

// Another CMS: new ids, new paths, and either the old dates or all of them at the hour of the migration.
TEST(Move, to_another_cms_alerts_nothing_old) {
    std::function<std::optional<Instant>(int)> const dates[] = {
        [](int n) { return post(n).published; },
        [](int n) { return *post(n).published + 2h; },
        [](int n) { return noon + n * 1s; },
        [](int) { return std::nullopt; },
    };
    for (std::size_t which = 0; which < std::size(dates); ++which) {
        SCOPED_TRACE(which);
        Reader reader;
        reader.poll(posts(40, 21));
        std::vector<Item> items;
        for (int n = 40; n >= 21; --n)
            items.push_back(
                item(std::to_string(n), "https://example.org/?p=" + std::to_string(n), post(n).title, dates[which](n)));

        EXPECT_THAT(reader.poll(items), IsEmpty());

        EXPECT_TRUE(reader.last().rekeyed);
        items.insert(items.begin(), item("41", "https://example.org/?p=41", "The first here", reader.now()));
        EXPECT_THAT(reader.poll(items), ElementsAre("The first here"));
    }
}

// Some titles were lost in the migration: such items are old by their date, or by standing among old ones.
TEST(Move, that_changed_some_titles_alerts_nothing_old) {
    for (bool const dated : {true, false}) {
        SCOPED_TRACE(dated);
        Reader reader;
        reader.poll(posts(40, 21));
        std::vector<Item> items{item("41", "https://example.org/?p=41", "The first here", noon - 5min)};
        for (int n = 40; n >= 21; --n) {
            auto const title = n % 3 == 0 ? "Untitled " + std::to_string(n) : post(n).title;
            items.push_back(item(std::to_string(n), "https://example.org/?p=" + std::to_string(n), title));
            if (dated) items.back().published = *post(n).published;
        }

        EXPECT_THAT(reader.poll(items), ElementsAre("The first here"));
    }
}

TEST(Move, of_a_scheme_for_a_single_entry_is_known) {
    Reader reader;
    reader.poll(permalinks(5, 1, "http://example.org", false));
    auto items = permalinks(5, 1, "http://example.org", false);
    items[0] = permalinks(5, 5, "https://example.org", false).at(0);

    EXPECT_THAT(reader.poll(items), IsEmpty());
}

// A planet: two blogs keep the same paths and titles, and both are listed.
TEST(Planet, tells_its_blogs_apart) {
    Reader reader;
    auto const notes = [](char const* host, int week) {
        auto const path = "/weeknotes/" + std::to_string(week);
        return item(host + path, host + path, "Weeknotes " + std::to_string(week));
    };
    reader.poll({notes("https://a.example", 46), notes("https://b.example", 45), notes("https://a.example", 44)});

    EXPECT_THAT(
        reader.poll({notes("https://b.example", 46), notes("https://a.example", 46), notes("https://b.example", 45)}),
        ElementsAre("Weeknotes 46"));
}

}  // namespace
}  // namespace feedherald::diff
