// SPDX-License-Identifier: MIT
// How long posts wait to be seen, and at what price in requests: the learned schedule, a fixed interval with the same
// number of requests, and an oracle. Prints the tables of rhythm.md.
#include "base/tests_folder.hpp"
#include "bench/publishers.hpp"
#include "schedule/due.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <map>
#include <random>

namespace feedherald::bench {
namespace {

using namespace std::chrono_literals;

/** When the next request goes out after one at `now`, which has seen `seen` posts (oldest first). */
using Policy = std::function<Instant(Instant now, std::vector<Instant> const& posts, std::size_t seen)>;

struct Watch {
    std::size_t requests = 0;
    std::vector<double> delays;  ///< minutes
    double days = 0;
    [[nodiscard]] double requests_a_day() const { return static_cast<double>(requests) / days; }
    void add(Watch const& other) {
        requests += other.requests;
        days += other.days;
        delays.insert(delays.end(), other.delays.begin(), other.delays.end());
    }
};

double quantile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    auto const at = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

Watch watch(History const& history, Policy const& policy) {
    Watch seen;
    seen.days = static_cast<double>((history.watched_until - history.watched_from).count()) / 86'400'000.0;
    auto const& posts = history.posts;
    auto known =
        static_cast<std::size_t>(std::upper_bound(posts.begin(), posts.end(), history.watched_from) - posts.begin());
    for (Instant now = policy(history.watched_from, posts, known); now < history.watched_until;
         now = policy(now, posts, known)) {
        ++seen.requests;
        for (; known < posts.size() && posts[known] <= now; ++known)
            seen.delays.push_back(static_cast<double>((now - posts[known]).count()) / 60'000.0);
    }
    return seen;
}

class Policies {
  public:
    /** The schedule of the daemon, for a public server that answers 304 and asks for nothing. */
    Policy learned() {
        return [this](Instant now, std::vector<Instant> const& posts, std::size_t seen) {
            Subscription sub;
            sub.url = "https://feeds.example/rss";
            FeedState state;
            state.health = Health::ok;
            state.validators = {"https://feeds.example/rss", "\"1\"", ""};
            auto const first = seen > 64 ? seen - 64 : 0;
            for (auto i = seen; i > first; --i) state.published.push_back(posts[i - 1]);
            NotModified same;
            same.answer.status = 304;
            return schedule::next_due(now, sub, state, same, NothingNew{}, jitter()).at;
        };
    }
    /** What [poll] interval = "…" does. */
    Policy fixed(Duration interval) {
        return [this, interval](Instant now, auto const&, auto) {
            return now + interval +
                   Duration(static_cast<std::int64_t>(static_cast<double>(interval.count()) * 0.1 * jitter()));
        };
    }
    /** Knows every post to come, and asks for each as it comes, but at most once an hour. */
    static Policy oracle() {
        return [](Instant now, std::vector<Instant> const& posts, std::size_t seen) {
            if (seen == posts.size()) return now + std::chrono::years{1};
            return std::max(now + 1h, posts[seen]);
        };
    }

  private:
    double jitter() { return std::uniform_real_distribution<double>{0, 1}(random_); }
    std::mt19937_64 random_{42};
};

constexpr int phases = 8;  // of the day or of the interval: when a watch begins must not matter

/** `history` as somebody sees it who began to watch that much earlier. */
History watched_earlier(History history, Duration by) {
    history.watched_from -= by;
    return history;
}

/** A fixed interval for every feed of `histories`, so that `measure` of it comes to `target` (it grows with the
 * interval if `grows`). */
template <class Measure>
Watch tuned(std::vector<History const*> const& histories, Measure measure, double target, bool grows) {
    double low = 1, high = 60.0 * 24 * 20;  // minutes
    Watch total;
    for (int round = 0; round < 24; ++round) {
        double const middle = std::sqrt(low * high);
        Policies policies;
        total = {};
        Duration const interval(static_cast<std::int64_t>(middle * 60'000));
        for (int phase = 0; phase < phases; ++phase)
            for (auto const* history : histories)
                total.add(watch(watched_earlier(*history, interval * phase / phases), policies.fixed(interval)));
        (measure(total) < target) == grows ? low = middle : high = middle;
    }
    return total;
}

void print_row(char const* name, Watch const& ours, Watch const& fixed, Watch const& oracle, std::size_t feeds) {
    double const median = quantile(ours.delays, 0.5), other = quantile(fixed.delays, 0.5);
    std::printf("| %-22s | %5zu | %6.2f | %6.0f | %6.0f | %6.0f | %6.0f | %5.2f | %6.2f | %6.0f |\n", name, feeds,
                ours.requests_a_day(), median, quantile(ours.delays, 0.9), other, quantile(fixed.delays, 0.9),
                other > 0 ? median / other : 0.0, oracle.requests_a_day(), quantile(oracle.delays, 0.5));
}

void run(std::string const& file) {
    auto histories = generated_histories(20);
    for (auto& real : real_histories(file)) histories.push_back(std::move(real));

    std::vector<std::string> kinds;
    for (auto const& history : histories)
        if (kinds.empty() || kinds.back() != history.kind) kinds.push_back(history.kind);

    std::puts(
        "| kind of feed           | feeds | a day  | median |   90 % |  fixed |   90 % | ratio | oracle | median |");
    std::puts("|---|---|---|---|---|---|---|---|---|---|");
    Watch all, all_oracle;
    std::vector<History const*> mix;
    for (auto const& kind : kinds) {
        Policies policies;
        Watch ours, oracle;
        std::vector<History const*> same;
        for (auto const& history : histories) {
            if (history.kind != kind) continue;
            same.push_back(&history);
            for (int phase = 0; phase < phases; ++phase)
                ours.add(watch(watched_earlier(history, 24h * phase / phases), policies.learned()));
            oracle.add(watch(history, Policies::oracle()));
        }
        auto const by_requests = [](Watch const& watch) { return watch.requests_a_day(); };
        auto const fixed = tuned(same, by_requests, ours.requests_a_day(), false);
        print_row(kind.c_str(), ours, fixed, oracle, same.size());
        if (!same.front()->is_generated) continue;
        mix.insert(mix.end(), same.begin(), same.end());
        all.add(ours);
        all_oracle.add(oracle);
    }
    auto const by_delay = [](Watch const& watch) { return quantile(watch.delays, 0.5); };
    double const median = quantile(all.delays, 0.5);
    auto const fixed = tuned(mix, by_delay, median, true);
    std::printf(
        "\nThe mix of all generated kinds: median %.0f min with %.2f requests a feed and day; one fixed interval needs "
        "%.2f for the same median (%.0f min): we need %.2f of it. The oracle: %.0f min with %.2f.\n",
        median, all.requests_a_day(), fixed.requests_a_day(), quantile(fixed.delays, 0.5),
        all.requests_a_day() / fixed.requests_a_day(), quantile(all_oracle.delays, 0.5), all_oracle.requests_a_day());
}

}  // namespace
}  // namespace feedherald::bench

int main(int count, char** arguments) {
    auto const ours = feedherald::test::tests_folder() / "bench/publications.txt";
    feedherald::bench::run(count > 1 ? arguments[1] : ours.string());
}
