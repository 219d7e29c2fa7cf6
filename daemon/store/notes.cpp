// SPDX-License-Identifier: MIT
#include "store/notes.hpp"

namespace feedherald::store {

void write_note(Database& database, std::string const& name, std::string const& value) {
    database.query("INSERT INTO notes VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2 WHERE value <> ?2")
        .with(name)
        .with(value)
        .run();
}

void delete_note(Database& database, std::string const& name) {
    database.query("DELETE FROM notes WHERE name = ?").with(name).run();
}

std::optional<std::string> read_note(Database& database, std::string const& name) {
    auto query = database.query("SELECT value FROM notes WHERE name = ?");
    if (!query.with(name).next()) return std::nullopt;
    return query.text();
}

std::vector<std::pair<std::string, std::string>> read_notes(Database& database, std::string const& prefix) {
    std::vector<std::pair<std::string, std::string>> notes;
    auto query = database.query(
        "SELECT name, value FROM notes WHERE name >= ?1 AND substr(name, 1, length(?1)) = ?1 ORDER BY name");
    query.with(prefix);
    while (query.next()) {
        auto name = query.text();
        notes.emplace_back(std::move(name), query.text());
    }
    return notes;
}

}  // namespace feedherald::store
