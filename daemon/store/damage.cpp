// SPDX-License-Identifier: MIT
#include "store/damage.hpp"

#include "base/dates.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <system_error>

namespace feedherald::store {

namespace {
constexpr std::uintmax_t whole_check_limit = 16 * 1024 * 1024;  // quick_check reads about 200 MB a second

bool is_ok(Database& database, std::string_view sql) {
    auto query = database.query(sql);
    return query.next() && query.text() == "ok";
}
}  // namespace

bool looks_sound(Database& database, std::filesystem::path const& file) {
    std::error_code unknown;
    auto const size = std::filesystem::file_size(file, unknown);
    if (!unknown && size <= whole_check_limit) return is_ok(database, "PRAGMA quick_check(1)");
    return is_ok(database, "PRAGMA quick_check('feeds')") && is_ok(database, "PRAGMA quick_check('polls')") &&
           is_ok(database, "PRAGMA quick_check('deliveries')");
}

std::filesystem::path set_aside(std::filesystem::path const& file, Instant now) {
    auto date = to_rfc3339(std::chrono::floor<std::chrono::seconds>(now));
    std::replace(date.begin(), date.end(), ':', '-');
    auto target = file;
    target += ".corrupt-" + date;
    for (auto n = 2; std::filesystem::exists(target); ++n) {
        target = file;
        target += ".corrupt-" + date + "-" + std::to_string(n);
    }
    std::error_code failure;
    std::filesystem::rename(file, target, failure);
    if (failure)
        throw std::runtime_error(file.string() + " is damaged and cannot be renamed: " + failure.message() +
                                 "; move it away");
    // The log belongs to the damaged file: kept beside it, so that sqlite3's .recover finds both, and never left behind
    // for the new file to replay.
    for (auto const* suffix : {"-wal", "-shm"}) {
        auto const from = file.string() + suffix;
        std::filesystem::rename(from, target.string() + suffix, failure);
        if (failure) std::filesystem::remove(from, failure);
    }
    return target;
}

}  // namespace feedherald::store
