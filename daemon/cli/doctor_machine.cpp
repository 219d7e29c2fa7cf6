// SPDX-License-Identifier: MIT
// The checks of the machine: network, trust, time.
#include "base/dates.hpp"
#include "base/duration.hpp"
#include "base/uri.hpp"
#include "cli/doctor_checks.hpp"
#include "net/client.hpp"
#include "net/lookup.hpp"
#include "net/tls.hpp"
#include "schedule/host.hpp"

#include <algorithm>
#include <vector>

#include <sys/timex.h>

namespace feedherald::cli {

namespace {

// Servers' own clocks are not perfect, and an answer is some seconds on its way.
constexpr Duration tolerated = std::chrono::minutes{2};

Subscription const* first_public_feed(config::Settings const& settings) {
    auto const found = std::find_if(settings.feeds.begin(), settings.feeds.end(), [](Subscription const& feed) {
        return feed.enabled && !schedule::polite_host(feed.url).empty();
    });
    return found == settings.feeds.end() ? nullptr : &*found;
}

}  // namespace

Check check_network(config::Settings const& settings) {
    Check check{"network"};
    auto const* feed = first_public_feed(settings);
    if (feed == nullptr) {
        check.found = "no feed needs the internet";
        return check;
    }
    if (!net::has_network()) {
        check.result = Check::Result::fail;
        check.found = "there is no route to the internet";
        check.remedy = "connect; until then polls wait, and count against no feed";
        return check;
    }
    auto const host = parse_uri(feed->url)->host;
    auto answer = net::ask_system(host, net::Family::v4);
    if (answer.addresses.empty()) answer = net::ask_system(host, net::Family::v6);
    check.found = answer.addresses.empty() ? "the name " + host + " cannot be resolved: " + answer.trouble->reason
                                           : "there is a route, and names are resolved";
    if (!answer.addresses.empty()) return check;
    check.result = Check::Result::warn;
    check.remedy = "if other names fail as well, look at the name server (resolvectl status); a proxy may resolve it";
    return check;
}

Check check_tls(config::Settings const& settings) {
    Check check{"TLS"};
    net::Reach reach;
    if (!settings.feeds.empty()) reach.ca_file = settings.feeds.front().fetch->ca_file;
    net::TlsContexts contexts(net::process_environment());
    auto const context = contexts.context(reach);
    if (context) {
        check.found = "trusted certificates can be read" + (reach.ca_file.empty() ? "" : ", with " + reach.ca_file);
        return check;
    }
    check.result = Check::Result::fail;
    check.found = context.error().reason;
    check.remedy = "install the package ca-certificates, or name a file with [poll] ca_file or SSL_CERT_FILE";
    return check;
}

Check check_clock(store::Store* store, Instant now) {
    Check check{"clock"};
    std::vector<Duration> ahead;
    if (store != nullptr)
        for (auto const& feed : store->all_feeds()) {
            auto const date = parse_http_date(feed.cache.date);
            // An Age means that the answer, and its date, had been kept by a cache.
            if (!date || !feed.last_polled || !feed.cache.age.empty() || now - *feed.last_polled > std::chrono::days{2})
                continue;
            ahead.push_back(*feed.last_polled - *date);
        }
    if (ahead.size() >= 3) {
        auto const middle = ahead.begin() + static_cast<std::ptrdiff_t>(ahead.size() / 2);
        std::nth_element(ahead.begin(), middle, ahead.end());
        if (*middle > tolerated || *middle < -tolerated) {
            check.result = Check::Result::warn;
            check.found = "is " + in_words(*middle < Duration::zero() ? -*middle : *middle) +
                          (*middle < Duration::zero() ? " behind" : " ahead of") + " what servers say";
            check.remedy = "timedatectl set-ntp true";
            return check;
        }
    }
    timex kernel{};
    bool const synchronised = ::adjtimex(&kernel) != TIME_ERROR;
    check.found = to_rfc3339(std::chrono::floor<std::chrono::seconds>(now)) + (ahead.size() >= 3 ? ", as servers say"
                                                                               : synchronised    ? ", synchronised"
                                                                                              : ", not synchronised");
    if (ahead.size() < 3 && !synchronised) {
        check.result = Check::Result::warn;
        check.remedy = "timedatectl set-ntp true; a wrong clock makes certificates look expired and polls come late";
    }
    return check;
}

}  // namespace feedherald::cli
