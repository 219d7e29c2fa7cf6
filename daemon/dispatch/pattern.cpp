// SPDX-License-Identifier: MIT
#include "dispatch/pattern.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

#include <re2/re2.h>

namespace feedherald::dispatch {

namespace {

enum class Field { title_and_text, title, author, tag, url };

constexpr std::array<std::pair<std::string_view, Field>, 4> prefixes{{
    {"title:", Field::title},
    {"author:", Field::author},
    {"tag:", Field::tag},
    {"url:", Field::url},
}};

struct Split {
    Field field = Field::title_and_text;
    std::string_view expression;
};

Split split(std::string_view pattern) {
    for (auto const& [prefix, field] : prefixes)
        if (pattern.substr(0, prefix.size()) == prefix) {
            auto const rest = pattern.substr(prefix.size());
            return {field, rest.substr(std::min(rest.find_first_not_of(' '), rest.size()))};
        }
    return {Field::title_and_text, pattern};
}

std::unique_ptr<re2::RE2> compile(std::string_view expression) {
    re2::RE2::Options options;
    options.set_log_errors(false);
    return std::make_unique<re2::RE2>(re2::StringPiece{expression.data(), expression.size()}, options);
}

bool found_in(re2::RE2 const& expression, std::string_view text) {
    return re2::RE2::PartialMatch(re2::StringPiece{text.data(), text.size()}, expression);
}

bool matches(Field field, re2::RE2 const& expression, Item const& item) {
    auto const found = [&](std::string const& text) { return !text.empty() && found_in(expression, text); };
    switch (field) {
        case Field::title_and_text:
            return found(item.title) || found(item.text) || found(item.content_text) || found(item.summary);
        case Field::title:
            return found(item.title);
        case Field::author:
            return std::any_of(item.authors.begin(), item.authors.end(),
                               [&](Author const& author) { return found(author.name) || found(author.url); });
        case Field::tag:
            return std::any_of(item.tags.begin(), item.tags.end(), found);
        case Field::url:
            return found(item.url) || found(item.external_url);
    }
    return false;
}

}  // namespace

struct Patterns::Pattern {
    std::string written;
    Field field;
    std::unique_ptr<re2::RE2> expression;
};

std::optional<std::string> pattern_error(std::string_view pattern) {
    auto const parts = split(pattern);
    if (parts.expression.empty()) return "the pattern is empty";
    auto const compiled = compile(parts.expression);
    if (compiled->ok()) return std::nullopt;
    return compiled->error();
}

Patterns::Patterns(std::vector<std::string> const& patterns) {
    patterns_.reserve(patterns.size());
    for (auto const& written : patterns) {
        auto const parts = split(written);
        auto compiled = compile(parts.expression);
        if (!compiled->ok()) throw std::runtime_error("pattern \"" + written + "\": " + compiled->error());
        patterns_.push_back({written, parts.field, std::move(compiled)});
    }
}

Patterns::~Patterns() = default;
Patterns::Patterns(Patterns&&) noexcept = default;
Patterns& Patterns::operator=(Patterns&&) noexcept = default;

bool Patterns::empty() const noexcept {
    return patterns_.empty();
}

std::optional<std::string> Patterns::match(Item const& item) const {
    for (auto const& pattern : patterns_)
        if (matches(pattern.field, *pattern.expression, item)) return pattern.written;
    return std::nullopt;
}

}  // namespace feedherald::dispatch
