// SPDX-License-Identifier: MIT
#include "parse/link_resolver.hpp"

#include "base/uri.hpp"

namespace feedherald::parse {

namespace {
constexpr int links_between_checks = 100;
}

std::optional<std::string> LinkResolver::operator()(std::string_view base, std::string_view reference) {
    if (!may_go_on()) return is_http_uri(reference) ? std::optional<std::string>{reference} : std::nullopt;
    auto absolute = resolve_uri(base, reference);
    if (!absolute) return std::nullopt;
    auto const growth = absolute->size() > reference.size() ? absolute->size() - reference.size() : 0;
    is_spent_ = growth > budget_;
    if (absolute->size() > FieldCaps::link || is_spent_) return std::nullopt;
    budget_ -= growth;
    return absolute;
}

bool LinkResolver::may_go_on() {
    if (!is_spent_ && deadline_ && --until_check_ == 0) {
        is_spent_ = is_out_of_time_ = deadline_->is_over();
        until_check_ = links_between_checks;
    }
    return !is_spent_;
}

}  // namespace feedherald::parse
