// SPDX-License-Identifier: MIT
#include "net/session_cache.hpp"

#include <utility>

namespace feedherald::net {

void SessionCache::erase(Order::iterator at) {
    bytes_ -= at->session.size();
    entries_.erase(at->peer);
    order_.erase(at);
}

void SessionCache::forget(std::string const& peer) {
    if (auto const found = entries_.find(peer); found != entries_.end()) erase(found->second);
}

void SessionCache::put(std::string const& peer, std::string session) {
    forget(peer);
    bytes_ += session.size();
    order_.push_front({peer, std::move(session)});
    entries_[peer] = order_.begin();
    while (bytes_ > most_bytes_) erase(std::prev(order_.end()));
}

std::optional<std::string> SessionCache::take(std::string const& peer) {
    auto const found = entries_.find(peer);
    if (found == entries_.end()) return std::nullopt;
    auto session = std::move(found->second->session);
    bytes_ -= session.size();
    found->second->session.clear();
    erase(found->second);
    return session;
}

}  // namespace feedherald::net
