// SPDX-License-Identifier: MIT
#include "engine/file_watch.hpp"

#include "engine/nursery.hpp"

#include <fstream>
#include <functional>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

namespace feedherald::engine {
namespace {

using namespace std::chrono_literals;

/** A directory that is watched for config.toml, and the number of bursts that were noticed. */
class WatchedDirectory : public testing::Test {
  protected:
    WatchedDirectory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "feedherald-watch-XXXXXX").string();
        directory_ = ::mkdtemp(pattern.data());
        auto const matters = [this](std::filesystem::path const& entry) {
            return entry == directory_ / "config.toml" || entry == directory_ / "feeds.d" || entry == target() ||
                   entry == directory_ / "feeds.d" / "more.toml";
        };
        Directories const directories = [this] {
            return std::vector{directory_, directory_ / "feeds.d", target().parent_path()};
        };
        auto const changed = [this] { ++bursts_; };
        nursery_.spawn(watch_files(directories, matters, changed),
                       [](std::exception_ptr error) { std::rethrow_exception(error); });
        io_.poll();
    }
    ~WatchedDirectory() override {
        nursery_.cancel();
        io_.restart();
        io_.run();
        std::error_code ignored;
        std::filesystem::remove_all(directory_, ignored);
    }

    /** What config.toml leads to now. */
    [[nodiscard]] std::filesystem::path target() const {
        return std::filesystem::weakly_canonical(directory_ / "config.toml");
    }
    void write(std::string const& name) { std::ofstream(directory_ / name) << "x"; }
    /** Runs until that many bursts were noticed, or until it is clear that they will not be. */
    void run_for_bursts(int bursts, std::chrono::milliseconds at_most = 5s) {
        auto const end = std::chrono::steady_clock::now() + at_most;
        io_.restart();
        while (bursts_ < bursts && std::chrono::steady_clock::now() < end) io_.run_one_for(50ms);
    }

    std::filesystem::path directory_;
    boost::asio::io_context io_{1};
    Nursery nursery_{io_.get_executor()};
    int bursts_ = 0;
};

TEST_F(WatchedDirectory, notices_a_file_that_is_written_and_one_that_is_replaced) {
    write("config.toml");
    run_for_bursts(1);
    EXPECT_EQ(bursts_, 1);

    write("config.toml.new");
    std::filesystem::rename(directory_ / "config.toml.new", directory_ / "config.toml");
    run_for_bursts(2);
    EXPECT_EQ(bursts_, 2);
}

TEST_F(WatchedDirectory, makes_one_of_a_burst) {
    for (int i = 0; i < 20; ++i) write("config.toml");
    run_for_bursts(2, 1s);
    EXPECT_EQ(bursts_, 1);
}

TEST_F(WatchedDirectory, passes_over_what_does_not_matter) {
    write("config.toml.swp");
    run_for_bursts(1, 600ms);
    EXPECT_EQ(bursts_, 0);
}

TEST_F(WatchedDirectory, watches_a_directory_that_appears_later) {
    std::filesystem::create_directory(directory_ / "feeds.d");
    run_for_bursts(1);
    write("feeds.d/more.toml");
    run_for_bursts(2);
    EXPECT_EQ(bursts_, 2);
}

TEST_F(WatchedDirectory, follows_a_link_that_is_made_to_lead_elsewhere) {
    for (auto const* place : {"one", "two"}) {
        std::filesystem::create_directory(directory_ / place);
        write(std::string(place) + "/c");
    }
    std::filesystem::create_symlink("one/c", directory_ / "config.toml");
    run_for_bursts(1);
    std::filesystem::create_symlink("two/c", directory_ / "new");
    std::filesystem::rename(directory_ / "new", directory_ / "config.toml");
    run_for_bursts(2);

    write("two/c");
    run_for_bursts(3);
    EXPECT_EQ(bursts_, 3);
    write("one/c");
    run_for_bursts(4, 600ms);
    EXPECT_EQ(bursts_, 3) << "nothing leads there any more";
}

TEST_F(WatchedDirectory, notices_another_directory_under_the_same_name) {
    std::filesystem::create_directory(directory_ / "feeds.d");
    run_for_bursts(1);
    for (int bursts : {2, 4}) {
        std::filesystem::rename(directory_ / "feeds.d", directory_ / ("old" + std::to_string(bursts)));
        std::filesystem::create_directory(directory_ / "feeds.d");
        write("feeds.d/more.toml");
        run_for_bursts(bursts);
        EXPECT_EQ(bursts_, bursts);

        write("feeds.d/more.toml");
        run_for_bursts(bursts + 1);
        EXPECT_EQ(bursts_, bursts + 1);
    }
}

TEST_F(WatchedDirectory, notices_what_a_directory_brings_that_comes_and_comes_again) {
    auto const elsewhere = directory_ / "later" / "deep";
    Nursery more{io_.get_executor()};
    int found = 0;
    std::function<bool(std::filesystem::path const&)> const is_feed = [](auto const& entry) {
        return entry.filename() == "a.xml";
    };
    Directories const directories = [elsewhere] { return std::vector{elsewhere}; };
    more.spawn(watch_files(directories, is_feed, [&] { ++found; }),
               [](std::exception_ptr error) { std::rethrow_exception(error); });
    io_.poll();
    for (int round = 1; round <= 2; ++round) {
        std::filesystem::create_directories(elsewhere);
        std::ofstream(elsewhere / "a.xml") << "x";
        auto const end = std::chrono::steady_clock::now() + 5s;
        io_.restart();
        while (found < 2 * round - 1 && std::chrono::steady_clock::now() < end) io_.run_one_for(50ms);
        EXPECT_EQ(found, 2 * round - 1) << "it has come";
        std::filesystem::remove_all(directory_ / "later");
        while (found < 2 * round && std::chrono::steady_clock::now() < end) io_.run_one_for(50ms);
        EXPECT_EQ(found, 2 * round) << "it has gone";
    }
    more.cancel();
    io_.restart();
    io_.poll();
}

}  // namespace
}  // namespace feedherald::engine
