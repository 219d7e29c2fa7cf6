// SPDX-License-Identifier: MIT
// What is made for its owner alone is so from the start, and what others have laid in the way is refused.
#include "base/private_files.hpp"

#include <fstream>
#include <string>

#include <gmock/gmock.h>
#include <stdlib.h>
#include <unistd.h>

namespace feedherald {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class PrivateFiles : public testing::Test {
  protected:
    void SetUp() override {
        std::string pattern = fs::temp_directory_path() / "feedherald-private-XXXXXX";
        ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
        root = pattern;
        old_mask = ::umask(0);
    }
    void TearDown() override {
        ::umask(old_mask);
        fs::remove_all(root);
    }
    static mode_t mode_of(fs::path const& path) {
        struct stat about {};
        EXPECT_EQ(::lstat(path.c_str(), &about), 0) << path;
        return about.st_mode & 07777U;
    }
    static std::string refusal(fs::path const& file) {
        try {
            make_private_file(file);
        } catch (std::runtime_error const& error) {
            return error.what();
        }
        return "";
    }
    fs::path root;
    mode_t old_mask = 0;
};

TEST_F(PrivateFiles, are_their_owners_alone_whatever_the_umask) {
    make_private_directories(root / "a" / "b");
    make_private_file(root / "a" / "b" / "file");

    EXPECT_EQ(mode_of(root / "a"), 0700U);
    EXPECT_EQ(mode_of(root / "a" / "b"), 0700U);
    EXPECT_EQ(mode_of(root / "a" / "b" / "file"), 0600U);
}

TEST_F(PrivateFiles, leave_directories_that_are_there_and_links_to_them_as_they_are) {
    fs::create_directory(root / "real");
    fs::permissions(root / "real", fs::perms(0755));
    fs::create_directory_symlink(root / "real", root / "link");

    make_private_directories(root / "link" / "new");

    EXPECT_EQ(mode_of(root / "real"), 0755U);
    EXPECT_TRUE(fs::is_symlink(root / "link"));
    EXPECT_EQ(mode_of(root / "real" / "new"), 0700U);
}

TEST_F(PrivateFiles, are_narrowed_where_they_were_open_and_keep_what_they_hold) {
    std::ofstream(root / "file") << "text";
    ASSERT_EQ(mode_of(root / "file"), 0666U);

    make_private_file(root / "file");

    EXPECT_EQ(mode_of(root / "file"), 0600U);
    EXPECT_EQ(fs::file_size(root / "file"), 4U);
}

TEST_F(PrivateFiles, are_no_links_and_no_pipes) {
    std::ofstream(root / "victim") << "text";
    fs::create_symlink(root / "victim", root / "link");
    fs::create_symlink(root / "nowhere", root / "dangling");
    ASSERT_EQ(::mkfifo((root / "pipe").c_str(), 0600), 0);

    EXPECT_THAT(refusal(root / "link"), HasSubstr("link is a symbolic link"));
    EXPECT_THAT(refusal(root / "dangling"), HasSubstr("dangling is a symbolic link"));
    EXPECT_THAT(refusal(root / "pipe"), HasSubstr("pipe is not a regular file"));
    EXPECT_EQ(mode_of(root / "victim"), 0666U);
    EXPECT_FALSE(fs::exists(root / "nowhere"));
}

TEST_F(PrivateFiles, are_not_those_of_another_user) {
    std::ofstream(root / "file") << "text";
    // Only root can give a file away; for anybody else there is one of root's.
    bool const is_given = ::chown((root / "file").c_str(), 4242, 4242) == 0;
    auto const foreign = is_given ? root / "file" : fs::path("/etc/passwd");
    auto const mode = mode_of(foreign);

    EXPECT_THAT(refusal(foreign), HasSubstr(foreign.string() + (is_given ? " belongs to another user" : "")));
    EXPECT_EQ(mode_of(foreign), mode);
}

TEST_F(PrivateFiles, are_in_danger_where_others_can_write_in_their_directory) {
    for (auto const mode : {0700, 0755, 0711}) {
        fs::permissions(root, fs::perms(mode));
        EXPECT_FALSE(danger_in(root)) << mode;
    }
    for (auto const mode : {0770, 0702, 01777}) {
        fs::permissions(root, fs::perms(mode));
        ASSERT_TRUE(danger_in(root)) << mode;
        EXPECT_EQ(danger_in(root)->what, root.string() + " can be written by others");
    }
    EXPECT_FALSE(danger_in(root / "nowhere"));
}

TEST(OthersMay, do_what_the_mode_lets_all_do_or_a_foreign_group) {
    struct Case {
        mode_t mode;
        bool own_group;
        bool read;
        bool write;
    };
    for (auto const& c :
         {Case{0600, false, false, false}, Case{0644, true, true, false}, Case{0640, true, false, false},
          Case{0640, false, true, false}, Case{0660, true, false, false}, Case{0620, false, false, true},
          Case{0602, true, false, true}, Case{0666, true, true, true}, Case{0711, false, false, false}}) {
        SCOPED_TRACE(testing::Message() << std::oct << c.mode << " " << c.own_group);
        struct stat about {};
        about.st_mode = S_IFREG | c.mode;
        about.st_gid = c.own_group ? ::getegid() : ::getegid() + 1;

        auto const others = others_may(about);

        EXPECT_EQ(others.read, c.read);
        EXPECT_EQ(others.write, c.write);
    }
    EXPECT_FALSE(others_may("/nowhere/at/all").read);
}

}  // namespace
}  // namespace feedherald
