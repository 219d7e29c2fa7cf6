// SPDX-License-Identifier: MIT
#include "base/log.hpp"

#define SD_JOURNAL_SUPPRESS_LOCATION
#include "base/text.hpp"

#include <cerrno>
#include <cstdlib>
#include <utility>

#include <sys/stat.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

namespace feedherald {

namespace {

using Writer = std::function<void(LogLevel, std::string_view, std::vector<LogField> const&)>;

struct Log {
    LogLevel least = LogLevel::info;
    Writer writer;
};

Log& the_log() {
    static Log log;
    return log;
}

/** systemd sets JOURNAL_STREAM to "DEVICE:INODE" of the stream it connected; a redirected stderr no longer matches. */
bool stderr_is_journal() {
    char const* const told = std::getenv("JOURNAL_STREAM");
    struct stat status {};
    if (told == nullptr || fstat(STDERR_FILENO, &status) != 0) return false;
    return std::string_view(told) == std::to_string(status.st_dev) + ":" + std::to_string(status.st_ino);
}

/** The syslog priorities. */
char const* priority(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "PRIORITY=7";
        case LogLevel::info:
            return "PRIORITY=6";
        case LogLevel::warning:
            return "PRIORITY=4";
        case LogLevel::error:
            break;
    }
    return "PRIORITY=3";
}

char const* word(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug: ";
        case LogLevel::info:
            return "info: ";
        case LogLevel::warning:
            return "warning: ";
        case LogLevel::error:
            break;
    }
    return "error: ";
}

/** False when the journal did not take it. */
bool to_journal(LogLevel level, std::string_view message, std::vector<LogField> const& fields) {
    std::vector<std::string> entries{std::string("MESSAGE=").append(message), priority(level),
                                     "SYSLOG_IDENTIFIER=feedherald"};
    for (auto const& field : fields)
        if (!field.value.empty()) entries.push_back(std::string(field.name).append("=").append(field.value));
    std::vector<iovec> vectors;
    vectors.reserve(entries.size());
    for (auto& entry : entries) vectors.push_back({entry.data(), entry.size()});
    return sd_journal_sendv(vectors.data(), static_cast<int>(vectors.size())) == 0;
}

void to_stderr(LogLevel level, std::string_view message, std::vector<LogField> const& fields) {
    std::string line = word(level);
    line += message;
    bool has_fields = false;
    for (auto const& field : fields) {
        // A person reads this: what the sentence says already, and ids for machines, would only be in the way.
        if (field.value.empty() || field.name == "MESSAGE_ID" || message.find(field.value) != std::string_view::npos)
            continue;
        line.append(has_fields ? " " : " [").append(field.name).append("=").append(field.value);
        has_fields = true;
    }
    line.append(has_fields ? "]\n" : "\n");

    std::string_view left = line;
    while (!left.empty()) {
        auto const written = ::write(STDERR_FILENO, left.data(), left.size());
        if (written > 0)
            left.remove_prefix(static_cast<std::size_t>(written));
        else if (written == 0 || errno != EINTR)
            return;
    }
}

}  // namespace

void log(LogLevel level, std::string_view message, std::vector<LogField> const& fields) {
    if (level < the_log().least) return;
    // Out of memory, or a writer that fails: an entry is lost, and the caller's work goes on.
    try {
        auto const harmless = escape_controls(message);
        std::vector<LogField> harmless_fields;
        harmless_fields.reserve(fields.size());
        for (auto const& field : fields) harmless_fields.push_back({field.name, escape_controls(field.value)});
        if (the_log().writer) {
            // A copy: the writer may replace itself.
            auto const writer = the_log().writer;
            writer(level, harmless, harmless_fields);
            return;
        }
        static bool const journal = stderr_is_journal();
        if (!journal || !to_journal(level, harmless, harmless_fields)) to_stderr(level, harmless, harmless_fields);
    } catch (...) {
    }
}

void set_log_level(LogLevel least) {
    the_log().least = least;
}

void set_log_writer(Writer writer) {
    the_log().writer = std::move(writer);
}

}  // namespace feedherald
