// SPDX-License-Identifier: MIT
#include "control/daemon_object.hpp"

#include "base/version.hpp"
#include "control/bus_names.hpp"
#include "control/choose_feeds.hpp"
#include "control/explain.hpp"
#include "control/feed_row.hpp"
#include "control/history.hpp"
#include "engine/pause.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace feedherald::control {

namespace {

using bus::Reply;
using bus::Value;
using bus::Values;

constexpr std::uint64_t longest_span = std::uint64_t{86400} * 365 * 100;  // seconds: more is "for ever"

Reply failed(std::string const& kind, std::string message) {
    return Reply::failed(error_prefix + kind, std::move(message));
}

Reply no_such_feed(std::string const& wanted) {
    return failed("NoSuchFeed", "there is no feed \"" + wanted + "\": no address, name or tag is that");
}

std::string error_kind(engine::Wish const& refused) {
    using Answer = engine::Wish::Answer;
    if (refused.answer == Answer::not_enabled) return "NotEnabled";
    return refused.answer == Answer::cool_down ? "CoolDown" : "TooSoon";
}

std::string text_at(Values const& arguments, std::size_t place) {
    return arguments.at(place).text();
}

std::uint64_t seconds_at(Values const& arguments, std::size_t place) {
    auto const* seconds = arguments.at(place).get<std::uint64_t>();
    return std::min(seconds != nullptr ? *seconds : 0, longest_span);
}

std::uint32_t counted(std::size_t number) {
    return static_cast<std::uint32_t>(std::min<std::size_t>(number, std::numeric_limits<std::uint32_t>::max()));
}

/** Only what a property may hold. */
std::string as_text(Value const& value) {
    if (auto const* number = value.get<std::uint32_t>()) return std::to_string(*number);
    if (auto const* flag = value.get<bool>()) return *flag ? "true" : "false";
    return value.text();
}

}  // namespace

DaemonObject::DaemonObject(bus::Connection& bus, engine::Daemon& daemon, std::string state_directory, AskReload reload)
    : bus_(bus), daemon_(daemon), state_directory_(std::move(state_directory)), reload_(std::move(reload)) {}

bus::Object DaemonObject::description() {
    auto const method = [](auto member, auto* self) {
        return [member, self](auto const& in) { return (self->*member)(in); };
    };
    bus::Object object;
    object.path = object_path;
    object.interface = interface_name;
    object.methods = {
        {"Poll", {{"feeds", "as"}}, {}, method(&DaemonObject::poll, this)},
        {"Pause", {{"seconds", "t"}}, {}, method(&DaemonObject::pause, this)},
        {"Resume", {}, {}, [this](auto const&) { return resume(); }},
        {"Reload", {}, {}, [this](auto const&) { return reload(); }},
        {"ListFeeds", {}, {{"feeds", "aa{sv}"}}, [this](auto const&) { return list_feeds(); }},
        {"History", {{"n", "u"}}, {{"alerts", "aa{sv}"}}, method(&DaemonObject::history, this)},
        {"Explain", {{"feed", "s"}, {"item", "s"}}, {{"explanation", "a{sv}"}}, method(&DaemonObject::explain, this)},
        {"Mute", {{"feed", "s"}, {"seconds", "t"}}, {}, method(&DaemonObject::mute, this)},
    };
    for (auto const& [name, value] : properties())
        object.properties.push_back(
            {name, value.signature(), [this, property = name] { return properties().at(property); }});
    object.signals = {{"ItemNew", {{"item", "a{sv}"}}},
                      {"FeedFailed", {{"url", "s"}, {"reason", "s"}}},
                      {"FeedRecovered", {{"url", "s"}}}};
    return object;
}

std::map<std::string, Value> DaemonObject::properties() const {
    auto const condition = daemon_.condition();
    return {{"Version", std::string(version)},
            {"StateDirectory", state_directory_},
            {"Paused", condition.paused_until.has_value()},
            {"FeedCount", counted(condition.feeds)},
            {"FailingCount", counted(condition.failing)},
            {"PendingAlerts", counted(condition.pending_alerts)},
            {"NextPoll", condition.next_poll ? control::told(*condition.next_poll) : std::string()}};
}

void DaemonObject::refresh() {
    std::vector<std::string> changed;
    for (auto const& [name, value] : properties()) {
        auto text = as_text(value);
        auto const [place, is_new] = told_.try_emplace(name, text);
        if (is_new || place->second == text) continue;
        place->second = std::move(text);
        changed.push_back(name);
    }
    if (!changed.empty()) bus_.properties_changed(object_path, interface_name, changed);
}

