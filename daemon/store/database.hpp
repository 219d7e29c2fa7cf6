// SPDX-License-Identifier: MIT
// The connection to one SQLite file: WAL, prepared statements kept for its life, transactions of chosen durability.
#pragma once

#include "store/query.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <string_view>

namespace SQLite {
class Database;
}

namespace feedherald::store {

/** read_alone: takes the file for one that nobody changes, and needs no other beside it. */
enum class Access { write, read, read_alone };

class Database {
  public:
    /** Throws SQLite::Exception. ":memory:" is a name. */
    Database(std::filesystem::path const& file, Access access);
    ~Database();
    Database(Database const&) = delete;
    Database& operator=(Database const&) = delete;

    /** `sql` is a literal: the statement is prepared once and found again by it. One use at a time. */
    Query query(std::string_view sql);
    /** One or several statements that are not kept and give no rows. */
    void run(char const* sql);
    [[nodiscard]] std::int64_t last_id() const;

  private:
    friend class Transaction;
    std::unique_ptr<SQLite::Database> connection_;
    std::map<std::string_view, std::unique_ptr<SQLite::Statement>> statements_;
    bool syncs_at_commit_ = true;
};

/** `at_once` survives a loss of power as soon as commit() returns; `soon` only from the next `at_once` on. */
enum class Durability { at_once, soon };

/** Rolled back unless committed. */
class Transaction {
  public:
    Transaction(Database& database, Durability durability);
    ~Transaction();
    Transaction(Transaction const&) = delete;
    Transaction& operator=(Transaction const&) = delete;
    void commit();

  private:
    Database& database_;
    bool open_ = true;
};

}  // namespace feedherald::store
