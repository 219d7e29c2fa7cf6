// SPDX-License-Identifier: MIT
// A way to reach a person: takes alerts from the outbox and says what became of them.
#pragma once

#include "bus/session.hpp"
#include "config/settings.hpp"
#include "model/alert.hpp"
#include "net/http_client.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>

namespace feedherald::sink {

/** How the engine should hand over what waits. */
struct Batching {
    std::size_t singly =
        1;                ///< that many waiting at once still go one by one; more are merged: per feed, then into one
    bool merges = false;  ///< false: every delivery goes by itself, always
};

class Sink {
  public:
    virtual ~Sink() = default;
    [[nodiscard]] virtual Batching batching() const { return {}; }
    /** False: it will never deliver in this session, as a desktop without a bus. */
    [[nodiscard]] virtual bool is_there() const { return true; }
    /** Why nothing can be delivered just now ("no notification server on the session bus"); empty when it can. */
    [[nodiscard]] virtual std::optional<std::string> obstacle() const { return std::nullopt; }
    /** True while obstacle() is the person's own wish (do not disturb, nobody at the screen): then what waits is held,
     *  and arrives as one digest. */
    [[nodiscard]] virtual bool is_held_back() const { return false; }
    /** Returns when obstacle() may have gone or is_held_back() has changed; costs nothing while it waits. Cancel:
     *  terminal. */
    virtual boost::asio::awaitable<void> until_unobstructed() { co_return; }
    /** One alert, or several that become one message (only where batching().merges); never empty. The outcome holds for
     *  all of them. Never throws for what the receiver does; cancellation throws operation_aborted. */
    virtual boost::asio::awaitable<DeliveryOutcome> deliver(std::vector<Delivery> bundle) = 0;
};

/** What a person does with an alert on a screen; the engine carries it out. */
struct Wishes {
    std::function<void(std::vector<DeliveryId> const&)> later;  ///< show again in one hour
    std::function<void(FeedId)> mute;                           ///< this feed, for one day
};

/** What sinks are built from; all outlive the sinks. `session` is null where there is no session bus. */
struct Surroundings {
    boost::asio::any_io_executor executor;
    net::HttpClient& http;
    bus::Session* session = nullptr;
    Wishes wishes;
    std::function<Instant()> now;
};

/** One table row a kind (registry.cpp). The type has been validated by config/. */
std::unique_ptr<Sink> make_sink(config::SinkSettings const& settings, Surroundings const& surroundings);

/** "desktop", "console", "webhook" and the presets that this version has. */
std::vector<std::string_view> kinds();

}  // namespace feedherald::sink
