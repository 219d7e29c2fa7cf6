// SPDX-License-Identifier: MIT
#include "sink/webhook/address_keys.hpp"

#include "base/percent.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace feedherald::sink {

namespace {

constexpr std::size_t shortest_key = 16;  // of a segment that stands before others

std::vector<std::string_view> parts_between(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    for (;;) {
        auto const end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

}  // namespace

std::vector<Secret> address_keys(Uri const& endpoint, bool path_is_secret) {
    std::string_view path = endpoint.target;
    std::vector<std::string> keys;
    auto const add = [&](std::string_view key) {
        keys.emplace_back(key);
        if (auto read = percent_decode(key); read != key) keys.push_back(std::move(read));
    };
    if (auto const query = path.find('?'); query != std::string_view::npos) {
        add(path.substr(query + 1));
        for (auto const pair : parts_between(path.substr(query + 1), '&'))
            if (auto const sign = pair.find('='); sign != std::string_view::npos) add(pair.substr(sign + 1));
        path = path.substr(0, query);
    }
    // The host is no secret: "hook" of hook.example.com/hook would only mask who cannot be reached.
    auto const add_of_path = [&](std::string_view key) {
        if (endpoint.host.find(key) == std::string::npos) add(key);
    };
    if (path_is_secret) {
        while (path.ends_with('/')) path.remove_suffix(1);
        if (path.starts_with('/')) path.remove_prefix(1);
        add_of_path(path);
        auto const segments = parts_between(path, '/');
        for (auto const segment : segments)
            if (segment.size() >= shortest_key) add_of_path(segment);
        add_of_path(segments.back());  // ntfy's topic stands in the body
    }
    std::stable_sort(keys.begin(), keys.end(), [](auto const& a, auto const& b) { return a.size() > b.size(); });
    return {keys.begin(), keys.end()};
}

}  // namespace feedherald::sink
