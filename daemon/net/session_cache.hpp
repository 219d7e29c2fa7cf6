// SPDX-License-Identifier: MIT
// TLS sessions to be resumed, serialised because a live one keeps its whole certificate chain in memory.
#pragma once

#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <unordered_map>

namespace feedherald::net {

/** The newest session of each peer; the peers longest unused go first when the bytes run out. */
class SessionCache {
  public:
    explicit SessionCache(std::size_t most_bytes) : most_bytes_(most_bytes) {}
    void put(std::string const& peer, std::string session);
    /** Takes it out: a TLS 1.3 ticket is used once (RFC 8446 §C.4). */
    std::optional<std::string> take(std::string const& peer);
    void forget(std::string const& peer);
    [[nodiscard]] std::size_t size() const { return entries_.size(); }

  private:
    struct Entry {
        std::string peer;
        std::string session;
    };
    using Order = std::list<Entry>;
    void erase(Order::iterator at);

    std::size_t most_bytes_;
    std::size_t bytes_ = 0;
    Order order_;  ///< the newest first
    std::unordered_map<std::string, Order::iterator> entries_;
};

}  // namespace feedherald::net
