// SPDX-License-Identifier: MIT
#include "parse/item_date.hpp"

#include "base/dates.hpp"

#include <algorithm>
#include <chrono>

namespace feedherald::parse {

namespace {

using namespace std::chrono;

constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
constexpr std::string_view days = "MonTueWedThuFriSatSun";

/** Reads a text of fixed form from left to right; once something is not as expected nothing is. */
class Form {
  public:
    explicit Form(std::string_view text) : text_(text) {}

    int digits(std::size_t count) {
        int value = 0;
        for (std::size_t n = 0; n < count; ++n) {
            auto const c = next();
            fits_ = fits_ && c >= '0' && c <= '9';
            value = value * 10 + (c - '0');
        }
        return fits_ ? value : 0;
    }
    void literal(std::string_view expected) {
        for (char const c : expected) fits_ = next() == c && fits_;
    }
    /** Its place among names of three letters, from 1. */
    unsigned name(std::string_view names) {
        auto const given = text_.substr(std::min(at_, text_.size()), 3);
        at_ += 3;
        for (std::size_t place = 0; given.size() == 3 && place < names.size(); place += 3)
            if (names.substr(place, 3) == given) return static_cast<unsigned>(place / 3 + 1);
        fits_ = false;
        return 1;
    }
    /** "Z", "GMT", "+0200" or, with a separator, "+02:00". */
    minutes offset(bool with_colon) {
        auto const rest = text_.substr(std::min(at_, text_.size()));
        if (rest == "Z" || rest == "GMT" || rest == "UTC") return {};
        auto const sign = next();
        auto const hours_away = digits(2);
        if (with_colon) literal(":");
        auto const minutes_away = digits(2);
        fits_ = fits_ && (sign == '+' || sign == '-') && hours_away < 12 && minutes_away < 60;
        fits_ = fits_ && at_ == text_.size();
        auto const away = hours{hours_away} + minutes{minutes_away};
        return sign == '-' ? -away : away;
    }
    [[nodiscard]] bool fits() const { return fits_; }

  private:
    char next() { return at_ < text_.size() ? text_[at_++] : '\0'; }

    std::string_view text_;
    std::size_t at_ = 0;
    bool fits_ = true;
};

struct Clock {
    int hour = 0;
    int minute = 0;
    int second = 0;
};

Clock read_clock(Form& form) {
    Clock clock;
    clock.hour = form.digits(2);
    form.literal(":");
    clock.minute = form.digits(2);
    form.literal(":");
    clock.second = form.digits(2);
    return clock;
}

/** Empty for anything unusual: the general reader knows what to make of a leap second or of 1970. */
std::optional<Instant> instant_of(Form const& form, year_month_day date, Clock clock, minutes offset) {
    bool const is_usual = form.fits() && date.ok() && date.year() >= year{1990} && clock.hour < 24 &&
                          clock.minute < 60 && clock.second < 60;
    if (!is_usual) return std::nullopt;
    return sys_days{date} + hours{clock.hour} + minutes{clock.minute} + seconds{clock.second} - offset;
}

/** "Tue, 01 Sep 2026 08:00:00 +0200" */
std::optional<Instant> read_rfc_822(std::string_view text) {
    Form form{text};
    form.name(days);
    form.literal(", ");
    auto const day_of_month = form.digits(2);
    form.literal(" ");
    auto const month_of_year = form.name(months);
    form.literal(" ");
    auto const in_year = form.digits(4);
    form.literal(" ");
    auto const clock = read_clock(form);
    form.literal(" ");
    auto const offset = form.offset(false);
    return instant_of(form, year{in_year} / month{month_of_year} / day{static_cast<unsigned>(day_of_month)}, clock,
                      offset);
}

/** "2026-09-01T08:00:00+02:00" */
std::optional<Instant> read_rfc_3339(std::string_view text) {
    Form form{text};
    auto const in_year = form.digits(4);
    form.literal("-");
    auto const month_of_year = form.digits(2);
    form.literal("-");
    auto const day_of_month = form.digits(2);
    form.literal("T");
    auto const clock = read_clock(form);
    auto const offset = form.offset(true);
    auto const date =
        year{in_year} / month{static_cast<unsigned>(month_of_year)} / day{static_cast<unsigned>(day_of_month)};
    return instant_of(form, date, clock, offset);
}

}  // namespace

std::optional<Instant> parse_item_date(std::string_view text) {
    if (text.size() > 3) {
        auto const common = text[3] == ',' ? read_rfc_822(text) : read_rfc_3339(text);
        if (common) return common;
    }
    return parse_feed_date(text);
}

}  // namespace feedherald::parse
