// SPDX-License-Identifier: MIT
#include "engine/feed_files.hpp"

#include "base/percent.hpp"
#include "base/uri.hpp"
#include "engine/file_watch.hpp"

#include <memory>
#include <set>
#include <utility>

namespace feedherald::engine {

std::vector<FeedFile> feed_files(std::vector<Subscription> const& subscriptions) {
    std::vector<FeedFile> files;
    for (auto const& sub : subscriptions) {
        auto const uri = parse_uri(sub.url);
        if (!sub.enabled || !uri || uri->scheme != "file") continue;
        std::filesystem::path const path = percent_decode(uri->target);
        files.push_back({sub.id, path});
        std::error_code missing;
        auto const real = std::filesystem::canonical(path, missing);
        if (!missing && real != path) files.push_back({sub.id, real});
    }
    return files;
}

boost::asio::awaitable<void> watch_feed_files(std::vector<FeedFile> files, std::function<void(FeedId)> written) {
    std::set<std::filesystem::path> directories;
    for (auto const& file : files) directories.insert(file.path.parent_path());
    auto const touched = std::make_shared<std::set<FeedId>>();
    std::function<bool(std::filesystem::path const&)> const matters = [files, touched](auto const& entry) {
        bool found = false;
        for (auto const& file : files) {
            if (file.path != entry) continue;
            touched->insert(file.feed);
            found = true;
        }
        return found;
    };
    std::function<void()> const changed = [touched, written] {
        for (auto const feed : std::exchange(*touched, {})) written(feed);
    };
    std::vector<std::filesystem::path> const there(directories.begin(), directories.end());
    Directories const watched = [there] { return there; };
    co_await watch_files(watched, matters, changed);
}

}  // namespace feedherald::engine
