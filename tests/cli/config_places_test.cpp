// SPDX-License-Identifier: MIT
#include "cli/config_places.hpp"

#include "cli/program.hpp"

#include <gmock/gmock.h>

namespace feedherald::tests {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::IsSupersetOf;

TEST(ConfigPlaces, are_the_file_its_feeds_and_the_directory_that_could_be_another) {
    TemporaryHome const home;
    auto const directory = fs::canonical(home.path()) / ".config" / "feedherald";
    home.write(".config/feedherald/config.toml", "");

    auto const places = cli::config_places(directory / "config.toml");

    EXPECT_THAT(places.directories, IsSupersetOf({directory, directory / "feeds.d", directory.parent_path()}));
    EXPECT_TRUE(places.matter(directory / "config.toml"));
    EXPECT_TRUE(places.matter(directory / "feeds.d"));
    EXPECT_TRUE(places.matter(directory / "feeds.d" / "a.toml"));
    EXPECT_TRUE(places.matter(directory));
    EXPECT_FALSE(places.matter(directory / "config.toml.swp"));
    EXPECT_FALSE(places.matter(directory.parent_path() / "other.toml"));
}

TEST(ConfigPlaces, lead_over_every_link_to_what_is_written) {
    TemporaryHome const home;
    auto const root = fs::canonical(home.path());
    home.write("store/2/c", "");
    home.write("store/2/feed", "");
    home.write("dotfiles/feedherald/feeds.d/x", "");
    fs::create_symlink("2", root / "store" / "now");
    fs::create_symlink(root / "store" / "now" / "c", root / "hop");
    fs::create_symlink("../../hop", root / "dotfiles" / "feedherald" / "config.toml");
    fs::create_symlink("../../../store/2/feed", root / "dotfiles" / "feedherald" / "feeds.d" / "a.toml");
    fs::create_directory(root / ".config");
    fs::create_symlink("../dotfiles/feedherald", root / ".config" / "feedherald");

    auto const places = cli::config_places(root / ".config" / "feedherald" / "config.toml");

    EXPECT_THAT(places.entries,
                IsSupersetOf({root / ".config" / "feedherald", root / "dotfiles" / "feedherald",
                              root / "dotfiles" / "feedherald" / "config.toml", root / "hop", root / "store" / "now",
                              root / "store" / "2" / "c", root / "store" / "2" / "feed"}));
    EXPECT_THAT(places.directories, Contains(root / "store" / "2"));
}

TEST(ConfigPlaces, end_where_links_lead_in_a_circle_or_nowhere) {
    TemporaryHome const home;
    auto const root = fs::canonical(home.path());
    fs::create_symlink("b", root / "a");
    fs::create_symlink("a", root / "b");
    fs::create_symlink("nowhere/c", root / "c");

    EXPECT_TRUE(cli::config_places(root / "a").matter(root / "b"));
    EXPECT_TRUE(cli::config_places(root / "c").matter(root / "nowhere" / "c"));
}

}  // namespace
}  // namespace feedherald::tests
