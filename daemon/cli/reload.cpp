// SPDX-License-Identifier: MIT
#include "cli/reload.hpp"

#include "base/log.hpp"
#include "base/message_id.hpp"
#include "cli/config_places.hpp"
#include "cli/load_config.hpp"
#include "control/status.hpp"
#include "engine/file_watch.hpp"

#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include <boost/asio/error.hpp>
#include <boost/system/system_error.hpp>

namespace feedherald::cli {

namespace asio = boost::asio;

asio::awaitable<void> Reload::obey() {
    for (;;) {
        co_await asked_.wait();
        co_await reload();
    }
}

std::optional<std::string> Reload::ask_now() {
    auto loaded = load_config(file_);
    if (!loaded) {
        service_.reloading();
        return refuse(loaded.error());
    }
    loaded_ = std::move(*loaded);
    ask();
    return std::nullopt;
}

/** Tells it once in the log and on the desktop, however often the same files are read; `status` tells it all the time.
 */
std::string Reload::refuse(std::vector<config::Diagnostic> const& errors) {
    std::string all;
    for (auto const& error : errors) all += error.text() + '\n';
    auto const first = errors.front().text();
    if (all != refused_) {
        for (auto const& error : errors) log_error(error.text());
        log_error("the configuration is not valid: the one that was running stays in force",
                  {{"MESSAGE_ID", message_id::configuration_refused}});
        auto const more = errors.size() > 1 ? " (and " + std::to_string(errors.size() - 1) + " more)" : "";
        daemon_.tell_person(AlertKind::configuration_invalid,
                            first + more + "; the one that was running stays in force");
        refused_ = std::move(all);
    }
    end("configuration error, the old one stays in force: " + first);
    return first;
}

void Reload::end(std::string const& trouble) {
    control::note_trouble(daemon_.store(), trouble);
    service_.ready(trouble);
}

asio::awaitable<void> Reload::reload() {
    service_.reloading();
    auto now = std::exchange(loaded_, std::nullopt);
    if (!now) {
        auto loaded = load_config(file_);
        if (!loaded) {
            refuse(loaded.error());
            co_return;
        }
        now = std::move(*loaded);
    }
    refused_.clear();
    for (auto const& warning : now->warnings) log_warning(warning.text());
    auto const& running = daemon_.settings();
    if (now->settings.state != running.state || now->settings.dbus != running.dbus)
        log_warning("[state] and [control] take effect when the daemon is started again");
    std::string trouble;
    try {
        co_await daemon_.reload(std::move(now->settings));
    } catch (store::Damaged const&) {
        throw;
    } catch (boost::system::system_error const& e) {
        if (e.code() == asio::error::operation_aborted) throw;
        trouble = std::string("the configuration was not reloaded: ") + e.what();
    } catch (std::runtime_error const& e) {  // a full disk, a sink that cannot be made: the daemon itself is well
        trouble = std::string("the configuration was not reloaded: ") + e.what();
    }
    if (trouble.empty())
        log_info("the configuration was reloaded", {{"MESSAGE_ID", message_id::configuration_reloaded}});
    else
        log_error(trouble);
    end(trouble);
}

asio::awaitable<void> Reload::watch() {
    auto const places = std::make_shared<ConfigPlaces>();
    engine::Directories const directories = [this, places] {
        *places = config_places(file_);
        return std::vector<std::filesystem::path>(places->directories.begin(), places->directories.end());
    };
    std::function<bool(std::filesystem::path const&)> const matters = [places](auto const& entry) {
        return places->matter(entry);
    };
    std::function<void()> const changed = [this] { ask(); };
    co_await engine::watch_files(directories, matters, changed);
}

}  // namespace feedherald::cli
