// SPDX-License-Identifier: MIT
#include "diff/canonical_link.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>

namespace feedherald::diff {

namespace {

constexpr std::array<std::string_view, 14> tracking_names{"fbclid", "gclid",  "dclid",  "msclkid", "yclid",
                                                          "igshid", "mc_cid", "mc_eid", "_hsenc",  "_hsmi",
                                                          "gbraid", "wbraid", "twclid", "xtor"};

bool is_tracking(std::string_view parameter) {
    auto const name = parameter.substr(0, parameter.find('='));
    return name.starts_with("utm_") ||
           std::find(tracking_names.begin(), tracking_names.end(), name) != tracking_names.end();
}

std::string without_tracking(std::string_view query) {
    std::string kept;
    while (true) {
        auto const end = query.find('&');
        auto const parameter = query.substr(0, end);
        if (!parameter.empty() && !is_tracking(parameter)) {
            if (!kept.empty()) kept += '&';
            kept += parameter;
        }
        if (end == std::string_view::npos) return kept;
        query.remove_prefix(end + 1);
    }
}

std::string canonical_host(std::string_view authority) {
    if (auto const at = authority.rfind('@'); at != std::string_view::npos) authority.remove_prefix(at + 1);
    for (auto const* port : {":80", ":443"})
        if (authority.ends_with(port)) authority.remove_suffix(std::string_view(port).size());
    while (authority.ends_with('.')) authority.remove_suffix(1);
    auto host = to_lower_ascii(authority);
    if (host.starts_with("www.")) host.erase(0, 4);
    return host;
}

std::string canonical_rest(std::string_view target) {
    auto const hash = target.find('#');
    auto const fragment = hash == std::string_view::npos ? std::string_view{} : target.substr(hash + 1);
    target = target.substr(0, hash);
    auto const mark = target.find('?');
    auto const query = mark == std::string_view::npos ? std::string{} : without_tracking(target.substr(mark + 1));
    auto path = target.substr(0, mark);
    while (path.ends_with('/')) path.remove_suffix(1);
    std::string rest(path);
    if (!query.empty()) rest += "?" + query;
    if (!fragment.empty() && !is_tracking(fragment)) rest.append("#").append(fragment);
    return rest;
}

}  // namespace

CanonicalLink canonical_link(std::string_view link) {
    link = trim(link);
    auto const colon = link.find("://");
    auto const scheme = colon == std::string_view::npos ? std::string{} : to_lower_ascii(link.substr(0, colon));
    if (scheme != "http" && scheme != "https") return {"", std::string(link)};
    link.remove_prefix(colon + 3);
    auto const end = std::min(link.find_first_of("/?#"), link.size());
    return {canonical_host(link.substr(0, end)), canonical_rest(link.substr(end))};
}

}  // namespace feedherald::diff
