// SPDX-License-Identifier: MIT
// What a pop-up for one alert says. Pure; every byte that comes from a feed is made harmless here.
#pragma once

#include "model/alert.hpp"

#include <string>
#include <string_view>

namespace feedherald::sink::desktop {

struct PopupText {
    std::string summary;  ///< plain on every server: never escaped
    std::string body;
};

constexpr std::size_t longest_summary = 100;
constexpr std::size_t longest_body = 400;  ///< before escaping

/** `& < >` and nothing else: servers show other entities as they stand. */
std::string escape_markup(std::string_view text);

/** On one line, without control and bidi characters, valid UTF-8. */
std::string shown(std::string_view text);

/** `markup`: the server has body-markup. */
PopupText popup_text(Alert const& alert, bool markup);

}  // namespace feedherald::sink::desktop
