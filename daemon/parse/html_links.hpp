// SPDX-License-Identifier: MIT
// Makes the relative addresses inside HTML absolute (B-22): whoever reads the content elsewhere has no xml:base for it.
#pragma once

#include "parse/link_resolver.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace feedherald::parse {

/** Whether with_absolute_links would find an address to resolve. */
bool has_relative_links(std::string_view html);

/** The HTML with href, src and their like resolved against `base`, all else byte for byte; nothing where there is
 *  nothing to change. Fragments stay: they lead within the content. What exceeds FieldCaps::text is cut off. */
std::optional<std::string> with_absolute_links(std::string_view html, std::string_view base, LinkResolver& absolute);

/** What relative addresses in markup are resolved against while it is collected. */
struct LinkBase {
    std::string_view base;
    LinkResolver& absolute;
};

/** The value of one attribute, decoded, with the addresses in it resolved; nothing where there is nothing to change. */
std::optional<std::string> with_absolute_address(std::string_view attribute, std::string_view value,
                                                 LinkBase const& base);

/** An address that runs or embeds instead of leading somewhere (B-24): javascript:, data: and their like. */
bool leads_nowhere(std::string_view address);

}  // namespace feedherald::parse
