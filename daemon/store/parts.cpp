// SPDX-License-Identifier: MIT
#include "store/parts.hpp"

#include "base/private_files.hpp"
#include "store/damage.hpp"
#include "store/feeds.hpp"
#include "store/outbox.hpp"
#include "store/schema.hpp"

#include <stdexcept>
#include <system_error>

#include <SQLiteCpp/Exception.h>

namespace feedherald::store {

namespace {

// SQLite's result codes, as its file format and documentation fix them.
enum Code { busy = 5, read_only = 8, io_error = 10, corrupt = 11, full = 13, cannot_open = 14, not_a_database = 26 };

// Only a clock that was set back by more than the slewing of NTP is worth a look at the outbox.
constexpr std::chrono::minutes clock_tolerance{5};

bool means_damage(SQLite::Exception const& failure) {
    return failure.getErrorCode() == corrupt || failure.getErrorCode() == not_a_database;
}

std::string_view remedy(int code) {
    switch (code) {
        case busy:
            return "; another program holds it open for writing: end that program";
        case read_only:
        case cannot_open:
            return "; make the file and its directory writable for this user, on a disk that has room";
        case io_error:
            return "; the disk may be failing or full: look at the system log";
        case full:
            return "; free some space on that disk";
        default:
            return "";
    }
}

/** A directory in which nobody else can put another file in the place of ours. */
void make_own_directory(std::filesystem::path const& directory) {
    make_private_directories(directory);
    if (auto const danger = danger_in(directory))
        throw std::runtime_error("the state directory " + danger->what + ": " + danger->remedy +
                                 ", or set [state] directory");
}

/** What cannot be made is told with the remedy, which only this room knows. */
template <class Make>
void make_or_tell(Make const& make, std::filesystem::path const& path) {
    try {
        make(path);
    } catch (std::system_error const& failure) {  // translated only
        throw std::runtime_error(std::string(failure.what()) +
                                 "; make the state directory writable for this user or set [state] directory");
    }
}

std::unique_ptr<Database> open_sound(std::filesystem::path const& file) {
    try {
        auto database = std::make_unique<Database>(file, Access::write);
        if (looks_sound(*database, file)) return database;
    } catch (SQLite::Exception const& failure) {  // damage is answered with a new file, not with an error
        if (!means_damage(failure)) throw;
    }
    return nullptr;
}

}  // namespace

std::string Store::Parts::name() const {
    return file.empty() ? "the state in memory" : file.string();
}

void Store::Parts::rethrow() {
    try {
        throw;
    } catch (Damaged const&) {
        throw;
    } catch (SQLite::Exception const& failure) {
        auto const text = name() + ": " + failure.what() + std::string(remedy(failure.getErrorCode()));
        if (!means_damage(failure) || lock == nullptr || file.empty()) throw std::runtime_error(text);
        // Closed before it is renamed: closing removes the log by its old name, which the next Store will use.
        database.reset();
        auto const renamed = store::set_aside(file, latest);
        damage = file.string() + " was damaged (" + failure.what() + ") and is now " + renamed.string();
        set_aside = renamed;
        throw Damaged(damage);
    } catch (std::exception const& failure) {
        throw std::runtime_error(name() + ": " + failure.what());
    }
}

void Store::Parts::notice(Instant now) {
    auto const set_back = now + clock_tolerance < latest;
    latest = now;
    if (set_back) use([&](Database& open) { forgive_future(open, now); });
}

void Store::Parts::write_unchanged() {
    if (unchanged.empty()) return;
    peek([&](Database& open) {
        Transaction transaction(open, Durability::soon);
        write_unchanged(open);
        transaction.commit();
    });
    unchanged.clear();
}

void Store::Parts::write_unchanged(Database& open) const {
    for (auto const& [feed, state] : unchanged) write_feed(open, state, false, latest);
}

void Store::Parts::open_for_writing(std::filesystem::path const& directory, Instant now) {
    make_or_tell(make_own_directory, directory);
    lock = std::make_unique<Lock>(directory);
    file = directory / "state.db";
    latest = now;
    // SQLite would make it readable for others; the log files take their mode from it.
    make_or_tell(make_private_file, file);
    try {
        database = open_sound(file);
        if (!database) {
            set_aside = store::set_aside(file, now);
            make_or_tell(make_private_file, file);
            database = std::make_unique<Database>(file, Access::write);
        }
        migrate(*database);
        forgive_future(*database, now);
    } catch (std::exception const&) {  // translated here and in use(), nowhere else
        rethrow();
    }
}

void Store::Parts::open_for_reading() {
    open(Access::read);
    try {
        database->query("PRAGMA schema_version").next();
    } catch (SQLite::Exception const& failure) {
        // Its log and the index of it lie beside it, and SQLite makes them even to read.
        if (failure.getErrorCode() != cannot_open && failure.getErrorCode() != read_only) rethrow();
        open(Access::read_alone);
    }
}

void Store::Parts::open(Access wanted) {
    try {
        access = wanted;
        database = std::make_unique<Database>(file, wanted);
    } catch (std::exception const&) {  // translated as in use()
        rethrow();
    }
}

}  // namespace feedherald::store
