// SPDX-License-Identifier: MIT
// The log: structured entries to the journal when systemd started us, else readable lines on stderr.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace feedherald {

enum class LogLevel { debug, info, warning, error };

/** Names as journald wants them: FEED_URL, SINK, HTTP_STATUS, MESSAGE_ID. Values may be foreign text. */
struct LogField {
    std::string_view name;
    std::string value;
};

/** Control characters in message and values are escaped here, so callers pass feed text as it is. Never throws. */
void log(LogLevel level, std::string_view message, std::vector<LogField> const& fields = {});

inline void log_debug(std::string_view message, std::vector<LogField> const& fields = {}) {
    log(LogLevel::debug, message, fields);
}
inline void log_info(std::string_view message, std::vector<LogField> const& fields = {}) {
    log(LogLevel::info, message, fields);
}
inline void log_warning(std::string_view message, std::vector<LogField> const& fields = {}) {
    log(LogLevel::warning, message, fields);
}
inline void log_error(std::string_view message, std::vector<LogField> const& fields = {}) {
    log(LogLevel::error, message, fields);
}

/** Entries below it are dropped; info unless told. */
void set_log_level(LogLevel least);
/** Entries go there instead (tests); an empty function restores the journal or stderr. */
void set_log_writer(std::function<void(LogLevel, std::string_view message, std::vector<LogField> const&)> writer);

}  // namespace feedherald
