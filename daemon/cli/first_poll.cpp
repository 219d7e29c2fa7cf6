// SPDX-License-Identifier: MIT
#include "cli/first_poll.hpp"

#include "base/uri.hpp"
#include "cli/state_view.hpp"
#include "engine/handover.hpp"
#include "engine/local_offset.hpp"
#include "engine/poll.hpp"
#include "store/store.hpp"

#include <algorithm>
#include <random>

namespace feedherald::cli {

struct FirstPoll::State {
    Web& web;
    Document document;
    std::string url;                      ///< as Subscription::url has it
    std::unique_ptr<store::Store> store;  ///< null: a daemon holds it, or it cannot be written
    std::string obstacle;                 ///< then: in words
};

FirstPoll::FirstPoll(Web& web, config::Settings const& settings, std::string const& url, Document document)
    : state_(new State{web, std::move(document), url, nullptr, {}}) {
    if (auto const uri = parse_uri(url)) state_->url = uri->text();
    auto const directory = state_directory_of(settings, DaemonLink::find().get());
    try {
        state_->store = std::make_unique<store::Store>(directory, web.clock.now());
    } catch (store::InUse const&) {
        engine::hand_over(directory, state_->url, state_->document);
        state_->obstacle = "the running daemon takes it up";
    } catch (std::runtime_error const& error) {  // the feed can be added all the same; its first poll comes later
        state_->obstacle = std::string("its first poll is not recorded: ") + error.what();
    }
}

FirstPoll::~FirstPoll() = default;

std::string FirstPoll::record(config::Settings settings) {
    if (!state_->store) return state_->obstacle;
    auto& store = *state_->store;
    auto& clock = state_->web.clock;
    store.enlist(settings.feeds, clock.now());
    auto const is_ours = [this](Subscription const& sub) { return sub.url == state_->url; };
    auto const sub = std::find_if(settings.feeds.begin(), settings.feeds.end(), is_ours);
    if (sub == settings.feeds.end()) return "its first poll comes when the daemon starts";
    std::random_device random;
    engine::Rooms rooms{clock,
                        store,
                        *state_->web.http,
                        [](std::exception_ptr const&) {},
                        [&random] { return std::uniform_real_distribution<double>{}(random); },
                        [] {},
                        engine::local_offset,
                        {}};
    for (auto const& sink : settings.sinks)
        if (sink.type == "desktop") rooms.desktop_sinks.push_back(sink.name);
    Fetched const fetched = state_->document;
    engine::take_in(*sub, fetched, rooms);
    auto const count = store.items_known(sub->id);
    return std::to_string(count) + (count == 1 ? " item is" : " items are") + " known now";
}

}  // namespace feedherald::cli
