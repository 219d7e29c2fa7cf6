// SPDX-License-Identifier: MIT
#include "diff/identity.hpp"

#include "base/text.hpp"
#include "diff/canonical_link.hpp"

#include <string>

namespace feedherald::diff {

namespace {

std::string whole_text(Item const& item) {
    std::string text;
    text.reserve(item.title.size() + item.content_html.size() + item.content_text.size() + item.summary.size() + 3);
    text.append(item.title).append(1, '\0');
    text.append(item.content_html).append(1, '\0');
    text.append(item.content_text).append(1, '\0');
    text.append(item.summary);
    return text;
}

}  // namespace

Fingerprint link_fingerprint(std::string_view link) {
    if (trim(link).empty()) return {};
    auto const canonical = canonical_link(link);
    return join(half_fingerprint(canonical.host), canonical.rest.empty() ? 0 : half_fingerprint(canonical.rest));
}

Fingerprint title_fingerprint(std::string_view title) {
    auto const folded = to_lower_ascii(fold_white_space(title));
    return folded.empty() ? Fingerprint{} : fingerprint(folded);
}

Identity identify(Item const& item) {
    Identity identity;
    auto const text = fingerprint(whole_text(item));
    identity.link = link_fingerprint(item.url);
    identity.title = title_fingerprint(item.title);
    identity.version = first_half(text) == 0 ? 1 : first_half(text);
    identity.published = item.published;
    if (auto const id = trim(item.id); !id.empty()) {
        identity.kind = Identity::Kind::id;
        identity.name = fingerprint(id);
    } else if (!is_none(identity.link)) {
        identity.kind = Identity::Kind::link;
        identity.name = identity.link;
    } else {
        identity.name = text;
    }
    return identity;
}

Half version_of_nothing() {
    static Half const version = identify({}).version;
    return version;
}

bool is_same_occurrence(Identity::Kind kind, Fingerprint const& link_a, Fingerprint const& title_a,
                        Fingerprint const& link_b, Fingerprint const& title_b) {
    auto const by_link = kind == Identity::Kind::id && !is_none(link_a) && !is_none(link_b);
    return by_link ? link_a == link_b : title_a == title_b;
}

Fingerprint full_key(Identity::Kind kind, Fingerprint const& name, Fingerprint const& link, Fingerprint const& title) {
    return combine(name, kind == Identity::Kind::id && !is_none(link) ? link : title);
}

SeenItem shared_name_mark(Fingerprint const& name, Instant first_seen, Instant now) {
    SeenItem mark;
    mark.key = name;
    mark.first_seen = first_seen;
    mark.last_seen = now;
    return mark;
}

bool is_shared_name_mark(SeenItem const& row) {
    return is_none(row.content);  // of an item it never is
}

}  // namespace feedherald::diff
