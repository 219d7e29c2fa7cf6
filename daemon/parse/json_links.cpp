// SPDX-License-Identifier: MIT
#include "parse/json_links.hpp"

#include "base/uri.hpp"
#include "parse/html_links.hpp"
#include "parse/link_resolver.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::parse {

namespace {

class Resolver {
  public:
    Resolver(std::string base, std::size_t budget) : base_(std::move(base)), absolute_(budget) {}

    void set_base(std::string const& base) { base_ = base; }

    void operator()(std::string& url) {
        if (url.empty()) return;
        if (leads_nowhere(url)) return url.clear();
        url = absolute_(base_, url).value_or("");
    }
    void operator()(std::vector<Author>& authors) {
        for (auto& author : authors) {
            (*this)(author.url);
            (*this)(author.avatar);
        }
    }

  private:
    std::string base_;
    LinkResolver absolute_;
};

}  // namespace

void resolve_json_links(Feed& feed, std::deque<Item>& items, std::string base, std::size_t budget) {
    Resolver resolve(std::move(base), budget);
    resolve(feed.home_page_url);
    resolve(feed.feed_url);
    auto const can_be_base = [](std::string const& url) {
        return url.size() <= LinkResolver::longest_base && is_http_uri(url);
    };
    if (can_be_base(feed.home_page_url))
        resolve.set_base(feed.home_page_url);
    else if (can_be_base(feed.feed_url))
        resolve.set_base(feed.feed_url);
    resolve(feed.previous_page);
    resolve(feed.icon);
    resolve(feed.favicon);
    for (auto& hub : feed.hubs) resolve(hub);
    resolve(feed.authors);
    for (auto& item : items) {
        for (auto* url : {&item.url, &item.external_url, &item.image, &item.banner_image}) resolve(*url);
        for (auto& attachment : item.attachments) resolve(attachment.url);
        std::erase_if(item.attachments, [](Attachment const& a) { return a.url.empty(); });
        resolve(item.authors);
    }
}

}  // namespace feedherald::parse
