// SPDX-License-Identifier: MIT
#include "config/json_text.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace feedherald::config {

namespace {

class Writer {
  public:
    Writer(std::function<void(Position, std::string_view)> const& complain,
           std::function<void(Position, std::string const&)> const& see)
        : complain_(complain), see_(see) {}

    void write(Node const& node) {
        at_ = node.at;
        std::visit([this](auto const& value) { (*this)(value); }, node.value);
    }
    void operator()(std::string const& text) {
        see_(at_, text);
        quote(text);
    }
    void operator()(std::int64_t number) { out_ += std::to_string(number); }
    void operator()(double number) {
        if (!std::isfinite(number)) return complain_(at_, "holds a number that JSON does not have (inf or nan)");
        std::array<char, 32> digits{};
        auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
        out_.append(digits.data(), end);
    }
    void operator()(bool truth) { out_ += truth ? "true" : "false"; }
    void operator()(DateText const& date) { quote(date.text); }
    void operator()(Array const& array) {
        out_ += '[';
        bool is_first = true;
        for (auto const& node : array) {
            if (!std::exchange(is_first, false)) out_ += ',';
            write(node);
        }
        out_ += ']';
    }
    void operator()(Table const& table) {
        out_ += '{';
        bool is_first = true;
        for (auto const& entry : table) {
            if (!std::exchange(is_first, false)) out_ += ',';
            quote(entry.key);
            out_ += ':';
            write(entry.node);
        }
        out_ += '}';
    }
    [[nodiscard]] std::string take() { return std::move(out_); }

  private:
    void quote(std::string_view text) {
        out_ += '"';
        for (char const c : text) {
            auto const byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                out_ += '\\';
                out_ += c;
            } else if (byte < 0x20) {
                out_.append("\\u00");
                out_ += "0123456789abcdef"[byte >> 4];
                out_ += "0123456789abcdef"[byte & 0xF];
            } else {
                out_ += c;
            }
        }
        out_ += '"';
    }

    std::function<void(Position, std::string_view)> const& complain_;
    std::function<void(Position, std::string const&)> const& see_;
    Position at_;
    std::string out_;
};

}  // namespace

std::string to_json(Node const& node, std::function<void(Position, std::string_view)> const& complain,
                    std::function<void(Position, std::string const&)> const& see) {
    Writer writer(complain, see);
    writer.write(node);
    return writer.take();
}

}  // namespace feedherald::config
