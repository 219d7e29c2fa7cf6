// SPDX-License-Identifier: MIT
// One document that names one post twice, or two posts alike (B-32).
#include "diff/reader.hpp"

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

Item same_id(int n, std::optional<Instant> published = {}) {
    auto const name = std::to_string(n);
    return item("https://example.org/feed", "https://example.org/" + name, "Post " + name, published);
}

TEST(Duplicate, of_id_and_link_counts_once) {
    Reader reader;
    reader.poll({post(1)});

    EXPECT_THAT(reader.poll({post(2), post(2), post(1), post(1)}), ElementsAre("Post number 2"));

    EXPECT_THAT(reader.verdicts(),
                ElementsAre(Verdict::is_new, Verdict::duplicate, Verdict::known, Verdict::duplicate));
    EXPECT_THAT(reader.seen(), SizeIs(2));
}

TEST(Duplicate, with_another_text_is_no_edit) {
    Reader reader;
    auto teaser = post(1);
    teaser.content_html = "…";
    reader.poll({post(1), teaser});

    reader.poll({post(1), teaser});

    EXPECT_THAT(reader.verdicts(), ElementsAre(Verdict::known, Verdict::duplicate));
}

TEST(Duplicate, of_a_link_without_ids_counts_once) {
    Reader reader;
    reader.poll({post(1)});

    auto const twice = item("", "https://example.org/2", "Two");
    EXPECT_THAT(reader.poll({twice, twice, post(1)}), ElementsAre("Two"));
}

TEST(Duplicate, of_a_post_under_two_new_ids_counts_once) {
    Reader reader;
    reader.poll({post(1)});
    auto const twin = item("other-id", post(2).url, post(2).title, post(2).published);

    EXPECT_THAT(reader.poll({post(2), twin, post(1)}), ElementsAre("Post number 2"));
    EXPECT_THAT(reader.poll({twin, post(1)}), IsEmpty());
    EXPECT_THAT(reader.poll({post(2), post(1)}), IsEmpty());
}

TEST(Duplicate, of_a_known_post_under_another_id_counts_once_whatever_its_title_was_in_between) {
    Reader reader;
    reader.poll({post(1)});
    auto edited = post(1);
    edited.title = "Another title";
    reader.poll({edited});
    auto const twin = item("other-id", post(1).url, post(1).title);

    EXPECT_THAT(reader.poll({twin, post(1)}), IsEmpty()) << "a copy from before the edit";
}

TEST(SharedId, with_other_links_means_other_items) {
    Reader reader;
    reader.poll({same_id(2), same_id(1)});

    EXPECT_THAT(reader.poll({same_id(4), same_id(3), same_id(2), same_id(1)}), ElementsAre("Post 4", "Post 3"));
    EXPECT_THAT(reader.poll({same_id(4), same_id(3), same_id(2), same_id(1)}), IsEmpty());
}

TEST(SharedId, is_remembered_when_only_one_item_is_left) {
    Reader reader;
    reader.poll({same_id(2), same_id(1)});

    EXPECT_THAT(reader.poll({same_id(2)}), IsEmpty());
    EXPECT_THAT(reader.poll({same_id(3)}), ElementsAre("Post 3"));
    EXPECT_THAT(reader.poll({same_id(1)}), IsEmpty());
}

TEST(SharedId, that_was_one_item_s_own_at_first_still_names_that_item) {
    Reader reader;
    reader.poll({same_id(1), post(7)});

    EXPECT_THAT(reader.poll({same_id(2), same_id(1), post(7)}), ElementsAre("Post 2"));
    EXPECT_THAT(reader.poll({same_id(3), same_id(2), post(7)}), ElementsAre("Post 3"));
    EXPECT_THAT(reader.poll({same_id(1), post(7)}), IsEmpty());
}

TEST(SharedId, without_links_goes_by_title) {
    Reader reader;
    reader.poll({item("x", "", "One"), item("x", "", "Two")});

    EXPECT_THAT(reader.poll({item("x", "", "Three"), item("x", "", "Two"), item("x", "", "Two")}),
                ElementsAre("Three"));
}

TEST(SharedLink, of_items_without_ids_goes_by_title) {
    Reader reader;
    auto const at_home = [](char const* title) { return item("", "https://example.org/", title); };
    reader.poll({at_home("One"), at_home("Two")});

    EXPECT_THAT(reader.poll({at_home("Three"), at_home("Two"), at_home("One")}), ElementsAre("Three"));
    EXPECT_THAT(reader.poll({at_home("Three"), at_home("One")}), IsEmpty());
}

// Status pages: every entry links to the page, and titles repeat.
TEST(SharedLink, of_items_with_ids_says_nothing_about_them) {
    Reader reader;
    auto const status = [](char const* id, char const* title, Duration ago) {
        return item(id, "https://status.example/", title, noon - ago);
    };
    reader.poll({status("3", "Resolved", 2h), status("2", "Investigating", 3h), status("1", "Resolved", 90h)});

    EXPECT_THAT(
        reader.poll({status("4", "Resolved", -1h), status("3", "Resolved", 2h), status("2", "Investigating", 3h)}),
        ElementsAre("Resolved"));
    EXPECT_THAT(
        reader.poll({status("4", "Resolved", -1h), status("3", "Resolved", 2h), status("2", "Investigating", 3h)}),
        IsEmpty());
}

TEST(SameTitleAndDay, of_two_listed_posts_makes_them_no_less_two) {
    Reader reader;
    auto const midnight = noon - 12h;
    reader.poll({item("a", "https://example.org/a", "Release notes", midnight)});

    EXPECT_THAT(reader.poll({item("b", "https://example.org/b", "Release notes", midnight),
                             item("a", "https://example.org/a", "Release notes", midnight)}),
                ElementsAre("Release notes"));
}

}  // namespace
}  // namespace feedherald::diff
