// SPDX-License-Identifier: MIT
#include "cli/parse.hpp"

#include "base/dates.hpp"
#include "base/text.hpp"
#include "cli/read_input.hpp"
#include "engine/clock.hpp"
#include "parse/read.hpp"
#include "sink/json_feed.hpp"

#include <iostream>

namespace feedherald::cli {

namespace {

/** B-41: a date that cannot be is shown as unknown. */
void hide_implausible_dates(Feed& feed, Instant now) {
    for (auto& item : feed.items)
        for (auto* date : {&item.published, &item.modified})
            if (*date && !is_plausible_date(**date, now)) date->reset();
}

}  // namespace

int parse(Arguments const& arguments) {
    auto const file = arguments.one("FILE").value_or("-");
    auto const bytes = read_input(file);
    parse::Source source;
    source.bytes = bytes;
    source.content_type = arguments.one("--content-type").value_or("");
    source.base_url = arguments.one("--base").value_or("");

    auto feed = parse::read_feed(source);
    if (!feed) {
        std::cerr << "feedherald: " << name_of_input(file) << ": " << escape_controls(feed.error().reason) << '\n';
        return Exit::failure;
    }
    hide_implausible_dates(*feed, engine::SystemClock{}.now());
    sink::write_json(std::cout, *feed, true);
    std::cout << '\n';
    return std::cout.flush() ? Exit::success : Exit::failure;
}

}  // namespace feedherald::cli
