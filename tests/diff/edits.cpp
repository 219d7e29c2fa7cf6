// SPDX-License-Identifier: MIT
// Edits of known items (B-39), and stale copies of them (B-37).
#include "diff/reader.hpp"

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

using testing::ElementsAre;

TEST(Edit, of_title_or_text_is_an_update_once) {
    auto const edits = {&Item::title, &Item::content_html, &Item::content_text, &Item::summary};
    for (auto const field : edits) {
        Reader reader;
        reader.poll({post(1)});
        auto edited = post(1);
        edited.*field += " more";

        reader.poll({edited});
        EXPECT_THAT(reader.verdicts(), ElementsAre(Verdict::updated));
        reader.poll({edited});
        EXPECT_THAT(reader.verdicts(), ElementsAre(Verdict::known));
    }
}

TEST(Edit, of_anything_else_is_none) {
    Reader reader;
    reader.poll({post(1)});
    auto same = post(1);
    same.published = noon;
    same.modified = noon;
    same.tags = {"new"};
    same.image = "https://example.org/i.png";

    reader.poll({same});

    EXPECT_THAT(reader.verdicts(), ElementsAre(Verdict::known));
}

TEST(Edit, that_a_cluster_shows_and_hides_is_an_update_once) {  // B-37
    Reader reader;
    reader.poll({post(1)});
    auto edited = post(1);
    edited.content_html = "second version";
    int updates = 0;
    for (int n = 0; n < 20; ++n) {
        reader.poll({n % 2 == 0 ? edited : post(1)});
        updates += reader.verdicts().at(0) == Verdict::updated ? 1 : 0;
    }

    EXPECT_EQ(updates, 1);
}

TEST(Edit, after_an_edit_is_an_update_again) {
    Reader reader;
    reader.poll({post(1)});
    for (int n = 0; n < 5; ++n) {
        auto edited = post(1);
        edited.content_html = "version " + std::to_string(n);
        reader.poll({edited});
        EXPECT_THAT(reader.verdicts(), ElementsAre(Verdict::updated)) << n;
    }
}

}  // namespace
}  // namespace feedherald::diff
