// SPDX-License-Identifier: MIT
#include "cli/json_facts.hpp"

#include "base/utf8.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>

namespace feedherald::cli {

namespace {

using control::FactList;
using control::Facts;

std::string quoted(std::string const& text) {
    auto const valid = to_valid_utf8(text);
    return boost::json::serialize(boost::json::string(valid.data(), valid.size()));
}

void begin_line(std::string& out, std::size_t depth) {
    out += '\n';
    out.append(2 * depth, ' ');
}

struct Writer {
    std::string& out;
    std::size_t depth = 0;

    void operator()(std::monostate) const { out += "null"; }
    void operator()(bool flag) const { out += flag ? "true" : "false"; }
    void operator()(std::int64_t number) const { out += std::to_string(number); }
    void operator()(std::string const& text) const { out += quoted(text); }
    void operator()(FactList const& list) const {
        out += '[';
        for (std::size_t i = 0; i < list.size(); ++i) {
            if (i > 0) out += ',';
            begin_line(out, depth + 1);
            std::visit(Writer{out, depth + 1}, list[i].content());
        }
        if (!list.empty()) begin_line(out, depth);
        out += ']';
    }
    void operator()(Facts const& record) const {
        out += '{';
        for (std::size_t i = 0; i < record.size(); ++i) {
            if (i > 0) out += ',';
            begin_line(out, depth + 1);
            out += quoted(record[i].first) + ": ";
            std::visit(Writer{out, depth + 1}, record[i].second.content());
        }
        if (!record.empty()) begin_line(out, depth);
        out += '}';
    }
};

}  // namespace

std::string to_json(Facts const& record) {
    std::string out;
    Writer{out}(record);
    return out + '\n';
}

std::string to_json(std::vector<Facts> const& records) {
    std::string out;
    Writer{out}(FactList(records.begin(), records.end()));
    return out + '\n';
}

}  // namespace feedherald::cli