void DaemonObject::emit(std::string member, Values arguments) {
    bus_.emit({{}, object_path, interface_name, std::move(member), std::move(arguments)});
}

void DaemonObject::tell(Subscription const& feed, engine::Polled const& polled) {
    for (auto const& alert : polled.alerts) {
        auto facts = facts_of(alert);
        facts.emplace_back("feed_title", alert.feed_title);
        emit("ItemNew", {to_bus(facts)});
    }
    if (polled.began_to_fail) emit("FeedFailed", {Value{feed.url}, to_bus(Fact(polled.reason))});
    if (polled.recovered) emit("FeedRecovered", {Value{feed.url}});
}

DaemonObject::Chosen DaemonObject::choose(std::string const& wanted) const {
    return choose_feeds(daemon_.settings().feeds, wanted, [this](Subscription const& feed) {
        auto const state = daemon_.store().known(feed.id);
        return state ? state->title : std::string();
    });
}

/** An error only where nothing at all will be polled: then it is the first refusal's. */
Reply DaemonObject::poll(Values const& arguments) {
    auto const wanted = arguments.at(0).texts();
    Chosen feeds;
    for (auto const& name : wanted) {
        auto const some = choose(name);
        if (some.empty()) return no_such_feed(name);
        feeds.insert(feeds.end(), some.begin(), some.end());
    }
    if (wanted.empty()) feeds = feeds_to_poll(daemon_.settings().feeds, daemon_.store());

    std::optional<Reply> refused;
    bool any = false;
    for (auto const* feed : feeds) {
        auto const wish = daemon_.poll_now(feed->id);
        if (wish.is_granted())
            any = true;
        else if (!refused)
            refused = failed(error_kind(wish), feed->shown_name({}) + " is not polled now: " + wish.reason);
    }
    refresh();
    return any || !refused ? Reply{} : *refused;
}

Reply DaemonObject::pause(Values const& arguments) {
    auto const seconds = seconds_at(arguments, 0);
    bool const for_ever = seconds == 0 || seconds == longest_span;
    daemon_.pause(for_ever ? engine::until_resumed : daemon_.now() + std::chrono::seconds(seconds));
    refresh();
    return {};
}

Reply DaemonObject::resume() {
    daemon_.pause(std::nullopt);
    refresh();
    return {};
}

Reply DaemonObject::reload() {
    if (auto const trouble = reload_()) return failed("InvalidConfiguration", *trouble);
    return {};
}

Reply DaemonObject::list_feeds() const {
    std::vector<Facts> feeds;
    for (auto const& row : feed_rows(daemon_.settings().feeds, &daemon_.store(), daemon_.now(), true))
        feeds.push_back(facts_of(row));
    return {{to_bus(feeds)}, std::nullopt};
}

Reply DaemonObject::history(Values const& arguments) const {
    auto const* most = arguments.at(0).get<std::uint32_t>();
    std::vector<Facts> alerts;
    for (auto const& entry : history_of(daemon_.store(), most != nullptr ? *most : 0))
        alerts.push_back(facts_of(entry));
    return {{to_bus(alerts)}, std::nullopt};
}

Reply DaemonObject::explain(Values const& arguments) const {
    auto const wanted = text_at(arguments, 0);
    auto const chosen = choose(wanted);
    if (chosen.empty()) return no_such_feed(wanted);
    if (chosen.size() > 1)
        return failed("AmbiguousFeed", "\"" + wanted + "\" is more than one feed: name one by its address");
    auto& store = daemon_.store();
    auto const row = feed_row(*chosen.front(), &store, daemon_.now());
    auto const item = text_at(arguments, 1);
    if (item.empty()) return {{to_bus(facts_of(explain_feed(row, &store, daemon_.now())))}, std::nullopt};
    auto const explanation = explain_item(row, store, item, daemon_.now());
    if (!explanation) return failed("NoSuchItem", "the state knows no item \"" + item + "\" of " + row.shown_name());
    return {{to_bus(facts_of(*explanation))}, std::nullopt};
}

Reply DaemonObject::mute(Values const& arguments) {
    auto const wanted = text_at(arguments, 0);
    auto const chosen = choose(wanted);
    if (chosen.empty()) return no_such_feed(wanted);
    for (auto const* feed : chosen) daemon_.mute(feed->id, std::chrono::seconds(seconds_at(arguments, 1)));
    return {};
}

}  // namespace feedherald::control
