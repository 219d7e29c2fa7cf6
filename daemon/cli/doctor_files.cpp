// SPDX-License-Identifier: MIT
// The checks of files: the state, and who may read what.
#include "base/private_files.hpp"
#include "cli/doctor_checks.hpp"

#include <cerrno>
#include <system_error>

#include <unistd.h>

namespace feedherald::cli {

namespace {

/** The first ancestor that exists is where it would be made. */
bool may_be_made(std::filesystem::path path) {
    while (::access(path.c_str(), F_OK) != 0 && path.has_parent_path() && path != path.parent_path())
        path = path.parent_path();
    return ::access(path.c_str(), W_OK | X_OK) == 0;
}

std::size_t count_set_aside(std::filesystem::path const& directory) {
    std::size_t count = 0;
    std::error_code error;
    for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end; it.increment(error))
        if (it->path().filename().string().starts_with("state.db.corrupt-")) ++count;
    return count;
}

}  // namespace

Check check_state(std::filesystem::path const& directory) {
    Check check{"state"};
    auto const file = directory / "state.db";
    auto const fail = [&](std::string found, std::string remedy) {
        return Check{"state", Check::Result::fail, std::move(found), std::move(remedy)};
    };
    if (auto const danger = danger_in(directory))
        return fail(danger->what + ", so the daemon does not start", danger->remedy + ", or set [state] directory");
    if (::access(file.c_str(), F_OK) != 0) {
        if (!may_be_made(directory))
            return fail(directory.string() + " cannot be made", "make its parent writable, or set [state] directory");
        check.found = "none yet; it will be " + file.string();
        return check;
    }
    if (::access(directory.c_str(), W_OK | X_OK) != 0 || ::access(file.c_str(), R_OK | W_OK) != 0)
        return fail(file.string() + " cannot be written: " + std::generic_category().message(errno),
                    "make the file and its directory writable for this user");
    try {
        auto const store = store::Store::for_reading(directory);
        check.found = file.string() + (store ? ", " + std::to_string(store->feed_counts().all) + " feeds" : ", empty");
    } catch (std::runtime_error const& error) {  // a finding, not an end
        return fail(error.what(), "start the daemon once: it sets a damaged state aside and begins a new one");
    }
    if (auto const damaged = count_set_aside(directory); damaged > 0) {
        check.result = Check::Result::warn;
        check.found += "; " + std::to_string(damaged) + " damaged before it";
        check.remedy =
            "look at the disk; delete " + (directory / "state.db.corrupt-*").string() + " when it is not needed";
    }
    return check;
}

Check check_permissions(config::Loaded const* loaded, std::filesystem::path const& config,
                        std::filesystem::path const& state) {
    auto const warn = [](std::string found, std::string remedy) {
        return Check{"permissions", Check::Result::warn, std::move(found), std::move(remedy)};
    };
    if (loaded != nullptr && !loaded->warnings.empty())
        return warn(loaded->warnings.front().text(), loaded->warnings.front().remedy);
    if (loaded == nullptr && others_may(config).write)
        return warn("others can write " + config.string(), "chmod 600 " + config.string());
    if (loaded == nullptr && others_may(config).read)
        return warn(
            "others can read " + config.string() + ", and nobody knows whether it holds secrets while it is not valid",
            "chmod 600 " + config.string() + ", or mend it and ask again");
    for (auto const& path : {state, state / "state.db"})
        if (auto const others = others_may(path); others.read || others.write)
            return warn((others.write ? "others can write " : "others can read ") + path.string(),
                        "chmod go= " + path.string());
    if (loaded == nullptr)
        return warn("nobody can say which secrets there are while the configuration is not valid",
                    "mend it and ask again");
    Check check{"permissions"};
    check.found = "nobody else can read secrets or the state";
    return check;
}

}  // namespace feedherald::cli
