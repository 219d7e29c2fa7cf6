// SPDX-License-Identifier: MIT
// parse_feed_date: one reader for all forms of B-40, that asks of each token what it can only mean.
#include "base/civil_time.hpp"
#include "base/date_fields.hpp"
#include "base/date_tokens.hpp"
#include "base/date_words.hpp"
#include "base/dates.hpp"
#include "base/quick_date.hpp"
#include "base/text.hpp"
#include "base/unix_time.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace feedherald {

namespace {

using namespace std::chrono;

constexpr std::size_t longest_date = 160;
constexpr Instant earliest = sys_days{year{1990} / January / 1};  // before it a date is a default, not a fact (B-41)

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int number(std::string_view digits) {
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return value;
}

class FeedDateReader {
  public:
    explicit FeedDateReader(std::string_view text) : tokens_(date_tokens(text)) {}

    std::optional<Instant> read();

  private:
    enum class Last { other, time, separator_t, hour_unit };

    [[nodiscard]] DateToken ahead(std::size_t distance = 0) const {
        return at_ + distance < tokens_.size() ? tokens_[at_ + distance] : DateToken{};
    }

    bool read_token();
    bool read_number();
    bool read_year_first();
    bool read_compact(std::string_view digits);
    bool read_unit(DateWord unit, int value);
    bool read_time();
    bool read_offset(int sign);
    bool read_word();
    bool read_zone(std::string_view written, std::string_view folded);
    bool read_half_day();

