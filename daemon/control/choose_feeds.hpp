// SPDX-License-Identifier: MIT
// The feeds that a person means: by address, by name, or by tag.
#pragma once

#include "model/subscription.hpp"
#include "store/store.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace feedherald::control {

/** The feed's own title, where it is known; asked only where nothing else fits. */
using TitleOf = std::function<std::string(Subscription const&)>;

/** The address first, then names (the user's, then the feed's own title; case does not matter), then tags: the first
 *  of these that fits anything decides. Empty where nothing fits. */
std::vector<Subscription const*> choose_feeds(std::span<Subscription const> feeds, std::string const& wanted,
                                              TitleOf const& title_of);

/** Those that a poll without a name means: enabled, and not known to be gone; of these each is asked by its name alone
 *  (A-26). */
std::vector<Subscription const*> feeds_to_poll(std::span<Subscription const> feeds, store::Store& store);

}  // namespace feedherald::control
