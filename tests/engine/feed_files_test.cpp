// SPDX-License-Identifier: MIT
#include "engine/feed_files.hpp"

#include "engine/read_file.hpp"
#include "engine/world.hpp"

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace feedherald::tests {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

struct Directory {
    Directory() {
        std::string pattern = (std::filesystem::temp_directory_path() / "feedherald-files-XXXXXX").string();
        path = ::mkdtemp(pattern.data());
    }
    ~Directory() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    std::filesystem::path path;
};

TEST(FeedFiles, are_the_enabled_file_feeds_under_every_name_they_have) {
    Directory const directory;
    std::ofstream{directory.path / "real feed.xml"} << "x";
    std::filesystem::create_symlink(directory.path / "real feed.xml", directory.path / "link.xml");
    std::vector<Subscription> subs(4);
    subs[0].url = "file://" + directory.path.string() + "/link.xml";
    subs[1].url = "https://feeds.example/rss";
    subs[2].url = "file://" + directory.path.string() + "/real%20feed.xml";
    subs[3].url = "file:///x";
    subs[3].enabled = false;
    std::vector<std::string> names;
    for (auto const& file : engine::feed_files(subs)) names.push_back(file.path.filename());
    EXPECT_THAT(names, ElementsAre("link.xml", "real feed.xml", "real feed.xml"));
}

TEST(FeedFiles, a_post_that_a_local_program_writes_is_alerted_within_a_second) {
    Directory const directory;
    auto const file = directory.path / "feed.xml";
    Publisher publisher("Local");
    auto const write = [&](std::string const& id) {
        publisher.publish(id, "post " + id);
        std::ofstream{directory.path / "next"} << publisher.document();
        std::filesystem::rename(directory.path / "next", file);
    };
    write("1");
    World world;
    world.subscribe("file://" + file.string());
    world.begin();
    world.run_for(1s);

    write("2");
    auto const written = std::chrono::steady_clock::now();
    while (world.received["desktop"].titles().empty() && std::chrono::steady_clock::now() < written + 10s) {
        world.io.restart();
        world.io.run_one_for(20ms);
        world.run_for(0s);
    }
    EXPECT_THAT(world.received["desktop"].titles(), ElementsAre("post 2"));
    EXPECT_LT(std::chrono::steady_clock::now() - written, 1s);
}

TEST(ReadFile, does_not_take_the_path_before_a_zero_byte_for_the_one_that_is_meant) {
    Directory const directory;
    auto const file = directory.path / "feed.xml";
    std::ofstream{file} << "<rss/>";
    Uri uri;
    uri.scheme = "file";
    uri.target = file.string();
    EXPECT_TRUE(std::holds_alternative<Document>(engine::read_file(uri, {}, mib(1), start)));
    uri.target += "%00.html";
    EXPECT_TRUE(std::holds_alternative<FetchFailure>(engine::read_file(uri, {}, mib(1), start)));
}

}  // namespace
}  // namespace feedherald::tests
