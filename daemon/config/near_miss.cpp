// SPDX-License-Identifier: MIT
#include "config/near_miss.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace feedherald::config {

namespace {
constexpr std::size_t longest_word = 64;  // the table is quadratic, and no key is half as long
}

std::size_t edit_distance(std::string_view first, std::string_view second) {
    auto const a = to_lower_ascii(first.substr(0, longest_word));
    auto const b = to_lower_ascii(second.substr(0, longest_word));
    // Optimal string alignment: three rows of the table are enough.
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> last(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
            bool const swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        std::swap(before, last);
        std::swap(last, row);
    }
    return last[b.size()];
}

std::optional<std::string_view> near_miss(std::string_view word, std::span<std::string_view const> candidates) {
    std::optional<std::string_view> nearest;
    std::size_t smallest = std::min<std::size_t>(3, std::max<std::size_t>(1, word.size() / 3)) + 1;
    for (auto const candidate : candidates) {
        auto const distance = edit_distance(word, candidate);
        if (distance >= smallest) continue;
        smallest = distance;
        nearest = candidate;
    }
    return nearest;
}

std::string did_you_mean(std::string_view word, std::span<std::string_view const> candidates) {
    auto const nearest = near_miss(word, candidates);
    return nearest ? std::string(", did you mean ").append(*nearest).append("?") : std::string();
}

}  // namespace feedherald::config
