// SPDX-License-Identifier: MIT
#include "engine/handover.hpp"

#include "engine/fake_http.hpp"
#include "engine/manual_clock.hpp"
#include "engine/poll.hpp"

#include <fstream>

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
constexpr char url[] = "https://blog.example/feed";
constexpr char rss[] =
    "<rss version='2.0'><channel><title>Blog</title><item><guid>1</guid><title>One</title></item>"
    "<item><guid>2</guid><title>Two</title></item></channel></rss>\n\n";

class StateDirectory {
  public:
    StateDirectory() {
        std::string pattern = (fs::temp_directory_path() / "feedherald-handover-XXXXXX").string();
        if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary directory");
        path = pattern;
    }
    ~StateDirectory() { fs::remove_all(path); }
    StateDirectory(StateDirectory const&) = delete;
    StateDirectory& operator=(StateDirectory const&) = delete;
    fs::path path;
};

Document document() {
    Document document;
    document.answer.status = 200;
    document.answer.url = "https://blog.example/feed?1";
    document.answer.received = start;
    document.answer.validators = {"https://blog.example/feed?1", "W/\"x y\"", "Sunday, 06-Nov-94 08:49:37 GMT"};
    document.answer.cache.cache_control = "max-age=900";
    document.answer.content_type = "text/xml";
    document.body = rss;
    document.wire_bytes = 42;
    return document;
}

TEST(Handover, gives_what_was_left_once_and_byte_for_byte) {
    StateDirectory const state;
    engine::hand_over(state.path, url, document());

    EXPECT_FALSE(engine::take_handed_over(state.path, "https://other.example/", start));
    auto const taken = engine::take_handed_over(state.path, url, start + 4min);

    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->body, rss);
    EXPECT_EQ(taken->answer.validators, document().answer.validators);
    EXPECT_EQ(taken->answer.cache.cache_control, "max-age=900");
    EXPECT_EQ(taken->answer.url, "https://blog.example/feed?1");
    EXPECT_EQ(taken->answer.received, start);
    EXPECT_TRUE(taken->complete);
    EXPECT_EQ(taken->wire_bytes, 42U);
    EXPECT_FALSE(engine::take_handed_over(state.path, url, start + 4min));
}

TEST(Handover, takes_nothing_stale_nothing_of_the_future_and_nothing_damaged) {
    StateDirectory const state;
    for (auto const now : {start + 6min, start - 1min}) {
        engine::hand_over(state.path, url, document());
        EXPECT_FALSE(engine::take_handed_over(state.path, url, now));
    }

    engine::hand_over(state.path, url, document());
    auto const file = fs::directory_iterator(state.path / "added")->path();
    auto const size = fs::file_size(file);
    for (auto cut = size; cut-- > 0; cut -= std::min<std::uintmax_t>(cut, 7)) {
        engine::hand_over(state.path, url, document());
        fs::resize_file(file, cut);
        EXPECT_FALSE(engine::take_handed_over(state.path, url, start)) << cut;
        EXPECT_FALSE(fs::exists(file));
    }
}

TEST(Handover, is_for_its_owner_alone) {
    StateDirectory const state;
    auto const old = ::umask(0);

    engine::hand_over(state.path, url, document());
    ::umask(old);

    auto const directory = state.path / "added";
    EXPECT_EQ(fs::status(directory).permissions(), fs::perms::owner_all);
    EXPECT_EQ(fs::status(fs::directory_iterator(directory)->path()).permissions(),
              fs::perms::owner_read | fs::perms::owner_write);
}

TEST(Handover, is_the_first_poll_of_the_feed_and_makes_no_request_A44) {
    StateDirectory const state;
    boost::asio::io_context io{1};
    ManualClock clock{start + 10s};
    store::Store store(state.path, clock.now());
    FakeHttp http;
    engine::Rooms const rooms{
        clock, store, http, [](std::exception_ptr const&) {}, [] { return 0.5; }, [] {}, [](Instant) { return 0s; },
        {}};
    std::vector<Subscription> feeds(1);
    feeds[0].url = url;
    store.enlist(feeds, clock.now());
    engine::hand_over(state.path, url, document());

    engine::Outage outage;
    engine::FeedsAt const nobody_else = [](std::string const&) { return std::vector<FeedId>{}; };
    std::vector<engine::Polled> polled;
    boost::asio::co_spawn(
        io, engine::poll(feeds, rooms, nobody_else, outage, 5s),
        [&](std::exception_ptr const&, std::vector<engine::Polled> outcome) { polled = std::move(outcome); });
    io.run();

    EXPECT_TRUE(http.requests.empty());
    ASSERT_EQ(polled.size(), 1U);
    EXPECT_EQ(polled[0].new_items, 2U);
    auto const known = store.known(feeds[0].id);
    ASSERT_TRUE(known);
    EXPECT_EQ(known->validators.etag, "W/\"x y\"");
    EXPECT_EQ(known->title, "Blog");
    EXPECT_TRUE(known->next_poll);
}

}  // namespace
}  // namespace feedherald::tests
