// SPDX-License-Identifier: MIT
#include "net/resolve.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::net {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;

namespace {

constexpr std::chrono::minutes remembered_for{5};
constexpr std::chrono::minutes family_remembered_for{10};
constexpr std::chrono::milliseconds ipv6_grace{50};
constexpr std::size_t most_known = 16384;

bool is_loopback_name(std::string const& host) {
    return host == "localhost" || host.ends_with(".localhost") || host == "localhost.";
}

/** RFC 6761 §6.4: known not to exist. */
bool is_invalid_name(std::string const& host) {
    return host == "invalid" || host.ends_with(".invalid");
}

std::size_t index_of(Family family) {
    return family == Family::v4 ? 0 : 1;
}

}  // namespace

struct Resolver::Question {
    explicit Question(asio::any_io_executor const& executor) : changed(executor, Clock::time_point::max()) {}
    std::array<std::optional<LookupAnswer>, 2> answers;
    asio::steady_timer changed;  ///< cancelled at each answer; runs out when IPv6 has had its grace
    bool settled = false;

    [[nodiscard]] Addresses addresses() const {
        Addresses all;
        for (auto const& answer : answers) {
            if (answer) all.insert(all.end(), answer->addresses.begin(), answer->addresses.end());
        }
        return all;
    }
};

Resolver::Addresses interleave(Resolver::Addresses addresses, Family first) {
    auto const is_first = [&](asio::ip::address const& address) { return address.is_v4() == (first == Family::v4); };
    auto const middle = std::stable_partition(addresses.begin(), addresses.end(), is_first);
    Resolver::Addresses mixed;
    auto a = addresses.begin();
    auto b = middle;
    while (a != middle || b != addresses.end()) {
        if (a != middle) mixed.push_back(*a++);
        if (b != addresses.end()) mixed.push_back(*b++);
    }
    return mixed;
}

Resolver::Resolver(asio::any_io_executor executor, Lookup lookup)
    : executor_(std::move(executor)),
      lookup_(std::move(lookup)),
      self_(std::make_shared<Resolver*>(this)),
      pool_(executor_) {}

Resolver::~Resolver() = default;

asio::awaitable<Attempt<Resolver::Addresses>> Resolver::resolve(std::string host) {
    boost::system::error_code error;
    auto const literal = asio::ip::make_address(host, error);
    if (!error) co_return Addresses(1, literal);
    if (is_loopback_name(host)) {
        Addresses loopback{asio::ip::address_v4::loopback(), asio::ip::address_v6::loopback()};
        co_return loopback;
    }
    if (is_invalid_name(host)) co_return Trouble{Failure::Kind::dns, "no such host: " + host};
    if (auto const known = known_.find(host); known != known_.end() && Clock::now() < known->second.until) {
        co_return interleave(known->second.addresses, known->second.first(Clock::now()));
    }
    auto const question = ask(host);
    while (!question->settled) {
        auto const [outcome] = co_await question->changed.async_wait(asio::as_tuple(asio::use_awaitable));
        if (!outcome) question->settled = true;
    }
    auto addresses = question->addresses();
    if (addresses.empty()) {
        auto const& reason = question->answers[0] ? question->answers[0]->trouble : question->answers[1]->trouble;
        co_return reason.value_or(Trouble{Failure::Kind::dns, "no such host: " + host});
    }
    auto const known = known_.find(host);
    co_return interleave(std::move(addresses), known == known_.end() ? Family::v6 : known->second.first(Clock::now()));
}

std::shared_ptr<Resolver::Question> Resolver::ask(std::string const& host) {
    if (auto const open = open_.find(host); open != open_.end()) return open->second;
    auto question = std::make_shared<Question>(executor_);
    for (auto const family : {Family::v6, Family::v4}) {
        std::weak_ptr<Question> const waiting = question;
        std::weak_ptr<Resolver*> const resolver = self_;
        pool_.run([=, lookup = lookup_]() -> std::function<void()> {
            auto answer = std::make_shared<LookupAnswer>(lookup(host, family));
            return [=] {
                auto const self = resolver.lock();
                auto const asked = waiting.lock();
                if (!self || !asked) return;
                asked->answers[index_of(family)] = std::move(*answer);
                (*self)->settle(host, *asked);
            };
        });
    }
    // Last: a question that could not be asked must not be waited for by the next who asks.
    open_[host] = question;
    return question;
}

void Resolver::settle(std::string const& host, Question& question) {
    bool const all = question.answers[0] && question.answers[1];
    if (!all) {
        // A came first: AAAA gets a moment more (RFC 8305 §3). AAAA first: A may take as long as it takes.
        if (question.answers[0] && !question.answers[0]->addresses.empty()) {
            question.changed.expires_after(ipv6_grace);
        }
        return;
    }
    question.settled = true;
    question.changed.cancel();
    if (auto addresses = question.addresses(); !addresses.empty()) {
        if (known_.size() >= most_known) known_.erase(known_.begin());
        auto& known = known_[host];
        known.addresses = std::move(addresses);
        known.until = Clock::now() + remembered_for;
    }
    open_.erase(host);
}

void Resolver::remember(std::string const& host, asio::ip::address const& reached) {
    if (auto const known = known_.find(host); known != known_.end()) {
        known->second.reached = reached.is_v4() ? Family::v4 : Family::v6;
        known->second.reached_until = Clock::now() + family_remembered_for;
    }
}

void Resolver::forget(std::string const& host) {
    known_.erase(host);
}

}  // namespace feedherald::net
