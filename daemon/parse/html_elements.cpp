// SPDX-License-Identifier: MIT
#include "parse/html_elements.hpp"

#include <algorithm>
#include <array>

namespace feedherald::parse {

namespace {

struct Element {
    std::string_view name;
    ElementKind kind = ElementKind::inlined;
};

using enum ElementKind;

// clang-format off
constexpr std::array elements{
    Element{"a"}, Element{"abbr"}, Element{"acronym"}, Element{"address", block}, Element{"annotation", hidden},
    Element{"applet", hidden}, Element{"area"}, Element{"article", block}, Element{"aside", block},
    Element{"audio", hidden}, Element{"b"}, Element{"base"}, Element{"basefont"}, Element{"bdi"}, Element{"bdo"},
    Element{"big"}, Element{"blink"}, Element{"blockquote", block}, Element{"body", block},
    Element{"br", line_break}, Element{"button"}, Element{"canvas", hidden}, Element{"caption", block},
    Element{"center", block}, Element{"cite"}, Element{"code"}, Element{"col"}, Element{"colgroup"}, Element{"data"},
    Element{"datalist", hidden}, Element{"dd", block}, Element{"del"}, Element{"details", block}, Element{"dfn"},
    Element{"dialog", block}, Element{"dir", block}, Element{"div", block}, Element{"dl", block},
    Element{"dt", block}, Element{"em"}, Element{"embed"}, Element{"fieldset", block}, Element{"figcaption", block},
    Element{"figure", block}, Element{"font"}, Element{"footer", block}, Element{"form", block}, Element{"frame"},
    Element{"frameset"}, Element{"h1", block}, Element{"h2", block}, Element{"h3", block}, Element{"h4", block},
    Element{"h5", block}, Element{"h6", block}, Element{"head", hidden}, Element{"header", block},
    Element{"hgroup", block}, Element{"hr", line_break}, Element{"html", block}, Element{"i"}, Element{"iframe", raw},
    Element{"image"}, Element{"img"}, Element{"input"}, Element{"ins"}, Element{"kbd"}, Element{"label"},
    Element{"legend", block}, Element{"li", block}, Element{"link"}, Element{"listing", preformatted},
    Element{"main", block}, Element{"map"}, Element{"mark"}, Element{"marquee", block}, Element{"math"},
    Element{"menu", block}, Element{"meta"}, Element{"meter"}, Element{"nav", block}, Element{"nobr"},
    Element{"noembed", raw}, Element{"noframes", raw}, Element{"noscript"}, Element{"object", hidden},
    Element{"ol", block}, Element{"optgroup", block}, Element{"option", block}, Element{"output"},
    Element{"p", block}, Element{"param"}, Element{"picture"}, Element{"plaintext", block},
    Element{"pre", preformatted}, Element{"progress"}, Element{"q"}, Element{"rp"}, Element{"rt"}, Element{"ruby"},
    Element{"s"}, Element{"samp"}, Element{"script", raw}, Element{"search", block}, Element{"section", block},
    Element{"select", hidden}, Element{"small"}, Element{"source"}, Element{"span"}, Element{"strike"},
    Element{"strong"}, Element{"style", raw}, Element{"sub"}, Element{"summary", block}, Element{"sup"},
    Element{"svg", hidden}, Element{"table", block}, Element{"tbody", block}, Element{"td", cell},
    Element{"template", hidden}, Element{"textarea", raw}, Element{"tfoot", block}, Element{"th", cell},
    Element{"thead", block}, Element{"time"}, Element{"title", raw}, Element{"tr", block}, Element{"track"},
    Element{"tt"}, Element{"u"}, Element{"ul", block}, Element{"var"}, Element{"video", hidden}, Element{"wbr"},
    Element{"xmp", preformatted},
};
// clang-format on
static_assert(std::ranges::is_sorted(elements, {}, &Element::name));

constexpr std::size_t longest_name = 10;

}  // namespace

std::optional<ElementKind> html_element(std::string_view name) {
    if (name.empty() || name.size() > longest_name) return std::nullopt;
    std::array<char, longest_name> lower{};
    std::ranges::transform(name, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c | 0x20) : c; });
    auto const wanted = std::string_view{lower.data(), name.size()};
    auto const found = std::ranges::lower_bound(elements, wanted, {}, &Element::name);
    if (found == elements.end() || found->name != wanted) return std::nullopt;
    return found->kind;
}

}  // namespace feedherald::parse
