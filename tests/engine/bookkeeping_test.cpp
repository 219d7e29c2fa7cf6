// SPDX-License-Identifier: MIT
#include "engine/bookkeeping.hpp"

#include "engine/fake_http.hpp"
#include "engine/manual_clock.hpp"

#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;

constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};

/** A store with polls that found nothing new, and the books that are kept of them. */
struct Office {
    ManualClock clock{start};
    store::Store store;
    FakeHttp http;
    engine::Rooms rooms{
        clock, store, http, [](std::exception_ptr const&) {}, [] { return 0.5; }, [] {}, [](Instant) { return 0s; },
        {}};
    engine::Bookkeeping books{rooms};
    std::vector<FeedState> states;

    explicit Office(std::size_t feeds) {
        std::vector<Subscription> subscriptions(feeds);
        for (std::size_t i = 0; i < feeds; ++i) subscriptions[i].url = "https://feeds.example/" + std::to_string(i);
        states = store.enlist(subscriptions, start);
    }
    void poll_all() {
        for (auto& state : states) {
            books.poll_started();
            state.last_polled = clock.now();
            state.next_poll = clock.now() + 1h;
            store.record_unchanged(state);
        }
    }
};

TEST(Bookkeeping, writes_a_round_of_unchanged_feeds_when_it_is_over) {
    Office office(100);
    office.poll_all();

    EXPECT_EQ(office.books.look(false), start + 2s) << "the round goes on, but not for ever";
    EXPECT_EQ(office.store.unwritten(), 100U);

    EXPECT_EQ(office.books.look(true), std::nullopt);
    EXPECT_EQ(office.store.unwritten(), 0U);
    EXPECT_EQ(office.store.known(office.states[7].id)->next_poll, start + 1h);
}

TEST(Bookkeeping, writes_a_round_that_does_not_end_within_two_seconds) {
    Office office(3);
    office.poll_all();
    ASSERT_EQ(office.books.look(false), start + 2s);
    office.clock.set(start + 1s);
    EXPECT_EQ(office.books.look(false), start + 2s) << "more polls do not put it off";
    office.clock.set(start + 2s);

    EXPECT_EQ(office.books.look(false), std::nullopt);
    EXPECT_EQ(office.store.unwritten(), 0U);
}

TEST(Bookkeeping, does_not_let_thousands_pile_up) {
    Office office(4096);
    office.poll_all();

    EXPECT_EQ(office.books.look(false), std::nullopt);
    EXPECT_EQ(office.store.unwritten(), 0U);
}

TEST(Bookkeeping, waits_for_no_instant_that_a_clock_set_back_has_moved_away) {
    Office office(3);
    office.poll_all();
    ASSERT_EQ(office.books.look(false), start + 2s);
    office.clock.set(start - 9h);

    EXPECT_EQ(office.books.look(false), start - 9h + 2s);
}

}  // namespace
}  // namespace feedherald::tests
