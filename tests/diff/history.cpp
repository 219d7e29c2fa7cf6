// SPDX-License-Identifier: MIT
// The law of this room, over generated histories: every really new post is new exactly once, and nothing else ever is.
#include "diff/publisher.hpp"

#include <algorithm>
#include <cstdlib>

#include <gmock/gmock.h>

namespace feedherald::diff {
namespace {

constexpr int polls_of_a_history = 30;
constexpr Naming namings[] = {Naming::tag,       Naming::permalink, Naming::link_only,  Naming::id_only,
                              Naming::shared_id, Naming::random_id, Naming::constant_id};

/** More for a night: FEEDHERALD_HISTORIES=500. */
unsigned histories_of_a_style() {
    auto const* const asked = std::getenv("FEEDHERALD_HISTORIES");
    return asked != nullptr ? static_cast<unsigned>(std::atoi(asked)) : 1;
}

std::string describe(Style const& style, unsigned seed, int poll) {
    return "naming " + std::to_string(static_cast<int>(style.naming)) + ", dates " +
           std::to_string(static_cast<int>(style.dates)) + (style.newest_first ? ", newest first" : ", newest last") +
           ", window " + std::to_string(style.window) + (style.noisy_links ? ", noisy links" : "") +
           (style.begins_empty ? ", begins empty" : "") + ", seed " + std::to_string(seed) + ", poll " +
           std::to_string(poll);
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
        if (seed % 3 == 0 && poll % 7 == 6) reader.wait(20 * 24h);  // the machine was off
        if (alerted == expected) continue;
        ADD_FAILURE() << describe(style, seed, poll) << past << "\n  expected " << testing::PrintToString(expected)
                      << "\n  alerted  " << testing::PrintToString(alerted);
        return false;
    }
    return true;
}

std::vector<Style> styles() {
    std::vector<Style> all;
    for (auto const naming : namings)
        for (auto const dates : {Dates::instants, Dates::days, Dates::of_the_fetch, Dates::none})
            for (int const window : {3, 10, 30})
                for (bool const noisy_links : {false, true}) {
                    if (noisy_links && naming == Naming::id_only) continue;
                    bool const newest_first = all.size() % 3 != 0;
                    if (naming != Naming::constant_id)
                        all.push_back({naming, dates, newest_first, window, noisy_links, false});
                    else if (window == 3)
                        all.push_back({naming, dates, newest_first, 1, noisy_links, false});
                }
    for (auto const naming : {Naming::tag, Naming::permalink, Naming::link_only})
        for (auto const dates : {Dates::instants, Dates::none}) all.push_back({naming, dates, true, 12, false, true});
    return all;
}

TEST(History, alerts_every_new_post_exactly_once_and_nothing_else_ever) {
    unsigned first = 0;  // another one for each style
    for (auto const& style : styles()) {
        first += 1000;
        for (unsigned seed = first; seed < first + histories_of_a_style(); ++seed)
            if (!keeps_the_law(style, seed + first / 1000, (seed + first / 1000) % 2 == 0)) break;
    }
}

// The same memory: what a poll has recorded makes the next poll of the same document silent.
TEST(History, is_silent_about_a_document_that_is_served_twice) {
    for (auto const naming : namings)
        for (unsigned seed = 1; seed <= 2; ++seed) {
            Reader reader;
            auto const window = naming == Naming::constant_id ? 1 : 10;
            Publisher publisher({naming, seed % 2 == 0 ? Dates::instants : Dates::none, true, window}, seed,
                                reader.now());
            for (int poll = 0; poll < polls_of_a_history; ++poll) {
                auto const document = publisher.serve(reader.now());
                reader.poll(document);
                ASSERT_THAT(reader.poll(document), testing::IsEmpty()) << seed << " " << publisher.story();
            }
        }
}

}  // namespace
}  // namespace feedherald::diff
