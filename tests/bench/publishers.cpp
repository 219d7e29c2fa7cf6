// SPDX-License-Identifier: MIT
#include "bench/publishers.hpp"

#include "base/dates.hpp"

#include <algorithm>
#include <fstream>
#include <functional>
#include <random>
#include <sstream>
#include <stdexcept>

namespace feedherald::bench {

namespace {

using namespace std::chrono_literals;

constexpr std::chrono::sys_days first_day{std::chrono::year{2026} / 1 / 5};  // a Monday
constexpr int known_days = 120;
constexpr int watched_days = 120;

/** Everything a habit is made of for one feed. */
class Author {
  public:
    explicit Author(std::uint64_t seed) : random_(seed) {}

    std::vector<Instant> posts;

    double uniform(double from, double to) { return std::uniform_real_distribution<double>{from, to}(random_); }
    int whole(int from, int to) { return std::uniform_int_distribution<int>{from, to}(random_); }
    bool happens(double probability) { return uniform(0, 1) < probability; }
    double gap(double mean_hours) { return std::exponential_distribution<double>{1 / mean_hours}(random_); }
    /** At that hour of that day, give or take minutes (standard deviation). */
    void post(int day, double hour, double minutes) {
        double const off = std::normal_distribution<double>{0, minutes / 60}(random_);
        at_hour(24.0 * day + hour + off);
    }
    void at_hour(double hour) { posts.push_back(first_day + Duration(static_cast<std::int64_t>(hour * 3'600'000))); }

  private:
    std::mt19937_64 random_;
};

using Habit = std::function<void(Author&, int days)>;

void daily(Author& author, int days) {
    double const hour = author.uniform(0, 24), minutes = author.uniform(2, 25);
    for (int day = 0; day < days; ++day)
        if (author.happens(0.95)) author.post(day, hour, minutes);
}

void weekdays(Author& author, int days) {
    double const hour = author.uniform(6, 20), minutes = author.uniform(2, 25);
    for (int day = 0; day < days; ++day)
        if (day % 7 < 5 && author.happens(0.95)) author.post(day, hour, minutes);
}

void weekly(Author& author, int days) {
    double const hour = author.uniform(0, 24), minutes = author.uniform(5, 45);
    int const weekday = author.whole(0, 6);
    for (int day = 0; day < days; ++day)
        if (day % 7 == weekday && author.happens(0.95)) author.post(day, hour, minutes);
}

void several_a_day(Author& author, int days) {
    double const morning = author.uniform(6, 9), minutes = author.uniform(2, 20);
    for (int day = 0; day < days; ++day)
        for (double const hour : {morning, morning + 4.0, morning + 9.0, morning + 13.0})
            if (author.happens(0.9)) author.post(day, hour, minutes);
}

/** Once in a few days several posts within the hour. */
void bursty(Author& author, int days) {
    for (double hour = author.gap(60); hour < 24.0 * days; hour += author.gap(60))
        for (int i = author.whole(2, 6); i > 0; --i) author.at_hour(hour + author.uniform(0, 1));
}

/** About a hundred a day, fewer at night. */
void news_wire(Author& author, int days) {
    for (double hour = 0; hour < 24.0 * days; hour += author.gap(0.15)) {
        double const of_day = hour - 24.0 * static_cast<int>(hour / 24);
        if (author.happens(of_day > 5 && of_day < 22 ? 0.85 : 0.2)) author.at_hour(hour);
    }
}

void by_chance(Author& author, int days) {
    double const mean = author.uniform(10, 60);
    for (double hour = author.gap(mean); hour < 24.0 * days; hour += author.gap(mean)) author.at_hour(hour);
}

void dead(Author& author, int /*days*/) {
    for (int i = 0; i < 20; ++i) author.post(author.whole(0, known_days - 45), 12, 200);
}

struct Kind {
    char const* name;
    bool has_rhythm;
    Habit habit;
};

}  // namespace

std::vector<History> generated_histories(int feeds) {
    std::vector<Kind> const kinds{{"daily", true, daily},          {"weekdays", true, weekdays},
                                  {"weekly", true, weekly},        {"several a day", true, several_a_day},
                                  {"bursty", false, bursty},       {"by chance", false, by_chance},
                                  {"news wire", false, news_wire}, {"dead", false, dead}};
    std::vector<History> histories;
    std::uint64_t seed = 1;
    for (auto const& kind : kinds)
        for (int i = 0; i < feeds; ++i) {
            Author author(seed++);
            kind.habit(author, known_days + watched_days);
            std::sort(author.posts.begin(), author.posts.end());
            Instant const from = first_day + std::chrono::days{known_days};
            histories.push_back({kind.name, kind.has_rhythm, true, std::move(author.posts), from,
                                 from + std::chrono::days{watched_days}});
        }
    return histories;
}

std::vector<History> real_histories(std::string const& file) {
    std::ifstream in(file);
    if (!in) throw std::runtime_error("cannot read " + file);
    std::vector<History> histories;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream words(line);
        History history;
        history.is_generated = false;
        words >> history.kind;
        for (std::string word; words >> word;)
            if (auto const at = parse_rfc3339(word)) history.posts.push_back(*at);
        std::sort(history.posts.begin(), history.posts.end());
        if (history.posts.size() < 4) throw std::runtime_error(history.kind + " has too few dates");
        history.watched_from = history.posts[history.posts.size() / 2 - 1] + 1min;
        history.watched_until = history.posts.back() + std::chrono::days{2};
        histories.push_back(std::move(history));
    }
    return histories;
}

}  // namespace feedherald::bench
