// SPDX-License-Identifier: MIT
// Templates of custom bodies and headers: "{feed}: {title:.80}". Named fields, widths and cuts as in fmt.
#pragma once

#include "model/alert.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace feedherald::sink {

/** Why a template is wrong, in words; empty when it is right. For the configuration's checker.
 *  {feed} {title} {url} {summary} {author} {tags} {published} {id} {kind}; "{{" and "}}" are braces; behind a colon
 *  [[fill]align][width][.precision][s], counted in code points. */
std::optional<std::string> template_error(std::string_view text);

/** The text with its fields filled in, each harmless to show (C-25), but not escaped for any format.
 *  Throws std::runtime_error when template_error() has something to say. */
std::string render(std::string_view text, Alert const& alert);

}  // namespace feedherald::sink
