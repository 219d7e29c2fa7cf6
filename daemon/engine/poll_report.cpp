// SPDX-License-Identifier: MIT
#include "engine/poll_report.hpp"

#include "base/log.hpp"
#include "base/message_id.hpp"
#include "schedule/move.hpp"

#include <vector>

namespace feedherald::engine {

namespace {

void tell_outcome(Polled const& polled, Subscription const& sub, FeedState const& before, FeedState const& after,
                  std::string const& why) {
    std::vector<LogField> fields{{"FEED_URL", sub.url},
                                 {"HTTP_STATUS", after.last_status == 0 ? "" : std::to_string(after.last_status)}};
    auto const with = [&fields](char const* id) {
        auto all = fields;
        all.push_back({"MESSAGE_ID", id});
        return all;
    };
    if (polled.result == Polled::Result::failed) {
        auto const message = polled.feed + ": " + polled.reason + "; " + why;
        bool const is_old_news = before.last_error == after.last_error;
        log(is_old_news ? LogLevel::debug : LogLevel::warning, message, with(message_id::feed_failed));
        return;
    }
    if (before.health == Health::failing) log_info(polled.feed + ": works again", with(message_id::feed_recovered));
    if (polled.new_items > 0)
        log_info(polled.feed + ": " + std::to_string(polled.new_items) +
                     (polled.new_items == 1 ? " new item" : " new items") + "; " + why,
                 with(message_id::new_items));
    else
        log_debug(polled.feed + ": nothing new; " + why, fields);
}

void tell_of_move(Polled const& polled, Subscription const& sub, Move const& before, Move const& after) {
    std::vector<LogField> const fields{{"FEED_URL", sub.url}};
    if (after.to.empty() && !before.to.empty())
        log_info(polled.feed + ": the move to " + before.to + " does not hold; " + sub.url + " is asked again", fields);
    else if (after.to != before.to)
        log_info(polled.feed + ": has moved permanently to " + after.to + ", which is asked from now on", fields);
    else if (!after.to.empty() && schedule::is_adopted(after) && !schedule::is_adopted(before))
        log_warning(polled.feed + ": has moved for good to " + after.to + ": change its url in the configuration",
                    fields);
}

}  // namespace

void report_gap(Subscription const& sub, FeedState const& state) {
    log_info(sub.shown_name(state.title) + ": items may have come and gone since the last poll; " +
                 (sub.poll.interval ? "a shorter interval would miss fewer" : "it is asked more often from now on"),
             {{"FEED_URL", sub.url}});
}

void report(Polled const& polled, Subscription const& sub, FeedState const& before, FeedState const& after,
            schedule::Due const& due, bool rekeyed, Instant now) {
    tell_outcome(polled, sub, before, after, after.health == Health::gone ? "it is no longer polled" : due.why);
    if (due.is_capped && before.next_poll_why != due.reason)
        log_info(polled.feed + ": " + due.why, {{"FEED_URL", sub.url}});
    tell_of_move(polled, sub, before.move, after.move);
    if (!after.suggested_url.empty() && after.suggested_url != before.suggested_url)
        log_info(polled.feed + ": names another address for itself, which is not followed: " + after.suggested_url,
                 {{"FEED_URL", sub.url}});
    if (rekeyed) {
        // A feed that invents ids at each fetch would say so at each fetch.
        bool const is_old_news = before.renamed && now - *before.renamed < std::chrono::days{7};
        log(is_old_news ? LogLevel::debug : LogLevel::info,
            polled.feed + ": the feed has renamed its items; those that were known alert nothing",
            {{"FEED_URL", sub.url}, {"MESSAGE_ID", message_id::feed_renamed}});
    }
}

}  // namespace feedherald::engine
