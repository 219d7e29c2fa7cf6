// SPDX-License-Identifier: MIT
// By what an item is known (B-30, B-31).
#include "diff/identity.hpp"

#include "diff/reader.hpp"

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Identity, is_the_id_where_there_is_one) {  // B-30
    auto const a = identify(item("id", "https://example.org/a", "A"));
    auto const b = identify(item(" id\n", "https://example.org/b", "B"));

    EXPECT_EQ(a.kind, Identity::Kind::id);
    EXPECT_EQ(a.name, b.name);
}

TEST(Identity, compares_ids_byte_for_byte) {  // B-30
    EXPECT_NE(identify(item("https://example.org/a", "", "")).name,
              identify(item("https://example.org/A", "", "")).name);
    EXPECT_NE(identify(item("a  b", "", "")).name, identify(item("a b", "", "")).name);
}

TEST(Identity, is_the_canonical_link_without_an_id) {  // B-31
    auto const a = identify(item("", "https://example.org/a?utm_source=rss", "A"));
    auto const b = identify(item("  ", "http://www.example.org/a", "B"));
    auto const c = identify(item("", "https://example.org/a#c", "A"));

    EXPECT_EQ(a.kind, Identity::Kind::link);
    EXPECT_EQ(a.name, b.name);
    EXPECT_NE(a.name, c.name);
}

TEST(Identity, is_title_and_text_without_either) {  // B-31
    auto a = item("", "", "A");
    auto same = a;
    same.published = noon;
    auto other = a;
    other.content_html += "!";

    EXPECT_EQ(identify(a).kind, Identity::Kind::text);
    EXPECT_EQ(identify(a).name, identify(same).name) << "dates change on every retrieval";
    EXPECT_NE(identify(a).name, identify(other).name);
}

TEST(Identity, of_a_title_minds_neither_case_nor_space) {
    EXPECT_EQ(title_fingerprint(" Ein  Titel\n"), title_fingerprint("ein titel"));
    EXPECT_TRUE(is_none(title_fingerprint(" ")));
}

TEST(Identity, of_a_link_holds_host_and_path_apart) {
    auto const here = link_fingerprint("https://old.example/2026/post");
    auto const there = link_fingerprint("https://new.example/2026/post");

    EXPECT_NE(first_half(here), first_half(there));
    EXPECT_EQ(second_half(here), second_half(there));
    EXPECT_EQ(second_half(link_fingerprint("https://old.example/")), 0U);
    EXPECT_TRUE(is_none(link_fingerprint(" ")));
}

TEST(Reader, of_a_feed_without_ids_goes_by_links) {
    Reader reader;
    reader.poll({item("", "https://example.org/1", "One")});

    EXPECT_THAT(reader.poll({item("", "https://example.org/2", "Two"), item("", "https://example.org/1", "One")}),
                ElementsAre("Two"));
    EXPECT_THAT(reader.poll({item("", "http://example.org/2?utm_source=x", "Two, corrected")}), IsEmpty());
}

TEST(Reader, of_a_feed_without_ids_and_links_goes_by_text) {
    Reader reader;
    reader.poll({item("", "", "One")});

    EXPECT_THAT(reader.poll({item("", "", "Two"), item("", "", "One", reader.now())}), ElementsAre("Two"));
    EXPECT_THAT(reader.poll({item("", "", "Two"), item("", "", "One", reader.now())}), IsEmpty());
}

TEST(Reader, never_lets_a_date_decide) {  // B-41
    Reader reader;
    reader.poll({item("1", "https://example.org/1", "One", noon)});

    EXPECT_THAT(
        reader.poll({item("2", "https://example.org/2", "Two", Instant{} + 24h * 365 * 80),
                     item("3", "https://example.org/3", "Three", Instant{}), item("4", "https://example.org/4", "Four"),
                     item("1", "https://example.org/1", "One", noon + 9h)}),
        ElementsAre("Two", "Three", "Four"));
}

}  // namespace
}  // namespace feedherald::diff
