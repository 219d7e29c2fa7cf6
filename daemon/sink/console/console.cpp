// SPDX-License-Identifier: MIT
#include "sink/console/console.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"
#include "sink/headline.hpp"

#include <cerrno>
#include <system_error>

namespace feedherald::sink {

std::string console_line(Alert const& alert) {
    auto const is_item = is_about_item(alert.kind);
    auto title = headline(alert);
    if (!is_item && !alert.reason.empty()) title += " (" + alert.reason + ")";
    auto line = to_rfc3339(std::chrono::floor<std::chrono::seconds>(alert.time));
    for (auto const& text : {alert.feed_title, title, link_of(alert)}) {
        line += '\t';
        line += escape_controls(text);
    }
    return std::string(trim(line));
}

boost::asio::awaitable<DeliveryOutcome> Console::deliver(std::vector<Delivery> bundle) {
    std::string lines;
    for (auto const& delivery : bundle) lines += console_line(delivery.alert) + '\n';
    bool const written = std::fwrite(lines.data(), 1, lines.size(), out_) == lines.size() && std::fflush(out_) == 0;
    if (written) co_return Delivered{};
    auto const error = std::error_code(errno, std::generic_category());
    std::clearerr(out_);
    co_return RetryLater{"cannot write to standard output: " + error.message(), std::nullopt};
}

std::unique_ptr<Sink> make_console(config::SinkSettings const&, Surroundings const&) {
    return std::make_unique<Console>(stdout);
}

}  // namespace feedherald::sink
