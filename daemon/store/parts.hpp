// SPDX-License-Identifier: MIT
// What a Store is made of, and the one place where a failure of SQLite becomes a sentence for people.
#pragma once

#include "store/database.hpp"
#include "store/lock.hpp"
#include "store/store.hpp"

#include <cstdint>
#include <exception>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

namespace feedherald::store {

struct Store::Parts {
    std::filesystem::path file;  ///< "" in memory
    Access access = Access::write;
    std::unique_ptr<Lock> lock;  ///< outlives the database
    std::unique_ptr<Database> database;
    std::filesystem::path set_aside;
    std::string damage;                     ///< why there is no database any more
    Instant latest{};                       ///< the latest time that a caller has named
    std::map<FeedId, FeedState> unchanged;  ///< polls that found nothing new and are not written yet
    std::uint64_t revision = 0;             ///< see Store::revision()

    /** Opens, checks and migrates; a damaged file is set aside. */
    void open_for_writing(std::filesystem::path const& directory, Instant now);
    /** Also where nothing can be written, as on a read-only disk: then without what a daemon that was killed left in
     * its log. */
    void open_for_reading();
    void open_beside_daemon() { open(Access::write); }

    /** The connection, for one piece of work; every exception leaves as std::runtime_error or Damaged with the path. */
    template <class Work>
    auto use(Work const& work) {
        write_unchanged();
        return peek(work);
    }
    /** Like use(), for what does not depend on `unchanged`. */
    template <class Work>
    auto peek(Work const& work) {
        if (!database) throw Damaged(damage);
        try {
            return work(*database);
        } catch (std::exception const&) {  // translated here and nowhere else
            rethrow();
        }
    }
    /** Like use(), and notices when the clock has been set back. */
    template <class Work>
    auto use_at(Instant now, Work const& work) {
        notice(now);
        return use(work);
    }

    void notice(Instant now);
    void write_unchanged();
    /** As part of a transaction; cleared by the caller when it is committed. */
    void write_unchanged(Database& open) const;

  private:
    void open(Access wanted);
    [[nodiscard]] std::string name() const;
    [[noreturn]] void rethrow();
};

}  // namespace feedherald::store
