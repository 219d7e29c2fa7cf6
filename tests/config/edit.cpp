// SPDX-License-Identifier: MIT
#include "config/edit.hpp"

#include "config/config_directory.hpp"
#include "config/replace_file.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <sys/stat.h>

namespace feedherald::config {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

constexpr char two_feeds[] =
    "# mine\n[[feed]]\nurl = \"https://a.example/\"\n\n[[feed]]\nurl = \"https://b.example/\" # b\n";

NewFeed const c{"https://c.example/", "C", {}, {}};

boost::system::result<Edit, Refusal> add_c(ConfigDirectory const& directory) {
    return add_feeds(directory.path("config.toml"), {&c, 1});
}

boost::system::result<std::vector<Edit>, Refusal> remove_b(ConfigDirectory const& directory) {
    std::vector<fs::path> const files{directory.path("config.toml")};
    std::vector<std::string> const urls{"https://b.example/"};
    return remove_feeds(files, urls);
}

std::string slurp(fs::path const& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

mode_t mode_of(fs::path const& file) {
    struct stat about {};
    EXPECT_EQ(::stat(file.c_str(), &about), 0);
    return about.st_mode & 07777U;
}

TEST(Edit, adds_at_the_end_of_the_main_file_and_takes_out_again) {
    ConfigDirectory const directory(two_feeds);

    auto const edit = add_c(directory);

    ASSERT_TRUE(edit);
    EXPECT_EQ(edit->file, directory.path("config.toml"));
    EXPECT_EQ(edit->text, std::string(two_feeds) + "\n[[feed]]\nurl = \"https://c.example/\"\nname = \"C\"\n");
    auto const removed = remove_b(directory);
    ASSERT_TRUE(removed);
    ASSERT_EQ(removed->size(), 1U);
    EXPECT_EQ(removed->front().text, "# mine\n[[feed]]\nurl = \"https://a.example/\"\n");
}

TEST(Edit, leaves_a_linked_file_to_the_tool_that_made_the_link) {
    ConfigDirectory const directory;
    directory.write("store/config.toml", two_feeds);
    fs::create_symlink(directory.path("store/config.toml"), directory.path("config.toml"));

    auto const edit = add_c(directory);
    ASSERT_TRUE(edit);
    EXPECT_EQ(edit->file, directory.path("feeds.d/added.toml"));
    EXPECT_THAT(edit->remark, HasSubstr("is a link to"));

    auto const removed = remove_b(directory);
    ASSERT_FALSE(removed);
    EXPECT_THAT(removed.error().reason, HasSubstr("https://b.example/, lines 5 to 6"));
}

TEST(Edit, refuses_with_the_words_to_do_it_by_hand_where_nothing_can_be_written) {
    ConfigDirectory const directory(two_feeds);
    directory.write("feeds.d/added.toml", "");
    for (auto const* const name : {"config.toml", "feeds.d/added.toml"})
        fs::permissions(directory.path(name), fs::perms::owner_read);

    auto const edit = add_c(directory);

    ASSERT_FALSE(edit);
    EXPECT_THAT(edit.error().reason, HasSubstr("config.toml is read-only"));
    EXPECT_THAT(edit.error().reason, HasSubstr("[[feed]]\nurl = \"https://c.example/\"\nname = \"C\"\n"));
    EXPECT_FALSE(remove_b(directory));
}

TEST(Edit, puts_no_table_behind_an_inline_array) {
    ConfigDirectory const directory("feed = [{ url = \"https://b.example/\" }]\n");

    EXPECT_EQ(add_c(directory)->file, directory.path("feeds.d/added.toml"));
    EXPECT_THAT(remove_b(directory).error().reason, HasSubstr("line 1"));
}

TEST(ReplaceFile, keeps_the_mode_and_leaves_nothing_beside_it) {
    ConfigDirectory const directory(two_feeds);
    auto const file = directory.path("config.toml");
    fs::permissions(file, static_cast<fs::perms>(0640));

    replace_file(file, "new\n");

    EXPECT_EQ(slurp(file), "new\n");
    EXPECT_EQ(mode_of(file), 0640U);
    EXPECT_EQ(std::distance(fs::directory_iterator(file.parent_path()), {}), 1);
}

TEST(ReplaceFile, makes_what_is_not_there_for_its_owner_alone) {
    ConfigDirectory const directory;
    auto const file = directory.path("a/b/config.toml");

    replace_file(file, "x");

    EXPECT_EQ(mode_of(file), 0600U);
    EXPECT_EQ(mode_of(file.parent_path()), 0700U);
}

TEST(ReplaceFile, that_fails_leaves_the_old_one) {
    ConfigDirectory const directory;
    fs::create_directories(directory.path("config.toml/in_the_way"));

    EXPECT_THROW(replace_file(directory.path("config.toml"), "x"), std::system_error);
    EXPECT_TRUE(fs::exists(directory.path("config.toml/in_the_way")));
    EXPECT_EQ(std::distance(fs::directory_iterator(directory.path("")), {}), 1);
}

TEST(Load, tries_an_edit_before_it_is_written) {
    ConfigDirectory const directory(two_feeds);
    Surroundings surroundings;
    surroundings.environment = [](auto const&) { return std::nullopt; };
    surroundings.pattern_error = surroundings.template_error = [](auto) { return std::nullopt; };
    auto const edit = add_c(directory);
    surroundings.edited.emplace(directory.path("feeds.d/added.toml"), "[[feed]]\nurl = \"https://d.example/\"\n");
    surroundings.edited.emplace(edit->file, edit->text);

    auto const loaded = load(directory.path("config.toml"), surroundings);

    ASSERT_TRUE(loaded);
    EXPECT_EQ(loaded->settings.feeds.size(), 4U);
    EXPECT_EQ(must_load(directory).settings.feeds.size(), 2U);
}

TEST(Load, takes_a_missing_file_for_an_empty_one_only_where_it_may) {
    ConfigDirectory const directory;
    Surroundings surroundings;
    surroundings.environment = [](auto const&) { return std::nullopt; };
    surroundings.pattern_error = surroundings.template_error = [](auto) { return std::nullopt; };
    EXPECT_FALSE(load(directory.path("config.toml"), surroundings));

    surroundings.may_be_missing = true;
    auto const loaded = load(directory.path("config.toml"), surroundings);

    ASSERT_TRUE(loaded);
    EXPECT_FALSE(loaded->defaults.fetch->user_agent.empty());
    EXPECT_EQ(loaded->defaults.alerts->to.size(), 1U);
}

}  // namespace
}  // namespace feedherald::config
