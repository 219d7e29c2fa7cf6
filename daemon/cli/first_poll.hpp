// SPDX-License-Identifier: MIT
// The document that `add` has fetched becomes the feed's first poll, so that nobody asks for it again.
#pragma once

#include "cli/web.hpp"
#include "config/settings.hpp"
#include "model/fetched.hpp"

#include <memory>
#include <optional>
#include <string>

namespace feedherald::cli {

/** Made before the configuration is written: a running daemon reads it at once. */
class FirstPoll {
  public:
    /** Takes the state for itself, or, where a daemon holds it, leaves `document` there for the daemon. */
    FirstPoll(Web& web, config::Settings const& settings, std::string const& url, Document document);
    ~FirstPoll();
    FirstPoll(FirstPoll const&) = delete;
    FirstPoll& operator=(FirstPoll const&) = delete;

    /** Once it is written: records the document. In words what has become of it: "3 items are known now", or that the
     *  daemon takes it up. */
    std::string record(config::Settings settings);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace feedherald::cli
