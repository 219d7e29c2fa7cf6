// SPDX-License-Identifier: MIT
// Whose own wish forbids to ask them: a Retry-After that the daemon was given holds for commands, too.
#pragma once

#include "model/subscription.hpp"
#include "store/store.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace feedherald::cli {

class LeftAlone {
  public:
    /** A state that is not there, or cannot be read, knows of nobody. */
    explicit LeftAlone(std::filesystem::path const& state_directory);

    /** How long nobody may ask `url` yet, as its feed or its whole host was told; empty: now. Of hosts in the house
     * only the daemon keeps away. `like` says through which proxy it would be asked. */
    [[nodiscard]] std::optional<Duration> remaining(Subscription const& like, std::string const& url,
                                                    Instant now) const;

  private:
    std::unique_ptr<store::Store> store_;
};

}  // namespace feedherald::cli
