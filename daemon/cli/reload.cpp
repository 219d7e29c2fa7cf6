// SPDX-License-Identifier: MIT
#include "cli/reload.hpp"

#include "base/log.hpp"
#include "cli/load_config.hpp"
#include "engine/file_watch.hpp"

#include <stdexcept>

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

asio::awaitable<void> Reload::reload() {
    service_.reloading();
    auto loaded = load_config(file_);
    if (!loaded) {
        for (auto const& error : loaded.error()) log_error(error.text());
        log_error("the configuration is not valid: the one that was running stays in force");
        service_.ready("configuration error, the old one stays in force: " + loaded.error().front().text());
        co_return;
    }
    for (auto const& warning : loaded->warnings) log_warning(warning.text());
    auto const& running = daemon_.settings();
    if (loaded->settings.state != running.state || loaded->settings.dbus != running.dbus)
        log_warning("[state] and [control] take effect when the daemon is started again");
    std::string trouble;
    try {
        co_await daemon_.reload(std::move(loaded->settings));
    } catch (store::Damaged const&) {
        throw;
    } catch (boost::system::system_error const& e) {
        if (e.code() == asio::error::operation_aborted) throw;
        trouble = std::string("the configuration was not reloaded: ") + e.what();
    } catch (std::runtime_error const& e) {  // a full disk, a sink that cannot be made: the daemon itself is well
        trouble = std::string("the configuration was not reloaded: ") + e.what();
    }
    if (trouble.empty())
        log_info("the configuration was reloaded");
    else
        log_error(trouble);
    service_.ready(trouble);
}

asio::awaitable<void> Reload::watch() {
    auto const beside = [](std::filesystem::path const& file) {
        return file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    };
    std::vector<std::filesystem::path> directories{beside(file_), beside(file_) / "feeds.d"};
    // A link into a store of dotfiles: it is the target that is written.
    std::error_code ignored;
    auto const target = std::filesystem::canonical(file_, ignored);
    if (!ignored && target != file_) directories.push_back(beside(target));

    auto const name = file_.filename();
    auto const target_name = target.filename();
    auto const matters = [name, target_name](std::filesystem::path const& entry) {
        return entry == name || entry == target_name || entry == "feeds.d" || entry.extension() == ".toml";
    };
    auto const changed = [this] { ask(); };
    co_await engine::watch_files(std::move(directories), matters, changed);
}

}  // namespace feedherald::cli
