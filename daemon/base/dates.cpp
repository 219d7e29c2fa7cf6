// SPDX-License-Identifier: MIT
#include "base/dates.hpp"

#include "base/civil_time.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace feedherald {

namespace {

using namespace std::chrono;

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> weekday_names{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                        "Thursday", "Friday", "Saturday"};

/** Takes fixed pieces off the front of a text; after a miss every further step misses too. */
class Cursor {
  public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    bool literal(std::string_view text) {
        ok_ = ok_ && rest_.starts_with(text);
        if (ok_) rest_.remove_prefix(text.size());
        return ok_;
    }
    /** Whether `text` comes next, and past it if it does; never a miss. */
    bool optional(std::string_view text) { return ok_ && rest_.starts_with(text) && literal(text); }

    int number(std::size_t digits) {
        int value = 0;
        auto const last = rest_.data() + std::min(digits, rest_.size());
        auto const [end, error] = std::from_chars(rest_.data(), last, value);
        ok_ = ok_ && rest_.size() >= digits && error == std::errc{} && end == last && value >= 0;
        if (ok_) rest_.remove_prefix(digits);
        return value;
    }
    template <std::size_t Size>
    int name(std::array<std::string_view, Size> const& names, std::size_t letters = 0) {
        for (std::size_t i = 0; i < Size; ++i)
            if (optional(letters == 0 ? names[i] : names[i].substr(0, letters))) return static_cast<int>(i);
        ok_ = false;
        return 0;
    }
    void clock(CivilTime& time) {
        time.hour = number(2);
        literal(":");
        time.minute = number(2);
        literal(":");
        time.second = number(2);
    }
    [[nodiscard]] bool ok() const { return ok_; }
    [[nodiscard]] bool finished() const { return ok_ && rest_.empty(); }
    [[nodiscard]] bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }

  private:
    std::string_view rest_;
    bool ok_ = true;
};

std::optional<Instant> imf_fixdate(std::string_view text) {
    Cursor in(text);
    CivilTime time;
    in.name(weekday_names, 3);
    in.literal(", ");
    time.day = in.number(2);
    in.literal(" ");
    time.month = in.name(month_names) + 1;
    in.literal(" ");
    time.year = in.number(4);
    in.literal(" ");
    in.clock(time);
    in.literal(" GMT");
    return in.finished() ? to_instant(time) : std::nullopt;
}

std::optional<Instant> rfc850_date(std::string_view text) {
    Cursor in(text);
    CivilTime time;
    in.name(weekday_names);
    in.literal(", ");
    time.day = in.number(2);
    in.literal("-");
    time.month = in.name(month_names) + 1;
    in.literal("-");
    auto const year = in.number(2);
    time.year = year < 70 ? 2000 + year : 1900 + year;
    in.literal(" ");
    in.clock(time);
    in.literal(" GMT");
    return in.finished() ? to_instant(time) : std::nullopt;
}

std::optional<Instant> asctime_date(std::string_view text) {
    Cursor in(text);
    CivilTime time;
    in.name(weekday_names, 3);
    in.literal(" ");
    time.month = in.name(month_names) + 1;
    in.literal(" ");
    time.day = in.optional(" ") ? in.number(1) : in.number(2);
    in.literal(" ");
    in.clock(time);
    in.literal(" ");
    time.year = in.number(4);
    return in.finished() ? to_instant(time) : std::nullopt;
}

void append_number(std::string& out, int value, std::size_t digits) {
    auto const text = std::to_string(value);
    if (text.size() < digits) out.append(digits - text.size(), '0');
    out += text;
}

}  // namespace

std::optional<Instant> parse_http_date(std::string_view text) {
    text = trim(text);
    if (auto const date = imf_fixdate(text)) return date;
    if (auto const date = rfc850_date(text)) return date;
    return asctime_date(text);
}

std::string to_rfc3339(Instant instant) {
    auto const day = floor<days>(instant);
    year_month_day const date{day};
    hh_mm_ss const time{instant - day};
    std::string out;
    append_number(out, static_cast<int>(date.year()), 4);
    out += '-';
    append_number(out, static_cast<int>(static_cast<unsigned>(date.month())), 2);
    out += '-';
    append_number(out, static_cast<int>(static_cast<unsigned>(date.day())), 2);
    out += 'T';
    append_number(out, static_cast<int>(time.hours().count()), 2);
    out += ':';
    append_number(out, static_cast<int>(time.minutes().count()), 2);
    out += ':';
    append_number(out, static_cast<int>(time.seconds().count()), 2);
    if (auto const rest = time.subseconds().count(); rest != 0) {
        out += '.';
        append_number(out, static_cast<int>(rest), 3);
    }
    return out += 'Z';
}

std::optional<Instant> parse_rfc3339(std::string_view text) {
    Cursor in(text);
    CivilTime time;
    time.year = in.number(4);
    in.literal("-");
    time.month = in.number(2);
    in.literal("-");
    time.day = in.number(2);
    if (!in.optional("t") && !in.optional(" ")) in.literal("T");
    in.clock(time);
    if (time.hour == 24) return std::nullopt;
    if (in.optional(".")) {
        if (!in.at_digit()) return std::nullopt;
        for (int weight = 100; in.at_digit(); weight /= 10) time.millisecond += weight * in.number(1);
    }
    if (in.optional("Z") || in.optional("z")) return in.finished() ? to_instant(time) : std::nullopt;
    bool const west = in.optional("-");
    if (!west) in.literal("+");
    auto const offset_hours = in.number(2);
    in.literal(":");
    auto const offset_minutes = in.number(2);
    if (!in.finished() || offset_hours > 23 || offset_minutes > 59) return std::nullopt;
    time.offset = (west ? -1 : 1) * (hours{offset_hours} + minutes{offset_minutes});
    return to_instant(time);
}

}  // namespace feedherald
