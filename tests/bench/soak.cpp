// SPDX-License-Identifier: MIT
// Days of ten thousand feeds in minutes: the real loops and a store on disk, a network that is made up, virtual time.
// Prints memory, descriptors and the size of the database as they go; exit 1 when memory or descriptors grow, or the
// database by more than its alerts explain.
//   usage: soak [HOURS [FEEDS]]
#include "base/log.hpp"
#include "engine/daemon.hpp"
#include "engine/manual_clock.hpp"
#include "engine/recording_sink.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

namespace feedherald::tests {
namespace {

namespace asio = boost::asio;

constexpr Instant start{std::chrono::sys_days{std::chrono::year{2026} / 11 / 22}};
constexpr int window = 20;
constexpr double kib_an_alert = 2;  // its text of 500 characters, its place in the outbox, the seen-set, a decision

/** Feed n publishes every n % 40 + 1 hours and keeps its newest twenty posts; some fail, some have moved away. */
class MadeUpWeb final : public net::HttpClient {
  public:
    explicit MadeUpWeb(ManualClock const& clock) : clock_(clock) {}
    std::size_t requests = 0;

    asio::awaitable<net::Exchanged> exchange(net::Request request) override {
        ++requests;
        co_await asio::post(co_await asio::this_coro::executor, asio::use_awaitable);
        auto const number = std::strtol(request.uri.target.c_str() + 1, nullptr, 10);
        auto const hours = std::chrono::duration_cast<std::chrono::hours>(clock_.now() - start).count() + 1000;
        if (number % 97 == 0 && hours % 5 == 0) {
            net::Failure away{net::Failure::Kind::connect, "the server refuses connections", std::nullopt};
            co_return away;
        }
        auto const newest = hours / (number % 40 + 1);
        net::Response response;
        response.url = request.uri.text();
        auto const etag = "\"" + std::to_string(newest) + "\"";
        response.headers.push_back({"ETag", etag});
        bool const same = request.conditional && request.conditional->etag == etag;
        response.status = same ? 304 : 200;
        if (!same) response.body = document(number, newest);
        co_return response;
    }

  private:
    static std::string document(long number, long newest) {
        std::string text = "<rss version=\"2.0\"><channel><title>Feed " + std::to_string(number) + "</title>";
        for (auto post = newest; post > newest - window; --post) {
            auto const id = std::to_string(number) + "/" + std::to_string(post);
            text += "<item><title>Post " + id + "</title><link>https://feeds.example/" + id + "</link><guid>" + id +
                    "</guid><description>" + std::string(500, 'x') + "</description></item>";
        }
        return text + "</channel></rss>";
    }

    ManualClock const& clock_;
};

struct Reading {
    double resident = 0;  ///< MiB
    std::size_t descriptors = 0;
    double database = 0;  ///< MiB
};

Reading read_now(std::filesystem::path const& directory) {
    ::malloc_trim(0);
    Reading reading;
    std::ifstream statm("/proc/self/statm");
    long pages = 0;
    statm >> pages >> pages;
    reading.resident = static_cast<double>(pages) * 4096 / 1048576;
    std::filesystem::directory_iterator const open("/proc/self/fd");
    reading.descriptors = static_cast<std::size_t>(std::distance(begin(open), end(open)));
    for (auto const& file : std::filesystem::directory_iterator(directory))
        reading.database += static_cast<double>(file.file_size()) / 1048576;
    return reading;
}

int soak(int hours, int feeds) {
    set_log_level(LogLevel::error);
    std::string pattern = std::filesystem::temp_directory_path() / "feedherald-soak-XXXXXX";
    std::filesystem::path const directory = ::mkdtemp(pattern.data());
    asio::io_context io{1};
    ManualClock clock{start};
    auto store = std::make_unique<store::Store>(directory, start);
    MadeUpWeb web{clock};
    config::Settings settings;
    config::SinkSettings sink;
    sink.name = SinkName("term");
    sink.type = "console";
    settings.sinks.push_back(sink);
    for (int number = 0; number < feeds; ++number) {
        auto& sub = settings.feeds.emplace_back();
        sub.url = "https://host" + std::to_string(number) + ".example/" + std::to_string(number);
        sub.alerts.edit().to = {sink.name};
    }
    Received received;
    std::mt19937_64 random{1};
    auto const jitter = [&] { return std::uniform_real_distribution<double>{}(random); };
    auto const factory = [&](config::SinkSettings const&) { return std::make_unique<RecordingSink>(received); };
    auto daemon =
        std::make_unique<engine::Daemon>(io.get_executor(), clock, *store, web, factory, jitter, settings, nullptr);
    asio::co_spawn(io, daemon->run(), [](std::exception_ptr error) {
        if (error) std::rethrow_exception(error);
    });
    std::size_t alerts = 0;
    std::size_t early_alerts = 0;
    Reading early;
    Reading now;
    for (int hour = 0; hour <= hours; ++hour) {
        clock.run_until(io, start + std::chrono::hours{hour});
        for (auto const& bundle : received.bundles) alerts += bundle.size();
        received.bundles.clear();
        now = read_now(directory);
        if (hour == hours / 4) {
            early = now;
            early_alerts = alerts;
        }
        std::printf("%3d h  %8zu requests  %7zu alerts  RSS %6.1f MiB  %zu descriptors  database %7.1f MiB\n", hour,
                    web.requests, alerts, now.resident, now.descriptors, now.database);
        std::fflush(stdout);
    }
    daemon->stop();
    io.restart();
    io.run();
    daemon.reset();
    store.reset();
    std::filesystem::remove_all(directory);
    bool const grows = now.resident > early.resident * 1.1 + 4 || now.descriptors > early.descriptors;
    std::puts(grows ? "memory or descriptors have grown" : "no growth of memory or descriptors");
    auto const a_post =
        (now.database - early.database) * 1024 / std::max<double>(1, static_cast<double>(alerts - early_alerts));
    std::printf("the database grew by %.2f KiB an alert, of at most %.0f\n", a_post, kib_an_alert);
    return grows || a_post > kib_an_alert ? 1 : 0;
}

}  // namespace
}  // namespace feedherald::tests

int main(int argc, char** argv) {
    int const hours = argc > 1 ? std::atoi(argv[1]) : 24;
    int const feeds = argc > 2 ? std::atoi(argv[2]) : 10000;
    return feedherald::tests::soak(hours, feeds);
}
