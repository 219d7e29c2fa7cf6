// SPDX-License-Identifier: MIT
// Opening a state directory: modes, the lock, versions, and what cannot be written.
#include "base/tests_folder.hpp"
#include "store/sample.hpp"

#include <fstream>
#include <iterator>

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace feedherald::store {
namespace {

using testing::AllOf;
using testing::HasSubstr;

mode_t mode_of(std::filesystem::path const& path) {
    struct stat status {};
    EXPECT_EQ(::stat(path.c_str(), &status), 0) << path;
    return status.st_mode & 07777U;
}

std::string failure_to_open(std::filesystem::path const& directory) {
    try {
        Store store(directory, noon);
    } catch (std::runtime_error const& failure) {
        return failure.what();
    }
    return "";
}

void run_sql(std::filesystem::path const& file, char const* sql) {
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(file.c_str(), &connection), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(connection, sql, nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(connection);
    sqlite3_close(connection);
}

TEST(OpenStore, makes_private_directories_and_files) {
    Directory directory;
    auto const old = ::umask(0);
    auto const deep = directory.path() / "a" / "b";

    Store store(deep, noon);
    enlist_one(store);
    ::umask(old);

    EXPECT_EQ(mode_of(directory.path() / "a"), 0700U);
    EXPECT_EQ(mode_of(deep), 0700U);
    EXPECT_EQ(mode_of(deep / "state.db"), 0600U);
    EXPECT_EQ(mode_of(deep / "state.db-wal"), 0600U);
    EXPECT_EQ(mode_of(deep / "lock"), 0600U);
    EXPECT_TRUE(store.set_aside().empty());
}

TEST(OpenStore, closes_the_file_to_others_when_it_was_open) {
    Directory directory;
    { Store store(directory.path(), noon); }
    std::filesystem::permissions(directory.database(), std::filesystem::perms(0644));

    Store store(directory.path(), noon);

    EXPECT_EQ(mode_of(directory.database()), 0600U);
}

TEST(OpenStore, names_the_process_that_holds_it) {
    Directory directory;
    Store store(directory.path(), noon);

    EXPECT_THAT(failure_to_open(directory.path()),
                AllOf(HasSubstr(directory.path().string()), HasSubstr("process " + std::to_string(::getpid()))));
}

TEST(OpenStore, takes_over_from_a_process_that_was_killed) {
    Directory directory;
    auto const child = ::fork();
    if (child == 0) {
        auto* abandoned = new Store(directory.path(), noon);
        enlist_one(*abandoned, "https://killed.example/");
        ::_exit(0);  // no destructor runs
    }
    ASSERT_EQ(::waitpid(child, nullptr, 0), child);

    Store store(directory.path(), noon);

    EXPECT_EQ(store.all_feeds().at(0).url, "https://killed.example/");
}

TEST(OpenStore, says_what_to_do_about_a_directory_that_cannot_be_made) {
    Directory directory;
    std::ofstream(directory.path() / "file") << "not a directory";

    auto const message = failure_to_open(directory.path() / "file" / "state");

    EXPECT_THAT(message, AllOf(HasSubstr(directory.path().string()), HasSubstr("[state] directory")));
}

TEST(OpenStore, follows_no_link_to_another_file) {
    Directory directory;
    Directory elsewhere;
    auto const victim = elsewhere.path() / "victim";
    std::ofstream(victim) << "not ours";
    std::filesystem::permissions(victim, std::filesystem::perms(0644));
    std::filesystem::create_symlink(victim, directory.database());

    EXPECT_THAT(failure_to_open(directory.path()),
                AllOf(HasSubstr(directory.database().string()), HasSubstr("symbolic link")));

    EXPECT_EQ(mode_of(victim), 0644U);
    EXPECT_EQ(std::filesystem::file_size(victim), 8U);
    EXPECT_TRUE(std::filesystem::is_symlink(directory.database()));
}

TEST(OpenStore, takes_no_link_for_its_lock) {
    Directory directory;
    Directory elsewhere;
    auto const victim = elsewhere.path() / "victim";
    std::ofstream(victim) << "not ours";
    std::filesystem::create_symlink(victim, directory.path() / "lock");

    EXPECT_THAT(failure_to_open(directory.path()), HasSubstr("symbolic link"));

    EXPECT_EQ(std::filesystem::file_size(victim), 8U);
}

TEST(OpenStore, refuses_a_directory_in_which_others_can_write) {
    for (auto const mode : {0770, 0707, 0777, 01777}) {
        Directory directory;
        std::filesystem::permissions(directory.path(), std::filesystem::perms(mode));

        EXPECT_THAT(failure_to_open(directory.path()),
                    AllOf(HasSubstr(directory.path().string()), HasSubstr("chmod go-w")));
        EXPECT_FALSE(std::filesystem::exists(directory.database()));
    }
}

TEST(OpenStore, refuses_a_directory_of_another_user) {
    Directory directory;
    // Only root can give one away; for anybody else there is one of root's.
    bool const is_given = ::chown(directory.path().c_str(), 4242, 4242) == 0;
    auto const foreign = is_given ? directory.path() : std::filesystem::path("/");

    EXPECT_THAT(failure_to_open(foreign), AllOf(HasSubstr(foreign.string()), HasSubstr("another user")));
}

TEST(OpenStore, takes_a_directory_that_others_can_read_and_a_link_to_one) {
    Directory directory;
    Directory links;
    std::filesystem::permissions(directory.path(), std::filesystem::perms(0755));
    std::filesystem::create_directory_symlink(directory.path(), links.path() / "state");

    Store store(links.path() / "state", noon);

    EXPECT_EQ(mode_of(directory.database()), 0600U);
}

class EarlierSchema : public testing::TestWithParam<int> {};

// A-40: validators, seen-set and due times survive an upgrade of the program, and so does what is owed.
TEST_P(EarlierSchema, is_taken_over_with_all_it_holds_A40) {
    Directory directory;
    std::ifstream file(test::tests_folder() / ("store/schema_" + std::to_string(GetParam()) + ".sql"));
    std::string const sql{std::istreambuf_iterator<char>(file), {}};
    run_sql(directory.database(), sql.c_str());

    Store store(directory.path(), noon);

    ASSERT_TRUE(store.set_aside().empty());
    auto const state = store.all_feeds().at(0);
    EXPECT_EQ(state.url, "https://old.example/feed");
    EXPECT_EQ(state.validators.etag, "W/\"1\"");
    EXPECT_EQ(state.validators.last_modified, "Sun, 22 Nov 2026 11:00:00 GMT");
    EXPECT_EQ(state.cache.cache_control, "max-age=600");
    EXPECT_EQ(state.next_poll, state.last_polled.value() + 1h);
    EXPECT_EQ(state.published, (std::vector<Instant>{noon - 1h, noon - 2h}));
    EXPECT_EQ(state.move.to, GetParam() < 2 ? "" : "https://new.example/feed");
    EXPECT_EQ(state.habits.not_modified, GetParam() < 2 ? 0 : 4);
    EXPECT_EQ(state.may_have_missed, GetParam() < 3 ? std::nullopt : std::optional{noon - 1h});
    EXPECT_EQ(store.items_known(state.id), 2U);
    EXPECT_EQ(store.decision(state.id, mark(1)).value().reason, "new");
    EXPECT_EQ(store.muted_until(state.id, noon), noon + 24h);
    EXPECT_TRUE(store.stays_disabled(SinkName{"hook"}, "fingerprint"));
    EXPECT_EQ(titles_of(store.due(phone, noon, 10)), std::vector<std::string>{"Still owed"});
}

INSTANTIATE_TEST_SUITE_P(Every, EarlierSchema, testing::Values(1, 2, 3));

TEST(OpenStore, has_a_dump_of_every_schema_before_its_own) {
    Directory directory;
    { Store store(directory.path(), noon); }
    sqlite3* connection = nullptr;
    ASSERT_EQ(sqlite3_open(directory.database().c_str(), &connection), SQLITE_OK);
    sqlite3_stmt* statement = nullptr;
    ASSERT_EQ(sqlite3_prepare_v2(connection, "PRAGMA user_version", -1, &statement, nullptr), SQLITE_OK);
    ASSERT_EQ(sqlite3_step(statement), SQLITE_ROW);
    auto const own = sqlite3_column_int(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(connection);

    for (int schema = 1; schema < own; ++schema)
        EXPECT_TRUE(std::filesystem::exists(test::tests_folder() / ("store/schema_" + std::to_string(schema) + ".sql")))
            << "a migration was added: dump a state that the program before it wrote, and try it above";
}

TEST(OpenStore, refuses_a_newer_schema_and_leaves_it_alone) {
    Directory directory;
    { Store store(directory.path(), noon); }
    run_sql(directory.database(), "PRAGMA user_version = 99");

    EXPECT_THAT(failure_to_open(directory.path()), AllOf(HasSubstr("newer feedherald"), HasSubstr("schema 99")));
    EXPECT_THAT(failure_to_open(directory.path()), HasSubstr("newer")) << "still there";
}

TEST(OpenStore, refuses_a_database_of_another_program) {
    Directory directory;
    run_sql(directory.database(), "PRAGMA application_id = 77; CREATE TABLE t (x)");

    EXPECT_THAT(failure_to_open(directory.path()), HasSubstr("not a feedherald state"));
}

TEST(OpenStore, makes_the_database_in_a_file_that_is_empty) {
    Directory directory;
    std::ofstream{directory.database()};

    Store store(directory.path(), noon);

    EXPECT_TRUE(store.set_aside().empty());
    EXPECT_EQ(enlist_one(store).failures, 0);
}

TEST(ReadStore, sees_what_a_running_daemon_wrote_and_changes_nothing) {
    Directory directory;
    Store daemon(directory.path(), noon);
    owe_titles(daemon, enlist_one(daemon), {"one"});

    auto const reader = Store::for_reading(directory.path());

    ASSERT_TRUE(reader);
    EXPECT_EQ(reader->history(9, std::nullopt).size(), 1U);
    EXPECT_THROW(reader->set_note("a", "b"), std::runtime_error);
}

TEST(ReadStore, sees_what_a_stopped_daemon_wrote) {
    Directory directory;
    {
        Store daemon(directory.path(), noon);
        enlist_one(daemon);
    }

    EXPECT_EQ(Store::for_reading(directory.path())->all_feeds().size(), 1U);
}

// A read-only disk or the directory of another user; chmod would not stop root, this stops SQLite in the same way.
TEST(ReadStore, sees_the_state_where_nothing_can_be_made_beside_it) {
    Directory directory;
    auto const odd = directory.path() / "100% odd?#";
    {
        Store daemon(odd, noon);
        enlist_one(daemon);
    }
    std::filesystem::create_symlink("nowhere", odd / "state.db-shm");
    std::filesystem::create_symlink("nowhere", odd / "state.db-wal");

    auto const reader = Store::for_reading(odd);

    ASSERT_TRUE(reader);
    EXPECT_EQ(reader->all_feeds().size(), 1U);
    EXPECT_THROW(reader->set_note("a", "b"), std::runtime_error);
}

TEST(ReadStore, is_null_where_nothing_was_ever_written) {
    Directory directory;
    EXPECT_EQ(Store::for_reading(directory.path() / "nowhere"), nullptr);

    std::ofstream{directory.database()};
    EXPECT_EQ(Store::for_reading(directory.path()), nullptr);
}

TEST(ReadStore, leaves_a_damaged_file_to_the_daemon) {
    Directory directory;
    std::ofstream(directory.database()) << std::string(8192, 'x');

    EXPECT_THROW(Store::for_reading(directory.path()), std::runtime_error);
    EXPECT_TRUE(std::filesystem::exists(directory.database()));
}

}  // namespace
}  // namespace feedherald::store
