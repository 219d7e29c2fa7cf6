// SPDX-License-Identifier: MIT
#include "engine/handover.hpp"

#include "base/private_files.hpp"
#include "base/sha256.hpp"

#include <charconv>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include <unistd.h>

namespace feedherald::engine {

namespace {

namespace fs = std::filesystem;

constexpr Duration good_for = std::chrono::minutes{5};
constexpr std::string_view first_line = "feedherald answer 1";

fs::path spool(fs::path const& state_directory) {
    return state_directory / "added";
}

fs::path file_for(fs::path const& state_directory, std::string const& url) {
    return spool(state_directory) / to_hex(sha256(url));
}

/** Every text of an answer, in the order of the file; none of them can hold a line end. */
template <class AnswerType, class Visit>
void for_each_text(AnswerType& answer, Visit const& visit) {
    for (auto* text : {&answer.url, &answer.validators.url, &answer.validators.etag, &answer.validators.last_modified,
                       &answer.cache.cache_control, &answer.cache.expires, &answer.cache.date, &answer.cache.age,
                       &answer.cache.retry_after, &answer.cache.rate_limit_remaining, &answer.cache.rate_limit_reset,
                       &answer.content_type})
        visit(*text);
}

std::optional<std::int64_t> number(std::string const& line) {
    std::int64_t value = 0;
    auto const* const end = line.data() + line.size();
    auto const [stop, error] = std::from_chars(line.data(), end, value);
    if (error != std::errc{} || stop != end || line.empty()) return std::nullopt;
    return value;
}

std::string written(std::string const& url, Document const& document) {
    auto const& answer = document.answer;
    std::ostringstream out;
    out << first_line << '\n' << url << '\n' << answer.received.time_since_epoch().count() << '\n';
    out << answer.status << '\n' << answer.moved_permanently << '\n' << document.complete << '\n';
    out << document.wire_bytes << '\n';
    for_each_text(answer, [&](std::string const& text) { out << text << '\n'; });
    out << document.body.size() << '\n' << document.body;
    return out.str();
}

std::optional<Document> read(std::istream& in, std::string const& url) {
    bool good = true;
    std::string line;
    auto const next = [&]() -> std::string const& {
        good = good && std::getline(in, line);
        return line;
    };
    auto const next_number = [&] {
        auto const value = number(next());
        good = good && value && *value >= 0;
        return value.value_or(0);
    };
    if (next() != first_line || next() != url) return std::nullopt;
    Document document;
    auto& answer = document.answer;
    answer.received = Instant{Duration{next_number()}};
    answer.status = static_cast<int>(next_number());
    answer.moved_permanently = next_number() != 0;
    document.complete = next_number() != 0;
    document.wire_bytes = static_cast<std::uint64_t>(next_number());
    for_each_text(answer, [&](std::string& text) { text = next(); });
    auto const size = static_cast<std::size_t>(next_number());
    if (!good) return std::nullopt;
    document.body.assign(std::istreambuf_iterator<char>(in), {});
    return document.body.size() == size ? std::optional(std::move(document)) : std::nullopt;
}

/** What nobody took: the feed was removed again at once, or the daemon ended. */
void remove_old(fs::path const& directory) {
    std::error_code ignored;
    auto const oldest = fs::file_time_type::clock::now() - good_for;
    for (fs::directory_iterator entry(directory, ignored), end; !ignored && entry != end; entry.increment(ignored)) {
        std::error_code gone;
        auto const time = fs::last_write_time(entry->path(), gone);
        if (!gone && time < oldest) fs::remove(entry->path(), gone);
    }
}

}  // namespace

void hand_over(fs::path const& state_directory, std::string const& url, Document const& document) {
    auto const directory = spool(state_directory);
    make_private_directories(directory);
    remove_old(directory);
    auto const file = file_for(state_directory, url);
    auto const unfinished = file.string() + "." + std::to_string(::getpid());
    make_private_file(unfinished);
    std::ofstream out(unfinished, std::ios::binary | std::ios::trunc);
    out << written(url, document);
    out.close();
    if (!out) {
        fs::remove(unfinished);
        throw std::runtime_error("cannot write " + unfinished);
    }
    fs::rename(unfinished, file);
}

std::optional<Document> take_handed_over(fs::path const& state_directory, std::string const& url, Instant now) {
    if (state_directory.empty()) return std::nullopt;
    auto const file = file_for(state_directory, url);
    std::ifstream in(file, std::ios::binary);
    if (!in) return std::nullopt;
    auto document = read(in, url);
    std::error_code ignored;
    fs::remove(file, ignored);
    if (!document) return std::nullopt;
    auto const age = now - document->answer.received;
    bool const is_fresh = age >= Duration::zero() && age <= good_for;
    return is_fresh ? std::move(document) : std::nullopt;
}

}  // namespace feedherald::engine
