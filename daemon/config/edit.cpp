// SPDX-License-Identifier: MIT
#include "config/edit.hpp"

#include "config/read_file.hpp"
#include "config/replace_file.hpp"

#include <algorithm>
#include <unordered_set>

namespace feedherald::config {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_file = 64U << 20;
constexpr std::size_t shown_by_hand = 20;

boost::system::result<FileText, Refusal> text_of(fs::path const& file) {
    auto text = read_file(file, largest_file);
    if (text) return std::move(*text);
    if (text.error().is_missing) return FileText{};
    return Refusal{file.string() + " cannot be read: " + text.error().reason};
}

/** Why no [[feed]] can be written at the end of this file; empty when it can. */
std::string reason_not_to_add(fs::path const& file, std::string const& text) {
    auto reason = reason_not_to_write(file);
    if (reason.empty() && written_feeds(text).inline_array)
        reason = file.string() + " holds its feeds as one array, feed = [{…}]";
    return reason;
}

std::string by_hand(std::span<NewFeed const> feeds) {
    if (feeds.size() > shown_by_hand) return "";
    return "; to do it by hand, add\n\n" + with_feeds("", feeds);
}

/** Which of `written` are asked for. */
std::vector<std::size_t> indices_of(WrittenFeeds const& written, std::unordered_set<std::string> const& urls) {
    std::vector<std::size_t> indices;
    for (std::size_t i = 0; i < written.feeds.size(); ++i)
        if (urls.contains(written.feeds[i].url)) indices.push_back(i);
    return indices;
}

std::string lines(WrittenFeed const& feed) {
    auto const first = std::to_string(feed.first_line);
    return feed.first_line == feed.last_line ? "line " + first
                                             : "lines " + first + " to " + std::to_string(feed.last_line);
}

}  // namespace

boost::system::result<Edit, Refusal> add_feeds(fs::path const& config_file, std::span<NewFeed const> feeds) {
    std::string first_reason;
    for (auto const& file : {config_file, config_file.parent_path() / "feeds.d" / "added.toml"}) {
        auto text = text_of(file);
        if (!text) return text.error();
        auto const reason = reason_not_to_add(file, text->bytes);
        if (reason.empty()) return Edit{file, with_feeds(text->bytes, feeds), first_reason};
        if (!first_reason.empty()) return Refusal{first_reason + ", and " + reason + by_hand(feeds)};
        first_reason = reason;
    }
    return Refusal{first_reason};
}

boost::system::result<std::vector<Edit>, Refusal> remove_feeds(std::span<fs::path const> files,
                                                               std::span<std::string const> urls) {
    std::unordered_set<std::string> const asked(urls.begin(), urls.end());
    std::vector<Edit> edits;
    for (auto const& file : files) {
        auto text = text_of(file);
        if (!text) return text.error();
        auto const written = written_feeds(text->bytes);
        auto const indices = indices_of(written, asked);
        if (indices.empty()) continue;
        auto reason = reason_not_to_write(file);
        if (reason.empty() && written.inline_array)
            reason = file.string() + " holds its feeds as one array, feed = [{…}]";
        if (!reason.empty()) {
            for (auto const index : indices)
                reason += "\n  take out by hand: " + written.feeds[index].url + ", " + lines(written.feeds[index]);
            return Refusal{std::move(reason)};
        }
        edits.push_back({file, without_feeds(text->bytes, indices), {}});
    }
    return edits;
}

}  // namespace feedherald::config
