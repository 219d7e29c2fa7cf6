// SPDX-License-Identifier: MIT
#include "conduct/street.hpp"

#include "config/poll_table.hpp"
#include "engine/daemon.hpp"
#include "engine/manual_clock.hpp"
#include "engine/recording_sink.hpp"
#include "net/harness.hpp"

#include <exception>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

namespace feedherald::conduct {

namespace asio = boost::asio;

namespace {

/** Keeps count of what is on the wire, so that time stands still meanwhile. */
class WatchedClient final : public net::HttpClient {
  public:
    WatchedClient(std::unique_ptr<net::HttpClient> client, engine::Clock const& clock, Yardstick& site)
        : client_(std::move(client)), clock_(clock), site_(site) {}

    asio::awaitable<net::Exchanged> exchange(net::Request request) override {
        struct Flight {
            int& count;
            explicit Flight(int& of) : count(of) { ++count; }
            ~Flight() { --count; }
        };
        Flight const flight{in_flight};
        starts.push_back(clock_.now());
        site_.set_time(std::chrono::floor<std::chrono::seconds>(clock_.now().time_since_epoch()));
        if (request.before_redirect)
            request.before_redirect = [this, ask = std::move(request.before_redirect)](Uri from, Uri to) {
                return landed(ask, std::move(from), std::move(to));
            };
        co_return co_await client_->exchange(std::move(request));
    }

    int in_flight = 0;
    std::vector<Instant> starts;

  private:
    /** Who waits for a turn has nothing on the wire. */
    asio::awaitable<std::optional<net::Objection>> landed(net::BeforeRedirect ask, Uri from, Uri to) {
        struct Stay {
            int& count;
            explicit Stay(int& of) : count(of) { --count; }
            ~Stay() { ++count; }
        };
        Stay const stay{in_flight};
        co_return co_await ask(std::move(from), std::move(to));
    }

    std::unique_ptr<net::HttpClient> client_;
    engine::Clock const& clock_;
    Yardstick& site_;
};

net_test::ServerOptions public_server() {
    net_test::Wanted wanted;
    wanted.names = {"feed.test", "other.test", "moved.test", "third.test"};
    auto options = net_test::with_tls(wanted);
    options.address = "127.0.0.9";
    return options;
}

net::ClientOptions public_names() {
    return net_test::names({{"feed.test", {"127.0.0.9"}},
                            {"other.test", {"127.0.0.9"}},
                            {"third.test", {"127.0.0.9"}},
                            {"moved.test", {"127.0.0.9"}}});
}

}  // namespace

struct Street::Parts {
    explicit Parts(Yardstick& site)
        : server(public_server(), [&site](std::string const& request) { return site.answer(request); }),
          client(net::make_client(io.get_executor(), public_names()), clock, site) {
        clock.is_busy = [this] { return client.in_flight > 0; };
    }
    net_test::Server server;
    asio::io_context io{1};
    tests::ManualClock clock{start};
    store::Store store;
    WatchedClient client;
    tests::Received received;
    std::unique_ptr<engine::Daemon> daemon;
    bool ended = false;
};

Street::Street() : parts_(std::make_unique<Parts>(site)) {
    config::SinkSettings sink;
    sink.name = SinkName("desktop");
    sink.type = "desktop";
    settings.sinks.push_back(sink);
}

Street::~Street() {
    end();
}

std::string Street::url(std::string const& target, std::string const& host) const {
    return parts_->server.url(target, host);
}

Subscription& Street::subscribe(std::string const& url) {
    Subscription sub;
    sub.url = url;
    sub.alerts.edit().to = {SinkName("desktop")};
    sub.poll.interval = std::chrono::hours{1};
    sub.fetch.edit().user_agent = config::default_user_agent();
    sub.fetch.edit().ca_file = net_test::test_root_file();
    settings.feeds.push_back(sub);
    return settings.feeds.back();
}

void Street::begin() {
    auto const factory = [this](config::SinkSettings const&) {
        return std::make_unique<tests::RecordingSink>(parts_->received);
    };
    parts_->daemon = std::make_unique<engine::Daemon>(
        parts_->io.get_executor(), parts_->clock, parts_->store, parts_->client, factory, [] { return 0.5; }, settings,
        nullptr);
    parts_->ended = false;
    asio::co_spawn(parts_->io, parts_->daemon->run(), [this](std::exception_ptr const& error) {
        parts_->ended = true;
        if (error) std::rethrow_exception(error);
    });
}

void Street::run_for(Duration span) {
    parts_->clock.run_until(parts_->io, parts_->clock.now() + span);
}

void Street::end() {
    if (!parts_->daemon) return;
    parts_->daemon->stop();
    while (!parts_->ended) {
        parts_->io.restart();
        parts_->io.run_one_for(std::chrono::milliseconds{100});
    }
    parts_->daemon.reset();
}

void Street::restart() {
    end();
    begin();
}

Instant Street::now() const {
    return parts_->clock.now();
}

std::vector<Instant> const& Street::starts() const {
    return parts_->client.starts;
}

FeedState Street::state(std::size_t feed) const {
    return parts_->store.all_feeds().at(feed);
}

std::vector<std::string> Street::titles() const {
    std::vector<std::string> titles;
    for (auto const& bundle : parts_->received.bundles)
        for (auto const& delivery : bundle)
            if (delivery.alert.kind == AlertKind::item_new) titles.push_back(delivery.alert.item.title);
    return titles;
}

std::vector<std::string> Street::kinds() const {
    std::vector<std::string> kinds;
    for (auto const& bundle : parts_->received.bundles)
        for (auto const& delivery : bundle) kinds.emplace_back(to_text(delivery.alert.kind));
    return kinds;
}

net_test::Server const& Street::server() const {
    return parts_->server;
}

bool Street::poll_now(std::size_t feed) {
    return parts_->daemon->poll_now(parts_->daemon->settings().feeds.at(feed).id).is_granted();
}

}  // namespace feedherald::conduct
