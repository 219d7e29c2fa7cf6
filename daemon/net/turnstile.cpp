// SPDX-License-Identifier: MIT
#include "net/turnstile.hpp"

#include <algorithm>
#include <list>
#include <unordered_map>
#include <utility>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace feedherald::net {

namespace asio = boost::asio;

namespace {

constexpr int most_at_a_host = 1;
constexpr int most_at_an_address = 2;

std::string place_of(asio::ip::address const& address) {
    return "@" + address.to_string();
}

}  // namespace

struct Turnstile::State {
    explicit State(asio::any_io_executor of) : executor(std::move(of)) {}
    asio::any_io_executor executor;
    std::unordered_map<std::string, int> inside;
    std::list<asio::steady_timer> waiting;  ///< the longest first; cancelled when a place is given back

    [[nodiscard]] bool has_room(std::string const& place, int most) const {
        auto const found = inside.find(place);
        return found == inside.end() || found->second < most;
    }
    void leave(std::string const& place) {
        auto const found = inside.find(place);
        if (--found->second == 0) inside.erase(found);
    }
    void wake_all() {
        for (auto& timer : waiting) timer.cancel();
    }
};

Turnstile::Pass::Pass(std::shared_ptr<State> state, std::vector<std::string> places)
    : state_(std::move(state)), places_(std::move(places)) {}

Turnstile::Pass::~Pass() {
    give_back();
}

Turnstile::Pass& Turnstile::Pass::operator=(Pass&& other) noexcept {
    give_back();
    state_ = std::move(other.state_);
    places_ = std::move(other.places_);
    return *this;
}

void Turnstile::Pass::give_back() {
    if (!state_ || places_.empty()) return;
    for (auto const& place : places_) state_->leave(place);
    places_.clear();
    state_->wake_all();
}

bool Turnstile::Pass::is_for(asio::ip::address const& address) const {
    return std::find(places_.begin(), places_.end(), place_of(address)) != places_.end();
}

void Turnstile::Pass::settle(asio::ip::address const& address) {
    auto const mine = std::find(places_.begin(), places_.end(), place_of(address));
    if (mine == places_.end()) return;
    std::iter_swap(places_.begin(), mine);
    for (auto place = places_.begin() + 1; place != places_.end(); ++place) state_->leave(*place);
    bool const gave_some_back = places_.size() > 1;
    places_.resize(1);
    if (gave_some_back) state_->wake_all();
}

Turnstile::Turnstile(asio::any_io_executor const& executor) : state_(std::make_shared<State>(executor)) {}

asio::awaitable<Turnstile::Pass> Turnstile::enter(std::vector<std::string> places, int most,
                                                  std::function<void()> on_wait) {
    struct Waiter {
        explicit Waiter(std::shared_ptr<State> of)
            : state(std::move(of)),
              mine(state->waiting.emplace(state->waiting.end(), state->executor,
                                          asio::steady_timer::time_point::max())) {}
        ~Waiter() { state->waiting.erase(mine); }
        Waiter(Waiter const&) = delete;
        Waiter& operator=(Waiter const&) = delete;
        std::shared_ptr<State> state;
        std::list<asio::steady_timer>::iterator mine;
    };
    auto const state = state_;
    std::unique_ptr<Waiter> waiter;
    while (true) {
        std::vector<std::string> free;
        for (auto const& place : places)
            if (state->has_room(place, most)) free.push_back(place);
        if (!free.empty()) {
            for (auto const& place : free) ++state->inside[place];
            co_return Pass{state, std::move(free)};
        }
        if (!waiter) {
            waiter = std::make_unique<Waiter>(state);
            on_wait();
        }
        // Cancelled by those who leave; when the caller is cancelled, the next wait throws.
        co_await waiter->mine->async_wait(asio::as_tuple(asio::use_awaitable));
    }
}

asio::awaitable<Turnstile::Pass> Turnstile::enter_host(std::string authority, std::function<void()> on_wait) {
    std::vector<std::string> const places{std::move(authority)};
    co_return co_await enter(places, most_at_a_host, std::move(on_wait));
}

asio::awaitable<Turnstile::Pass> Turnstile::enter_address(std::vector<asio::ip::address> addresses,
                                                          std::function<void()> on_wait) {
    std::vector<std::string> places;
    for (auto const& address : addresses) places.push_back(place_of(address));
    co_return co_await enter(places, most_at_an_address, std::move(on_wait));
}

}  // namespace feedherald::net