    std::vector<DateToken> tokens_;
    std::size_t at_ = 0;
    Last last_ = Last::other;
    DateFields date_;
    bool explicit_offset_ = false, seen_number_ = false, month_may_be_weekday_ = false;
};

std::optional<Instant> FeedDateReader::read() {
    while (at_ < tokens_.size())
        if (!read_token()) return std::nullopt;
    date_.is_alone = tokens_.size() == 1;
    return std::move(date_).instant();
}

bool FeedDateReader::read_token() {
    auto const token = ahead();
    switch (token.kind) {
        case DateToken::Kind::number:
            seen_number_ = true;
            return read_number();
        case DateToken::Kind::word:
            return read_word();
        case DateToken::Kind::place:
            date_.place = to_lower_ascii(token.text);
            last_ = Last::time;
            ++at_;
            return true;
        default:
            break;
    }
    ++at_;
    if (token.is(':')) return false;
    if ((token.is('+') || token.is('-')) && last_ == Last::time && ahead().kind != DateToken::Kind::end &&
        ahead().adjacent)
        return read_offset(token.is('-') ? -1 : 1);
    return true;
}

bool FeedDateReader::read_number() {
    auto const token = ahead();
    auto const digits = token.text.size();
    auto const follows = [&](char mark) { return ahead(1).is(mark) && ahead(1).adjacent && ahead(2).is_number(); };
    if (follows(':')) return !date_.hour && digits <= 2 && read_time();
    if (last_ == Last::hour_unit && token.adjacent && digits == 2) {
        date_.minute = token.value();
        last_ = Last::time;
        ++at_;
        return true;
    }
    if (date_.has_date() && !date_.hour && digits <= 2 && follows('.')) return read_time();
    if (ahead(1).is_word()) {
        auto const word = date_word(fold_date_word(ahead(1).text));
        if (word.kind >= DateWordKind::year_unit) {
            at_ += 2;
            return read_unit(word, token.value());
        }
        if (word.kind == DateWordKind::half_day && !date_.hour && digits <= 2 &&
            (date_.has_date() || token.text.size() < 3)) {
            auto const half = fold_date_word(ahead(1).text);
            if (half != "a" && half != "p") {
                date_.hour = token.value();
                ++at_;
                last_ = Last::time;
                return read_half_day();
            }
        }
    }
    bool const date_begun = date_.year || !date_.unnamed.empty();
    if (digits == 4 && !date_begun && !date_.month && ahead(1).is('-') && ahead(2).is_number() && ahead(2).adjacent)
        return read_year_first();
    ++at_;
    if (last_ == Last::separator_t && date_.has_date() && !date_.hour) return read_compact(token.text);
    if (digits > 4) return !date_begun && !date_.month && read_compact(token.text);
    if (digits == 4) {
        if (date_.year) return date_.hour && token.value() == 0;  // "08:49:37 0000"
        date_.year = token.value();
        last_ = Last::other;
        return true;
    }
    if (digits == 3 || date_.unnamed.size() == 3) return false;
    date_.year_stands_first = date_.year_stands_first || (date_.year && date_.unnamed.empty());
    if (date_.unnamed.empty() && ahead().kind == DateToken::Kind::mark) date_.separator = ahead().text.front();
    date_.unnamed.push_back(token.value());
    last_ = Last::other;
    return true;
}

/** 2003-12-31, 2003-12, 2003-335, and 2003-012-31 as one generator wrote it for years. */
bool FeedDateReader::read_year_first() {
    auto const middle = ahead(2);
    bool const has_third = ahead(3).is('-') && ahead(4).is_number() && ahead(4).adjacent && ahead(3).adjacent;
    if (middle.text.size() > 3 || (has_third && ahead(4).text.size() > 2)) return false;
    if (middle.text.size() == 3 && !has_third) {
        date_.set_day_of_year(ahead().value(), middle.value());
        at_ += 3;
        return true;
    }
    date_.year = ahead().value();
    date_.month = middle.value();
    if (has_third) date_.day = ahead(4).value();
    at_ += has_third ? 5 : 3;
    last_ = Last::other;
    return true;
}

/** Numbers run together: ISO 8601 basic, and its forms with two-digit years and days of the year. */
bool FeedDateReader::read_compact(std::string_view digits) {
    auto const part = [&](std::size_t from, std::size_t size) { return number(digits.substr(from, size)); };
    auto const clock = [&](std::size_t from) {
        auto const rest = digits.size() - from;
        if (rest != 2 && rest != 4 && rest != 6) return false;
        date_.hour = part(from, 2);
        if (rest >= 4) date_.minute = part(from + 2, 2);
        if (rest == 6) date_.second = part(from + 4, 2);
        last_ = Last::time;
        if ((ahead().is('.') || ahead().is(',')) && ahead(1).is_number() && ahead(1).adjacent) at_ += 2;
        return true;
    };
    if (last_ == Last::separator_t) return clock(0);
    switch (digits.size()) {
        case 5:
            date_.set_day_of_year(full_year(part(0, 2)), part(2, 3));
            return true;
        case 7:
            date_.set_day_of_year(part(0, 4), part(4, 3));
            return true;
        case 6:
            date_.year = full_year(part(0, 2));
            date_.month = part(2, 2);
            date_.day = part(4, 2);
            return true;
        case 8:
        case 12:
        case 14:
            date_.year = part(0, 4);
            date_.month = part(4, 2);
            date_.day = part(6, 2);
            return digits.size() == 8 || clock(8);
        default:
            return false;
    }
}

bool FeedDateReader::read_unit(DateWord unit, int value) {
    date_.korean = date_.korean || unit.korean;
    last_ = Last::other;
    switch (unit.kind) {
        case DateWordKind::year_unit:
            date_.year = value < 100 ? full_year(value) : value;
            break;
        case DateWordKind::month_unit:
            date_.month = value;
            break;
        case DateWordKind::day_unit:
            date_.day = value;
            break;
        case DateWordKind::hour_unit:
            if (date_.hour) return false;
            date_.hour = value;
            last_ = Last::hour_unit;
            break;
        case DateWordKind::minute_unit:
            date_.minute = value;
            break;
        default:
            date_.second = value;
            break;
    }
    return true;
}

bool FeedDateReader::read_time() {
    auto const colon = ahead(1).text.front();
    date_.hour = ahead().value();
    if (ahead(2).text.size() > 2) return false;
    date_.minute = ahead(2).value();
    at_ += 3;
    last_ = Last::time;
    if (ahead().is(colon) && ahead(1).is_number() && ahead(1).adjacent) {
        if (ahead(1).text.size() > 2) return false;
        date_.second = ahead(1).value();
        at_ += 2;
        if (ahead().is(':')) return false;
    }
    if ((ahead().is('.') || ahead().is(',')) && ahead().adjacent && ahead(1).is_number() && ahead(1).adjacent) {
        std::string fraction(ahead(1).text.substr(0, 3));
        fraction.resize(3, '0');
        date_.millisecond = number(fraction);
        at_ += 2;
    }
    return true;
}

/** Behind the sign: 2, 02, 530, 0530, 5:30, 05:30:00. What no clock has is taken for UTC (B-41). */
bool FeedDateReader::read_offset(int sign) {
    auto const digits = ahead();
    if (!digits.is_number() || digits.text.size() > 6) return false;
    auto const value = digits.text.size() > 4 ? digits.value() / 100 : digits.value();
    auto hours_part = digits.text.size() <= 2 ? value : value / 100;
    auto minutes_part = digits.text.size() <= 2 ? 0 : value % 100;
    ++at_;
    while (ahead().is(':') && ahead().adjacent) {
        if (!ahead(1).is_number() || digits.text.size() > 2) return false;
        minutes_part = minutes_part == 0 ? ahead(1).value() : minutes_part;
        at_ += 2;
    }
    minutes const offset = sign * (hours{hours_part} + minutes{minutes_part});
    bool const plausible = minutes_part < 60 && offset >= hours{-12} && offset <= hours{14};
    date_.offset = plausible ? offset : minutes{0};
    explicit_offset_ = true;
    return true;
}

bool FeedDateReader::read_word() {
    auto const written = ahead().text;
    auto const folded = fold_date_word(written);
    auto const word = date_word(folded);
    if (word.kind == DateWordKind::half_day && (date_.hour || word.korean || folded.size() > 2)) {
        bool const spelled_out = folded.size() > 1 || (ahead(1).is('.') && ahead(2).is_word() && ahead(2).text == "m");
        if (spelled_out) return read_half_day();
    }
    ++at_;
    date_.korean = date_.korean || word.korean;
    if (date_.hour && read_zone(written, folded)) return true;
    bool const was_time = last_ == Last::time;
    last_ = Last::other;
    switch (word.kind) {
        case DateWordKind::month:
            if (date_.month && !month_may_be_weekday_) return false;
            month_may_be_weekday_ = folded == "mar" && !seen_number_ && !date_.month;  // mardi, martes
            date_.month = word.value;
            return true;
        case DateWordKind::weekday:
            date_.weekday = word.value;
            return true;
        case DateWordKind::filler:
            if (folded == "t") last_ = Last::separator_t;
            return true;
        case DateWordKind::unknown:
            break;
        default:
            return true;
    }
    if (!seen_number_ || (date_.has_date() && !date_.hour)) return true;
    // An abbreviation that nobody has told us of: UTC.
    last_ = Last::time;
    return was_time && written.size() >= 2 && written.size() <= 5 &&
           std::ranges::all_of(written, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool FeedDateReader::read_zone(std::string_view written, std::string_view folded) {
    if (written == "h") return false;  // "15:30 h"
    auto const zone = zone_offset(folded);
    if (!zone) return false;
    if (!explicit_offset_) date_.offset = zone;
    last_ = Last::time;
    return true;
}

bool FeedDateReader::read_half_day() {
    auto const folded = fold_date_word(ahead().text);
    auto const word = date_word(folded);
    date_.korean = date_.korean || word.korean;
    date_.afternoon = word.value == 1;
    at_ += folded.size() > 1 ? 1U : 3U;  // "p.m" and then a dot that means nothing
    if (date_.hour) last_ = Last::time;
    return true;
}

/** ISO 8601's years without a century: -03-12 and -0312. */
std::string century_written(std::string_view text) {
    if (!text.starts_with('-')) return std::string(text);
    auto digits = std::string(text.substr(1));
    if (digits.size() == 5 && digits[2] == '-') digits.erase(2, 1);
    if (digits.size() != 4 || !all_digits(digits)) return std::string(text);
    return std::to_string(full_year(number(digits.substr(0, 2)))) + '-' + digits.substr(2);
}

}  // namespace

std::optional<Instant> parse_feed_date(std::string_view text) {
    text = trim(text);
    if (text.empty() || text.size() > longest_date) return std::nullopt;
    auto date = parse_quick_date(text);
    if (!date) date = parse_unix_time(text);
    if (!date) date = FeedDateReader(century_written(text)).read();
    if (!date || *date < earliest || !is_writable(*date)) return std::nullopt;
    return date;
}

}  // namespace feedherald
