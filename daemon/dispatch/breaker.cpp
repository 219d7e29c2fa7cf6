// SPDX-License-Identifier: MIT
#include "dispatch/breaker.hpp"

#include "dispatch/retry.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::dispatch {

namespace {
/** New alerts should not wait long for an endpoint that is back; each delivery has its own, longer back-off beside it.
 */
constexpr std::chrono::milliseconds longest_probe_wait = std::chrono::minutes{1};
}  // namespace

Instant Breaker::open_until(Instant now) const {
    auto const until = std::max(open_until_, asked_until_);
    return until - now > longest_asked ? Instant{} : until;
}

bool Breaker::is_asked_to_wait(Instant now) const {
    return asked_until_ > now && asked_until_ - now <= longest_asked;
}

void Breaker::failed(DeliveryId delivery, FeedId feed, Instant now, double jitter) {
    if (failed_delivery_ != delivery) ++in_a_row_;
    failed_delivery_ = delivery;
    failed_feed_ = feed;
    if (is_probing()) open_until_ = now + std::min(retry_wait(++probes_, jitter), longest_probe_wait);
}

void Breaker::asked_to_wait(Instant until) {
    asked_until_ = std::max(asked_until_, until);
}

bool Breaker::answered() {
    bool const was_probing = is_probing();
    forget();
    return was_probing;
}

void Breaker::forget() {
    failed_delivery_.reset();
    failed_feed_.reset();
    in_a_row_ = 0;
    probes_ = 0;
    open_until_ = Instant{};
}

}  // namespace feedherald::dispatch
