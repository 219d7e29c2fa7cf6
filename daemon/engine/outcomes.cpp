// SPDX-License-Identifier: MIT
#include "engine/outcomes.hpp"

#include "base/duration.hpp"
#include "base/log.hpp"
#include "base/message_id.hpp"
#include "dispatch/retry.hpp"
#include "engine/endpoint_wait.hpp"
#include "engine/notice.hpp"
#include "engine/sink_fingerprint.hpp"

#include <algorithm>
#include <utility>

namespace feedherald::engine {

namespace {

/** Outcomes nearer together than this wait for the disk as one: a receiver may be faster than the disk. */
constexpr std::chrono::milliseconds sync_gap{50};
constexpr char given_up_note[] = "given-up ";

std::vector<DeliveryId> ids_of(std::vector<Delivery> const& bundle) {
    std::vector<DeliveryId> ids;
    for (auto const& delivery : bundle) ids.push_back(delivery.id);
    return ids;
}

std::vector<LogField> fields_of(config::SinkSettings const& settings, std::vector<Delivery> const& bundle,
                                char const* id = "", int http_status = 0) {
    return {{"SINK", settings.name.value()},
            {"FEED_URL", bundle.front().alert.feed_url},
            {"HTTP_STATUS", http_status == 0 ? "" : std::to_string(http_status)},
            {"MESSAGE_ID", id}};
}

std::string what(std::vector<Delivery> const& bundle) {
    if (bundle.size() > 1) return std::to_string(bundle.size()) + " alerts";
    auto const& item = bundle.front().alert.item;
    return item.title.empty() ? "the alert" : "\"" + item.title + "\"";
}

}  // namespace

Outcomes::Outcomes(Rooms const& rooms, config::SinkSettings const& settings)
    : rooms_(rooms),
      settings_(settings),
      fingerprint_(sink_fingerprint(settings)),
      told_(rooms.store.note(given_up_note + settings.name.value()).has_value()) {
    breaker_.asked_to_wait(noted_wait(rooms.store, settings.name, fingerprint_));
}

bool Outcomes::is_disabled() const {
    return rooms_.store.stays_disabled(settings_.name, fingerprint_);
}

bool Outcomes::settle(std::vector<Delivery> const& bundle, DeliveryOutcome const& outcome, bool is_endpoint) {
    if (std::holds_alternative<Delivered>(outcome)) {
        accept(bundle);
        return true;
    }
    if (auto const* rejected = std::get_if<Rejected>(&outcome)) {
        answered();
        give_up(bundle, *rejected);
    } else {
        keep_waiting(bundle, std::get<RetryLater>(outcome), is_endpoint);
    }
    return false;
}

void Outcomes::accept(std::vector<Delivery> const& bundle) {
    write(bundle, {.state = store::Settlement::State::delivered});
    log_debug(settings_.name.value() + ": delivered " + what(bundle), fields_of(settings_, bundle));
    if (std::exchange(failing_, false))
        log_info(settings_.name.value() + ": delivers again",
                 {{"SINK", settings_.name.value()}, {"MESSAGE_ID", message_id::delivery_recovered}});
    if (std::exchange(told_, false)) rooms_.store.remove_note(given_up_note + settings_.name.value());
    answered();
}

void Outcomes::answered() {
    if (breaker_.answered()) rooms_.store.make_due(settings_.name, rooms_.clock.now());
}

void Outcomes::wait_as_asked(std::chrono::milliseconds span) {
    auto const until = rooms_.clock.now() + std::min(span, dispatch::longest_asked);
    breaker_.asked_to_wait(until);
    note_wait(rooms_.store, settings_.name, fingerprint_, until);
}

/** An outcome that the store cannot take now must not be forgotten: the alert would be sent again and again. */
void Outcomes::write(std::vector<Delivery> const& bundle, store::Settlement settlement) {
    unwritten_.push_back({ids_of(bundle), std::move(settlement)});
    write_down();
}

void Outcomes::write_down() {
    while (!unwritten_.empty()) {
        auto const& outcome = unwritten_.front();
        bool const flush_follows = std::chrono::steady_clock::now() - synced_ < sync_gap;
        rooms_.store.settle(outcome.deliveries, outcome.settlement, rooms_.clock.now(), flush_follows);
        unwritten_.erase(unwritten_.begin());
        unflushed_ = flush_follows;
        if (flush_follows && rooms_.flush_soon) rooms_.flush_soon();
        if (rooms_.settled) rooms_.settled();
        if (!flush_follows) synced_ = std::chrono::steady_clock::now();
    }
}

void Outcomes::flush() {
    if (std::exchange(unflushed_, false)) rooms_.store.flush();
}

void Outcomes::give_up(std::vector<Delivery> const& bundle, Rejected const& rejected) {
    auto const now = rooms_.clock.now();
    auto const& reason = rejected.reason;
    write(bundle, {.state = store::Settlement::State::failed, .reason = reason});
    log_warning(settings_.name.value() + ": gave up " + what(bundle) + ": " + reason,
                fields_of(settings_, bundle, message_id::alert_given_up, rejected.http_status));
    if (!rejected.disable_sink) {
        tell_given_up(bundle, reason);
        return;
    }
    rooms_.store.disable_sink(settings_.name, reason, fingerprint_, now);
    log_warning(settings_.name.value() + ": disabled until its configuration changes: " + reason,
                {{"SINK", settings_.name.value()}, {"MESSAGE_ID", message_id::sink_disabled}});
    notice(rooms_, AlertKind::sink_disabled,
           settings_.name.value() + " gets nothing more until its configuration changes: " + reason,
           desktops_but(rooms_, settings_.name));
}

void Outcomes::tell_given_up(std::vector<Delivery> const& bundle, std::string const& reason) {
    if (std::exchange(told_, true)) return;
    rooms_.store.set_note(given_up_note + settings_.name.value(), "told");
    notice(rooms_, AlertKind::sink_failing,
           settings_.name.value() + " did not take " + what(bundle) + ": " + reason + ". \"feedherald retry " +
               settings_.name.value() + "\" sends again what was given up.",
           desktops_but(rooms_, settings_.name));
}

void Outcomes::keep_waiting(std::vector<Delivery> bundle, RetryLater const& later, bool is_endpoint) {
    auto const now = rooms_.clock.now();
    auto const failed = [&](Delivery const& delivery) {
        auto const since = later.was_refused ? delivery.first_attempt.value_or(now) : now;
        return dispatch::Failed{since, delivery.attempts + 1, later.after, settings_.retry_for};
    };
    if (later.after && *later.after > std::chrono::milliseconds::zero()) wait_as_asked(*later.after);
    // A digest holds old and new: only what has been tried for long enough is given up.
    auto const jitter = rooms_.jitter();
    if (is_endpoint && later.was_refused) breaker_.failed(bundle.front().id, bundle.front().alert.feed, now, jitter);
    auto const has_time = [&](Delivery const& d) { return dispatch::next_attempt(failed(d), now, jitter).has_value(); };
    auto const over = std::stable_partition(bundle.begin(), bundle.end(), has_time);
    if (over != bundle.end()) {
        std::vector<Delivery> const late(over, bundle.end());
        Rejected const final{later.reason + "; tried for " + in_words(settings_.retry_for), false, later.http_status};
        give_up(late, final);
        bundle.erase(over, bundle.end());
    }
    if (bundle.empty()) return;
    auto const fewer_attempts = [](Delivery const& a, Delivery const& b) { return a.attempts < b.attempts; };
    auto const& most_tried = *std::max_element(bundle.begin(), bundle.end(), fewer_attempts);
    auto const again = dispatch::next_attempt(failed(most_tried), now, jitter);
    write(bundle, {.state = store::Settlement::State::pending,
                   .next_attempt = *again,
                   .reason = later.reason,
                   .counts_as_attempt = later.was_refused,
                   .explicit_wait = later.after && *again == now + std::min(*later.after, dispatch::longest_asked)});
    auto const message = settings_.name.value() + ": " + what(bundle) +
                         (later.was_refused ? " was not accepted: " : " waits: ") + later.reason +
                         "; next attempt in " + in_words(*again - now);
    if (std::exchange(failing_, true))
        log_debug(message, fields_of(settings_, bundle, "", later.http_status));
    else
        log_warning(message, fields_of(settings_, bundle, message_id::delivery_failed, later.http_status));
}

}  // namespace feedherald::engine
