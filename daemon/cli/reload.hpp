// SPDX-License-Identifier: MIT
// Puts a changed configuration in force while the daemon runs: on SIGHUP, on the bus, and when its files are written.
#pragma once

#include "config/load.hpp"
#include "control/service.hpp"
#include "engine/daemon.hpp"
#include "engine/event.hpp"

#include <filesystem>
#include <optional>
#include <string>

#include <boost/asio/awaitable.hpp>

namespace feedherald::cli {

class Reload {
  public:
    /** All arguments outlive it. */
    Reload(boost::asio::any_io_executor const& executor, std::filesystem::path file, engine::Daemon& daemon,
           control::Service& service)
        : file_(std::move(file)), daemon_(daemon), service_(service), asked_(executor) {}

    /** Many requests in a row are one. */
    void ask() { asked_.notify(); }
    /** Reads the files at once: what is wrong with them, in one line; empty: they will be in force in a moment. */
    std::optional<std::string> ask_now();
    /** Reloads whenever asked; a configuration that is not valid is reported and changes nothing. Ends by cancellation.
     */
    boost::asio::awaitable<void> obey();
    /** Asks when config.toml or a file of feeds.d changes on disk, or a link that leads there. Ends by cancellation. */
    boost::asio::awaitable<void> watch();

  private:
    boost::asio::awaitable<void> reload();
    std::string refuse(std::vector<config::Diagnostic> const& errors);
    void end(std::string const& trouble);

    std::filesystem::path file_;
    engine::Daemon& daemon_;
    control::Service& service_;
    engine::Event asked_;
    std::optional<config::Loaded> loaded_;  ///< by ask_now()
    std::string refused_;                   ///< the errors that have been told: not again while they stay the same
};

}  // namespace feedherald::cli
