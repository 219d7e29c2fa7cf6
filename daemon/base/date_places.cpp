// SPDX-License-Identifier: MIT
// Zones by place, as a few generators write them: "Fri, 31 Mar 2023 20:19:00 America/Los_Angeles".
#include "base/date_words.hpp"

#include <algorithm>
#include <array>

namespace feedherald {

namespace {

using namespace std::chrono;

enum class Summer { none, european, american, australian, new_zealand };

struct Place {
    std::string_view name;
    int minutes = 0;
    Summer summer = Summer::none;
};

using enum Summer;

// clang-format off
constexpr std::array places{
    Place{"africa/cairo", 120}, Place{"africa/johannesburg", 120}, Place{"africa/lagos", 60},
    Place{"africa/nairobi", 180}, Place{"america/anchorage", -540, american},
    Place{"america/argentina/buenos_aires", -180}, Place{"america/bogota", -300},
    Place{"america/chicago", -360, american}, Place{"america/denver", -420, american},
    Place{"america/detroit", -300, american}, Place{"america/edmonton", -420, american},
    Place{"america/halifax", -240, american}, Place{"america/lima", -300},
    Place{"america/los_angeles", -480, american}, Place{"america/mexico_city", -360},
    Place{"america/montreal", -300, american}, Place{"america/new_york", -300, american},
    Place{"america/phoenix", -420}, Place{"america/sao_paulo", -180}, Place{"america/toronto", -300, american},
    Place{"america/vancouver", -480, american}, Place{"america/winnipeg", -360, american},
    Place{"asia/bangkok", 420}, Place{"asia/calcutta", 330}, Place{"asia/dubai", 240},
    Place{"asia/ho_chi_minh", 420}, Place{"asia/hong_kong", 480}, Place{"asia/jakarta", 420},
    Place{"asia/karachi", 300}, Place{"asia/kolkata", 330}, Place{"asia/kuala_lumpur", 480},
    Place{"asia/manila", 480}, Place{"asia/saigon", 420}, Place{"asia/seoul", 540}, Place{"asia/shanghai", 480},
    Place{"asia/singapore", 480}, Place{"asia/taipei", 480}, Place{"asia/tokyo", 540},
    Place{"australia/adelaide", 570, australian}, Place{"australia/brisbane", 600},
    Place{"australia/melbourne", 600, australian}, Place{"australia/perth", 480},
    Place{"australia/sydney", 600, australian}, Place{"cst6cdt", -360, american},
    Place{"est5edt", -300, american}, Place{"etc/gmt", 0}, Place{"etc/utc", 0},
    Place{"europe/amsterdam", 60, european}, Place{"europe/athens", 120, european},
    Place{"europe/belgrade", 60, european}, Place{"europe/berlin", 60, european},
    Place{"europe/brussels", 60, european}, Place{"europe/bucharest", 120, european},
    Place{"europe/budapest", 60, european}, Place{"europe/copenhagen", 60, european},
    Place{"europe/dublin", 0, european}, Place{"europe/helsinki", 120, european},
    Place{"europe/istanbul", 180}, Place{"europe/kiev", 120, european}, Place{"europe/kyiv", 120, european},
    Place{"europe/lisbon", 0, european}, Place{"europe/london", 0, european},
    Place{"europe/luxembourg", 60, european}, Place{"europe/madrid", 60, european}, Place{"europe/minsk", 180},
    Place{"europe/moscow", 180}, Place{"europe/oslo", 60, european}, Place{"europe/paris", 60, european},
    Place{"europe/prague", 60, european}, Place{"europe/riga", 120, european}, Place{"europe/rome", 60, european},
    Place{"europe/sofia", 120, european}, Place{"europe/stockholm", 60, european},
    Place{"europe/tallinn", 120, european}, Place{"europe/vienna", 60, european},
    Place{"europe/vilnius", 120, european}, Place{"europe/warsaw", 60, european},
    Place{"europe/zurich", 60, european}, Place{"mst7mdt", -420, american},
    Place{"pacific/auckland", 720, new_zealand}, Place{"pacific/honolulu", -600},
    Place{"pst8pdt", -480, american}, Place{"us/central", -360, american}, Place{"us/eastern", -300, american},
    Place{"us/mountain", -420, american}, Place{"us/pacific", -480, american},
};
// clang-format on
static_assert(std::ranges::is_sorted(places, {}, &Place::name));

/** Today's rules; a feed's items are rarely older than them, and a date never decides newness. */
bool is_summer(Summer rule, local_seconds local, minutes standard) {
    auto const date = year_month_day{floor<days>(local)};
    auto const on = [&](auto day) { return local_days{day}; };
    auto const year = date.year();
    switch (rule) {
        case none:
            return false;
        case european:  // changes at 01:00 UTC everywhere
            return local >= on(year / March / Sunday[last]) + 1h + standard &&
                   local < on(year / October / Sunday[last]) + 2h + standard;
        case american:
            return local >= on(year / March / Sunday[2]) + 2h && local < on(year / November / Sunday[1]) + 2h;
        case australian:
            return local >= on(year / October / Sunday[1]) + 2h || local < on(year / April / Sunday[1]) + 3h;
        case new_zealand:
            return local >= on(year / September / Sunday[last]) + 2h || local < on(year / April / Sunday[1]) + 3h;
    }
    return false;
}

}  // namespace

std::optional<minutes> place_offset(std::string_view folded, local_seconds local) {
    auto const found = std::ranges::lower_bound(places, folded, {}, &Place::name);
    if (found == places.end() || found->name != folded) return std::nullopt;
    minutes const standard{found->minutes};
    return standard + (is_summer(found->summer, local, standard) ? 60min : 0min);
}

}  // namespace feedherald
