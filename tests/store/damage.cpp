// SPDX-License-Identifier: MIT
// A damaged database is renamed and a new one begun, whenever the damage shows.
#include "store/sample.hpp"

#include <fstream>

#include <gmock/gmock.h>

namespace feedherald::store {
namespace {

using testing::HasSubstr;

void fill(std::filesystem::path const& directory, int feeds = 200) {
    Store store(directory, noon);
    std::vector<std::string> urls;
    for (int n = 0; n < feeds; ++n) urls.push_back("https://example.org/" + std::to_string(n));
    for (auto const& state : enlist_all(store, urls)) {
        PollRecord poll{state, {}, {owed_to(state, {"phone"})}, {}};
        for (int n = 0; n < 10; ++n) poll.seen.push_back(seen_item(n));
        store.record(poll, noon);
    }
}

void overwrite(std::filesystem::path const& file, std::streamoff at, std::size_t length) {
    std::fstream stream(file, std::ios::in | std::ios::out | std::ios::binary);
    stream.seekp(at);
    stream << std::string(length, '\xA5');
}

void expect_begun_anew(Directory const& directory) {
    Store store(directory.path(), noon);
    EXPECT_THAT(store.set_aside().string(), HasSubstr("state.db.corrupt-2026-11-22"));
    EXPECT_TRUE(std::filesystem::exists(store.set_aside()));
    EXPECT_TRUE(store.all_feeds().empty());
    EXPECT_EQ(enlist_one(store).health, Health::fresh);
}

TEST(DamagedStore, that_is_no_database_is_set_aside) {
    Directory directory;
    std::ofstream(directory.database()) << std::string(100'000, 'x');

    expect_begun_anew(directory);
}

TEST(DamagedStore, with_broken_pages_is_set_aside) {
    Directory directory;
    fill(directory.path());

    overwrite(directory.database(), 8192, 60'000);

    expect_begun_anew(directory);
}

TEST(DamagedStore, that_was_cut_short_is_set_aside) {
    Directory directory;
    fill(directory.path());

    std::filesystem::resize_file(directory.database(), std::filesystem::file_size(directory.database()) / 2);

    expect_begun_anew(directory);
}

TEST(DamagedStore, twice_on_one_day_keeps_both_files) {
    Directory directory;
    std::ofstream(directory.database()) << std::string(9000, 'x');
    { Store first(directory.path(), noon); }
    std::ofstream(directory.database()) << std::string(9000, 'y');

    Store second(directory.path(), noon);

    int kept = 0;
    for (auto const& entry : std::filesystem::directory_iterator(directory.path()))
        kept += entry.path().filename().string().find(".corrupt-") != std::string::npos;
    EXPECT_EQ(kept, 2);
}

// Whatever page is hit: the store opens, or sets the file aside, or finds out while in use and sets it aside then.
TEST(DamagedStore, is_survived_at_every_page) {
    Directory original;
    fill(original.path(), 40);
    auto const size = std::filesystem::file_size(original.database());
    for (std::uintmax_t page = 0; page < size / 4096; ++page) {
        SCOPED_TRACE(page);
        Directory directory;
        std::filesystem::copy_file(original.database(), directory.database());
        overwrite(directory.database(), static_cast<std::streamoff>(page * 4096), 4096);

        expect_begun_anew(directory);
    }
}

// A file too large for a look at every page: the damage shows when the items of a feed are asked for.
TEST(DamagedStore, found_in_use_is_set_aside_and_says_so) {
    Directory directory;
    {
        Store store(directory.path(), noon);
        auto const state = enlist_one(store);
        PollRecord poll{state, {}, {}, {}};
        for (int n = 0; n < 250'000; ++n) poll.seen.push_back(seen_item(n));
        store.record(poll, noon);
    }
    auto const size = static_cast<std::streamoff>(std::filesystem::file_size(directory.database()));
    ASSERT_GT(size, 16 * 1024 * 1024);
    overwrite(directory.database(), size / 2, 1024 * 1024);
    Store store(directory.path(), noon);
    auto const state = enlist_one(store);
    ASSERT_TRUE(store.set_aside().empty());

    EXPECT_THROW((void)store.seen(state.id), Damaged);

    EXPECT_TRUE(std::filesystem::exists(store.set_aside()));
    EXPECT_FALSE(std::filesystem::exists(directory.database()));
    EXPECT_THROW((void)store.all_feeds(), Damaged) << "it is of no use any more";
}

}  // namespace
}  // namespace feedherald::store
