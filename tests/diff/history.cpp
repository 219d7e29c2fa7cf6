// SPDX-License-Identifier: MIT
// The law of this room, over generated histories: every really new post is new exactly once, and nothing else ever is.
#include "diff/publisher.hpp"

#include <algorithm>

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

constexpr unsigned histories_of_a_style = 3;
constexpr int polls_of_a_history = 40;

std::string describe(Style const& style, unsigned seed, int poll) {
    return "naming " + std::to_string(static_cast<int>(style.naming)) + (style.dated ? ", dated" : ", undated") +
           (style.newest_first ? ", newest first" : ", newest last") + ", window " + std::to_string(style.window) +
           ", seed " + std::to_string(seed) + ", poll " + std::to_string(poll);
}

/** False at the first poll that went wrong. */
bool keeps_the_law(Style const& style, unsigned seed, bool coarse) {
    Reader reader;
    if (coarse) reader.keep_last_seen_to_the_day();
    Publisher publisher(style, seed, reader.now());
    std::string past;
    for (int poll = 0; poll < polls_of_a_history; ++poll) {
        auto const document = publisher.serve(reader.now());
        auto alerted = reader.poll(document);
        std::sort(alerted.begin(), alerted.end());
        auto const expected = poll == 0 ? Titles{} : publisher.really_new();
        past += "\n  " + std::to_string(poll) + ": " + publisher.story();
        if (alerted == expected) continue;
        ADD_FAILURE() << describe(style, seed, poll) << past << "\n  expected " << testing::PrintToString(expected)
                      << "\n  alerted  " << testing::PrintToString(alerted);
        return false;
    }
    return true;
}

TEST(History, alerts_every_new_post_exactly_once_and_nothing_else_ever) {
    for (auto const naming :
         {Naming::tag, Naming::permalink, Naming::link_only, Naming::id_only, Naming::shared_id, Naming::random_id})
        for (bool const dated : {true, false})
            for (bool const newest_first : {true, false})
                for (int const window : {3, 10, 30})
                    for (unsigned seed = 1; seed <= histories_of_a_style; ++seed)
                        if (!keeps_the_law({naming, dated, newest_first, window}, seed, seed % 2 == 0)) break;
}

// The same memory: what a poll has recorded makes the next poll of the same document silent.
TEST(History, is_silent_about_a_document_that_is_served_twice) {
    for (auto const naming :
         {Naming::tag, Naming::permalink, Naming::link_only, Naming::id_only, Naming::shared_id, Naming::random_id})
        for (unsigned seed = 1; seed <= 4; ++seed) {
            Reader reader;
            Publisher publisher({naming, seed % 2 == 0, true, 10}, seed, reader.now());
            for (int poll = 0; poll < polls_of_a_history; ++poll) {
                auto const document = publisher.serve(reader.now());
                reader.poll(document);
                ASSERT_THAT(reader.poll(document), testing::IsEmpty()) << seed << " " << publisher.story();
            }
        }
}

}  // namespace
}  // namespace feedherald::diff
