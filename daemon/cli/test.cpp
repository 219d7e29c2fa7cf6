// SPDX-License-Identifier: MIT
#include "cli/test.hpp"

#include "base/text.hpp"
#include "cli/load_config.hpp"
#include "cli/named_sink.hpp"
#include "cli/outside.hpp"
#include "cli/sample_alert.hpp"

#include <algorithm>
#include <iostream>
#include <set>

#include <boost/asio/co_spawn.hpp>

namespace feedherald::cli {

namespace asio = boost::asio;

namespace {

struct Report {
    std::ostream& out;
    std::string const& sink;
    bool operator()(Delivered const&) const {
        out << sink << ": delivered\n";
        return true;
    }
    bool operator()(RetryLater const& later) const {
        out << sink << ": not accepted now: " << escape_controls(later.reason) << '\n';
        return false;
    }
    bool operator()(Rejected const& rejected) const {
        out << sink << ": rejected: " << escape_controls(rejected.reason) << '\n';
        return false;
    }
};

asio::awaitable<bool> try_all(Outside& outside, std::vector<config::SinkSettings> sinks) {
    bool all = true;
    for (auto const& settings : sinks) {
        auto const sink = outside.make_sink(settings);
        std::vector<Delivery> bundle(1, sample_alert(settings.name, outside.clock.now()));
        auto const outcome = co_await sink->deliver(std::move(bundle));
        all = std::visit(Report{std::cout, settings.name.value()}, outcome) && all;
    }
    co_return all;
}

/** The sink that was named, else every one that some feed uses; all where there is no feed yet. */
std::vector<config::SinkSettings> chosen(config::Settings const& settings, std::optional<std::string> const& name) {
    std::set<SinkName> used;
    for (auto const& feed : settings.feeds) used.insert(feed.alerts->to.begin(), feed.alerts->to.end());
    std::vector<config::SinkSettings> sinks;
    for (auto const& sink : settings.sinks)
        if (name ? sink.name.value() == *name : used.empty() || used.contains(sink.name)) sinks.push_back(sink);
    return sinks;
}

}  // namespace

int test(Arguments const& arguments) {
    auto const loaded = load_config_or_tell(arguments);
    if (!loaded) return Exit::invalid_configuration;
    auto const name = arguments.one("SINK");
    if (name && sink_or_tell(loaded->settings, *name) == nullptr) return Exit::failure;
    auto sinks = chosen(loaded->settings, name);

    Outside outside;
    bool all = false;
    std::exception_ptr broken;
    asio::co_spawn(outside.io, try_all(outside, std::move(sinks)), [&](std::exception_ptr error, bool delivered) {
        broken = error;
        all = delivered;
        outside.io.stop();
    });
    outside.io.run();
    if (broken) std::rethrow_exception(broken);
    return all ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
