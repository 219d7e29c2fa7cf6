// SPDX-License-Identifier: MIT
// A whole daemon in virtual time with the real HTTP client before a real TLS server: days pass in milliseconds, every
// byte on the wire is real.
#pragma once

#include "conduct/yardstick.hpp"
#include "config/settings.hpp"
#include "model/known.hpp"

#include <memory>
#include <string>
#include <vector>

namespace feedherald::conduct {

inline constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22} + std::chrono::hours{8}};

class Street {
  public:
    Street();
    ~Street();
    Street(Street const&) = delete;
    Street& operator=(Street const&) = delete;

    Yardstick site;
    config::Settings settings;

    /** The names that lead to the server: feed.test, other.test, third.test, moved.test; nobody knows others. All are
     * public. */
    [[nodiscard]] std::string url(std::string const& target, std::string const& host = "feed.test") const;
    /** Asked every hour, unless the test says otherwise. Before begin(). */
    Subscription& subscribe(std::string const& url);

    void begin();
    void run_for(Duration span);
    /** As SIGTERM does; what is remembered stays. */
    void end();
    void restart();

    [[nodiscard]] Instant now() const;
    /** When the daemon asked anybody for anything. */
    [[nodiscard]] std::vector<Instant> const& starts() const;
    [[nodiscard]] FeedState state(std::size_t feed = 0) const;
    /** Of the items alerted. */
    [[nodiscard]] std::vector<std::string> titles() const;
    /** Of all alerts: "item.new", "feed.gone", … */
    [[nodiscard]] std::vector<std::string> kinds() const;
    [[nodiscard]] net_test::Server const& server() const;
    /** A person's "poll now"; true when it is granted. */
    bool poll_now(std::size_t feed = 0);

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace feedherald::conduct
