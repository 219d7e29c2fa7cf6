// SPDX-License-Identifier: MIT
// What a redirect means: the next address, or why not to go there (A-60..A-63, C-23). Pure.
#pragma once

#include "base/uri.hpp"
#include "net/trouble.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace feedherald::net {

/** An address as requests and validators know it: without credentials and fragment. */
std::string request_url(Uri const& uri);

bool is_redirect(int status);

/** The way of one exchange so far. */
class RedirectChain {
  public:
    RedirectChain(Uri start, int most);
    [[nodiscard]] Uri const& here() const { return here_; }
    /** Only there may credentials go: the first origin, as long as it has never been left. */
    [[nodiscard]] bool is_home() const { return home_; }
    /** Every hop so far was 301 or 308, and there was one. */
    [[nodiscard]] bool is_permanent() const { return hops_ > 0 && permanent_; }
    /** Moves on, or says why not; then here() stays. */
    Attempt<void> follow(int status, std::string_view location);

  private:
    Uri start_;
    Uri here_;
    int most_;
    int hops_ = 0;
    bool home_ = true;
    bool permanent_ = true;
    std::vector<std::string> seen_;
};

}  // namespace feedherald::net
