// SPDX-License-Identifier: MIT
#include "sink/webhook/preset_parts.hpp"

#include "base/text.hpp"
#include "sink/headline.hpp"

#include <utility>

#include <boost/json/serialize.hpp>

namespace feedherald::sink {

namespace {
constexpr std::size_t longest_feed = 100;
constexpr std::size_t longest_title = 250;
constexpr std::size_t longest_text = 2000;
/** No browser and no service takes longer ones. */
constexpr std::size_t longest_link = 2000;
}  // namespace

Parts parts_of(Alert const& alert) {
    Parts parts;
    parts.feed = cut(fold_white_space(neutralise(alert.feed_title)), longest_feed);
    parts.title = cut(headline(alert), longest_title);
    parts.text = excerpt(alert, longest_text);
    if (parts.text == parts.title || cut(parts.text, 100) == parts.title) parts.text.clear();
    parts.link = link_of(alert);
    if (parts.link.size() > longest_link) parts.link.clear();
    return parts;
}

std::string message_of(Parts const& parts) {
    if (parts.text.empty()) return parts.feed.empty() ? parts.title : parts.feed;
    return parts.feed.empty() ? parts.text : parts.feed + "\n" + parts.text;
}

Post json_post(Addressed const& to, boost::json::object const& body) {
    Post post;
    post.uri = to.endpoint;
    post.headers.push_back({"content-type", "application/json"});
    post.body = boost::json::serialize(body);
    return post;
}

std::string path_below(Uri const& endpoint, std::string_view path) {
    auto base = endpoint.target.substr(0, endpoint.target.find('?'));
    while (!base.empty() && base.back() == '/') base.pop_back();
    bool const is_there =
        base.size() >= path.size() && std::string_view(base).substr(base.size() - path.size()) == path;
    if (!is_there) base += path;
    return base;
}

std::string with_query(std::string target, std::string_view name, std::string_view value) {
    std::string const pair = std::string(name) + "=";
    auto const query = target.find('?');
    if (query == std::string::npos) return target + "?" + pair + std::string(value);
    bool const is_there =
        target.compare(query + 1, pair.size(), pair) == 0 || target.find("&" + pair, query) != std::string::npos;
    return is_there ? target : target + "&" + pair + std::string(value);
}

}  // namespace feedherald::sink
