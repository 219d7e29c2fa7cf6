// SPDX-License-Identifier: MIT
// How fast a full outbox drains to one endpoint over HTTPS on loopback, one request after the other, and what an alert
// costs to enqueue. usage: bench_deliver [ALERTS]
#include "engine/deliver_loop.hpp"
#include "net/client.hpp"
#include "net/server.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <sys/resource.h>

namespace {

using namespace feedherald;
using Seconds = std::chrono::duration<double>;

constexpr int alerts_a_poll = 10;
constexpr int polls_a_transaction = 100;

double processor_seconds() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    auto const seconds = [](timeval const& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

long most_resident_kib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

Owed owed(FeedState const& feed, int number) {
    Owed debt;
    auto& alert = debt.alert;
    alert.feed = feed.id;
    alert.feed_url = feed.url;
    alert.feed_title = "A feed with a name";
    auto& item = alert.item;
    item.id = feed.url + "#" + std::to_string(number);
    item.url = "https://blog.example/posts/" + std::to_string(number);
    item.title = "A post whose title has some sixty characters, number " + std::to_string(number);
    item.content_html = std::string(1500, 'x');
    item.summary = std::string(300, 'y');
    item.authors = {{"Ada", "", ""}};
    item.tags = {"one", "two"};
    debt.to = {SinkName{"hook"}};
    return debt;
}

double enqueue(store::Store& store, std::vector<FeedState> const& feeds, int alerts, Instant now) {
    int number = 0;
    double spent = 0;
    while (number < alerts) {
        std::vector<store::PollRecord> polls;
        for (int i = 0; i < polls_a_transaction && number < alerts; ++i) {
            auto& poll = polls.emplace_back();
            poll.state = feeds[static_cast<std::size_t>(number / alerts_a_poll) % feeds.size()];
            for (int k = 0; k < alerts_a_poll && number < alerts; ++k) poll.owed.push_back(owed(poll.state, number++));
        }
        auto const begun = std::chrono::steady_clock::now();
        store.record(polls, now);
        spent += Seconds(std::chrono::steady_clock::now() - begun).count();
    }
    return spent;
}

config::SinkSettings hook(std::string const& url) {
    config::SinkSettings settings;
    settings.name = SinkName{"hook"};
    settings.type = "webhook";
    settings.ca_file = net_test::test_root_file();
    config::WebhookSettings webhook;
    webhook.url = Secret(url);
    webhook.secrets = {Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")};
    settings.settings = webhook;
    return settings;
}

void measure(int alerts, std::filesystem::path const& folder) {
    engine::SystemClock clock;
    store::Store store(folder, clock.now());
    std::vector<Subscription> subscriptions(50);
    for (std::size_t i = 0; i < subscriptions.size(); ++i)
        subscriptions[i].url = "https://feeds.example/" + std::to_string(i);
    auto const feeds = store.enlist(subscriptions, clock.now());
    auto const enqueued = enqueue(store, feeds, alerts, clock.now());
    std::printf("enqueue: %.1f us an alert (%d alerts, %d in a transaction)\n", 1e6 * enqueued / alerts, alerts,
                alerts_a_poll * polls_a_transaction);

    net_test::Server const receiver(
        net_test::with_tls(), [](std::string const&) { return net_test::raw("HTTP/1.1 204 No Content\r\n\r\n"); });
    boost::asio::io_context io{1};
    auto const client = net::make_client(io.get_executor(), net::ClientOptions{});
    auto const nothing = [] {};
    auto const lost = [](std::exception_ptr error) { std::rethrow_exception(error); };
    engine::Rooms const rooms{
        clock, store, *client, lost, [] { return 0.5; }, nothing, [](Instant) { return std::chrono::seconds{0}; }, {}};
    auto const settings = hook(receiver.url("/hook"));
    sink::Surroundings const surroundings{io.get_executor(), *client, nullptr, {}, [&] { return clock.now(); }};
    engine::DeliverLoop loop(io.get_executor(), rooms, settings, sink::make_sink(settings, surroundings));

    auto const resident = most_resident_kib();
    auto const processor = processor_seconds();
    auto const begun = std::chrono::steady_clock::now();
    engine::DeliverLoop::Tally tally;
    Seconds took{};
    boost::asio::co_spawn(io, loop.drain(), [&](std::exception_ptr const& error, engine::DeliverLoop::Tally done) {
        if (error) std::rethrow_exception(error);
        tally = done;
        took = std::chrono::steady_clock::now() - begun;
        io.stop();  // the connection is kept for a while, for alerts to come
    });
    io.run();
    std::printf("drain: %zu alerts in %.2f s: %.0f a second; %.0f us of processor each, receiver included; %+ld KiB\n",
                tally.delivered, took.count(), static_cast<double>(tally.delivered) / took.count(),
                1e6 * (processor_seconds() - processor) / static_cast<double>(tally.delivered),
                most_resident_kib() - resident);
}

}  // namespace

int main(int argc, char** argv) {
    auto const alerts = argc > 1 ? std::atoi(argv[1]) : 10000;
    std::string pattern = (std::filesystem::temp_directory_path() / "bench-deliver-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) return 1;
    measure(alerts, pattern);
    std::filesystem::remove_all(pattern);
    return 0;
}
