// SPDX-License-Identifier: MIT
#include "parse/link_field.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace feedherald::parse {

namespace {

constexpr std::size_t most_links = 256;
constexpr std::string_view white = " \t\r\n";

class FieldReader {
  public:
    explicit FieldReader(std::string_view field) : rest_(field) {}

    std::vector<LinkValue> read() {
        std::vector<LinkValue> links;
        while (!rest_.empty() && links.size() < most_links) {
            skip(" \t\r\n,");
            if (!take('<')) {
                skip_to(",");
                continue;
            }
            auto const close = rest_.find('>');
            if (close == std::string_view::npos) break;
            LinkValue link{std::string(trim(rest_.substr(0, close))), {}, {}, {}};
            rest_.remove_prefix(close + 1);
            read_parameters(link);
            links.push_back(std::move(link));
        }
        return links;
    }

  private:
    void read_parameters(LinkValue& link) {
        for (;;) {
            skip(white);
            if (!take(';')) return;
            skip(white);
            auto const name = to_lower_ascii(token());
            skip(white);
            auto const value = take('=') ? read_value() : std::string{};
            // Only the first of each counts (RFC 8288 §3.3).
            if (name == "rel" && link.rel.empty()) link.rel = to_lower_ascii(fold_white_space(value));
            if (name == "title" && link.title.empty()) link.title = fold_white_space(neutralise(value));
            if (name == "type" && link.type.empty())
                link.type = to_lower_ascii(trim(std::string_view{value}.substr(0, value.find(';'))));
        }
    }

    std::string read_value() {
        skip(white);
        if (!take('"')) return std::string(token());
        std::string value;
        while (!rest_.empty() && rest_.front() != '"') {
            if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
            value += rest_.front();
            rest_.remove_prefix(1);
        }
        take('"');
        return value;
    }

    std::string_view token() {
        auto const end = std::min(rest_.find_first_of(" \t\r\n=;,\""), rest_.size());
        auto const found = rest_.substr(0, end);
        rest_.remove_prefix(end);
        return found;
    }
    bool take(char c) {
        if (rest_.empty() || rest_.front() != c) return false;
        rest_.remove_prefix(1);
        return true;
    }
    void skip(std::string_view characters) {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(characters), rest_.size()));
    }
    void skip_to(std::string_view characters) {
        rest_.remove_prefix(std::min(rest_.find_first_of(characters), rest_.size()));
    }

    std::string_view rest_;
};

}  // namespace

std::vector<LinkValue> parse_link_field(std::string_view field) {
    return FieldReader(field).read();
}

bool has_relation(std::string_view rel, std::string_view relation) {
    while (!rel.empty()) {
        auto const end = std::min(rel.find(' '), rel.size());
        if (rel.substr(0, end) == relation) return true;
        rel.remove_prefix(std::min(end + 1, rel.size()));
    }
    return false;
}

}  // namespace feedherald::parse
