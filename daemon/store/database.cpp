// SPDX-License-Identifier: MIT
#include "store/database.hpp"

#include "base/percent.hpp"

#include <string>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace feedherald::store {

namespace {
constexpr int busy_timeout_ms = 5000;  // a command that reads the state delays a checkpoint, never for long

int open_flags(Access access) {
    switch (access) {
        case Access::read:
            return SQLite::OPEN_READONLY;
        case Access::read_alone:
            return SQLite::OPEN_READONLY | SQLite::OPEN_URI;
        case Access::write:
            break;
    }
    return SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
}

std::string name_of(std::filesystem::path const& file, Access access) {
    return access == Access::read_alone ? "file:" + percent_encode(file.string()) + "?immutable=1" : file.string();
}
}  // namespace

Database::Database(std::filesystem::path const& file, Access access)
    : connection_(std::make_unique<SQLite::Database>(name_of(file, access), open_flags(access), busy_timeout_ms)) {
    if (access != Access::write) return;
    // journal_size_limit: one burst must not leave a large WAL behind for ever.
    run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;"
        "PRAGMA journal_size_limit = 4194304; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF;");
}

Database::~Database() = default;

Query Database::query(std::string_view sql) {
    auto& statement = statements_[sql];
    if (!statement) statement = std::make_unique<SQLite::Statement>(*connection_, std::string(sql));
    return Query(*statement);
}

void Database::run(char const* sql) {
    connection_->exec(sql);
}

std::int64_t Database::last_id() const {
    return connection_->getLastInsertRowid();
}

Transaction::Transaction(Database& database, Durability durability) : database_(database) {
    auto const sync = durability == Durability::at_once;
    if (sync != database.syncs_at_commit_) {
        database.run(sync ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        database.syncs_at_commit_ = sync;
    }
    database.query("BEGIN IMMEDIATE").run();
}

Transaction::~Transaction() {
    // SQLite has rolled back by itself after a full disk or an I/O error: then this fails, and nothing is lost by it.
    if (open_) database_.connection_->tryExec("ROLLBACK");
}

void Transaction::commit() {
    database_.query("COMMIT").run();
    open_ = false;
}

}  // namespace feedherald::store
