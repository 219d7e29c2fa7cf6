// SPDX-License-Identifier: MIT
#include "base/uri_host.hpp"

#include "base/percent.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include <arpa/inet.h>
#include <idn2.h>

namespace feedherald {

namespace {

using Result = boost::system::result<std::string, HostError>;
using Ipv6 = std::array<std::uint8_t, 16>;

constexpr auto is_digit = [](char c) { return c >= '0' && c <= '9'; };

/** "10", "0x0a", "012": one number of an IPv4 address. Empty when it is none; UINT64_MAX when too large to count. */
std::optional<std::uint64_t> ipv4_number(std::string_view text) {
    if (text.empty()) return std::nullopt;
    int base = 10;
    if (text.size() >= 2 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
        base = 16;
        text.remove_prefix(2);
    } else if (text.size() >= 2 && text[0] == '0') {
        base = 8;
        text.remove_prefix(1);
    }
    if (text.empty()) return 0;
    std::uint64_t value = 0;
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
    if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
    return error == std::errc::result_out_of_range ? UINT64_MAX : value;
}

bool ends_in_number(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    auto const last = host.substr(host.rfind('.') + 1);
    return !last.empty() && (std::all_of(last.begin(), last.end(), is_digit) || ipv4_number(last));
}

std::optional<std::string> dotted_ipv4(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    std::array<std::uint64_t, 4> numbers{};
    std::size_t count = 0;
    for (std::string_view rest = host;; ++count) {
        auto const dot = rest.find('.');
        auto const number = ipv4_number(rest.substr(0, dot));
        if (!number || count == numbers.size()) return std::nullopt;
        numbers[count] = *number;
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    // The last number fills the bytes that are left: 127.1 is 127.0.0.1.
    std::uint64_t address = numbers[count];
    if (address >= std::uint64_t{1} << (8 * (4 - count))) return std::nullopt;
    for (std::size_t i = 0; i < count; ++i) {
        if (numbers[i] > 255) return std::nullopt;
        address |= numbers[i] << (8 * (3 - i));
    }
    std::string dotted;
    for (int shift = 24; shift >= 0; shift -= 8) {
        if (!dotted.empty()) dotted += '.';
        dotted += std::to_string(address >> shift & 0xFF);
    }
    return dotted;
}

std::optional<Ipv6> ipv6_bytes(std::string_view text) {
    Ipv6 bytes{};
    if (inet_pton(AF_INET6, std::string(text).c_str(), bytes.data()) != 1) return std::nullopt;
    return bytes;
}

/** A string could also become a HostError, an aggregate of one: it must be said which is meant. */
Result success(std::string host) {
    return {boost::system::in_place_value, std::move(host)};
}

using OwnedLabel = std::unique_ptr<char, decltype(&idn2_free)>;

int convert(std::string const& label, int flags, OwnedLabel& converted) {
    char* raw = nullptr;
    int const status = idn2_to_ascii_8z(label.c_str(), &raw, flags | IDN2_NFC_INPUT);
    converted.reset(raw);
    return status;
}

/** One label as an A-label; the reason of failure where there is one. */
Result label_to_ascii(std::string const& label) {
    bool const is_plain =
        !label.starts_with("xn--") && std::none_of(label.begin(), label.end(), [](char c) { return (c & 0x80) != 0; });
    if (is_plain) return success(label);  // '_' and hyphens where IDNA wants none: DNS does not mind

    OwnedLabel converted(nullptr, &idn2_free);
    int status = convert(label, IDN2_NONTRANSITIONAL, converted);
    // libidn2 adds IDNA 2008's ban of emoji, which UTS #46 and the web do not have. Its transitional mode does not, and
    // differs in four characters (and one's capital) alone: for labels without them the outcome is the same.
    constexpr std::array<std::string_view, 5> deviations{"ß", "ẞ", "ς", "\u200C", "\u200D"};
    auto const is_inside = [&label](std::string_view deviation) { return label.find(deviation) != std::string::npos; };
    if (status == IDN2_DISALLOWED && std::none_of(deviations.begin(), deviations.end(), is_inside))
        status = convert(label, IDN2_TRANSITIONAL, converted);
    if (status != IDN2_OK) return HostError{std::string("has a host that is no domain name: ") + idn2_strerror(status)};
    return success(to_lower_ascii(converted.get()));
}

/** The name with its labels as A-labels and ASCII full stops between them. */
Result to_ascii(std::string name) {
    for (std::string_view const dot : {"\u3002", "\uFF0E", "\uFF61"})
        for (std::size_t at = name.find(dot); at != std::string::npos; at = name.find(dot, at))
            name.replace(at, 3, ".");
    std::string ascii;
    for (std::size_t at = 0;;) {
        auto const dot = name.find('.', at);
        auto const label = label_to_ascii(name.substr(at, dot - at));
        if (!label) return label;
        ascii += *label;
        if (dot == std::string::npos) return success(std::move(ascii));
        ascii += '.';
        at = dot + 1;
    }
}

std::optional<HostError> domain_error(std::string_view name) {
    constexpr std::string_view forbidden = " #/:<>?@[\\]^|%\"`{}";
    for (char const c : name)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7F || forbidden.find(c) != std::string_view::npos)
            return HostError{"has a character in its host that no host may have"};
    if (name.ends_with('.')) name.remove_suffix(1);
    if (name.empty()) return HostError{"has no host"};
    if (name.size() > 253) return HostError{"has a host that is too long"};
    for (std::string_view rest = name;;) {
        auto const label = rest.substr(0, rest.find('.'));
        if (label.empty()) return HostError{"has an empty label in its host (two dots in a row)"};
        if (label.size() > 63) return HostError{"has a host with a label of more than 63 characters"};
        if (label.size() == rest.size()) return std::nullopt;
        rest.remove_prefix(label.size() + 1);
    }
}

struct Ipv4Block {
    std::uint32_t network;
    int prefix;
};
constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    return a << 24 | b << 16 | c << 8;
}
constexpr std::array<Ipv4Block, 14> private_blocks{{{ipv4(0, 0, 0), 8},
                                                    {ipv4(10, 0, 0), 8},
                                                    {ipv4(100, 64, 0), 10},
                                                    {ipv4(127, 0, 0), 8},
                                                    {ipv4(169, 254, 0), 16},
                                                    {ipv4(172, 16, 0), 12},
                                                    {ipv4(192, 0, 0), 24},
                                                    {ipv4(192, 0, 2), 24},
                                                    {ipv4(192, 168, 0), 16},
                                                    {ipv4(198, 18, 0), 15},
                                                    {ipv4(198, 51, 100), 24},
                                                    {ipv4(203, 0, 113), 24},
                                                    {ipv4(224, 0, 0), 4},
                                                    {ipv4(240, 0, 0), 4}}};

bool is_private(std::uint32_t address) {
    return std::any_of(private_blocks.begin(), private_blocks.end(), [address](Ipv4Block const& block) {
        return (address ^ block.network) >> (32 - block.prefix) == 0;
    });
}

}  // namespace

bool is_private_address(std::array<std::uint8_t, 4> const& v4) {
    return is_private(ipv4(v4[0], v4[1], v4[2]) | v4[3]);
}

bool is_private_address(Ipv6 const& b) {
    auto const word = [&b](std::size_t i) { return std::uint32_t{b[i]} << 8 | b[i + 1]; };
    auto const embedded = [&](std::size_t i) { return is_private(word(i) << 16 | word(i + 2)); };
    auto const zero = [&b](std::size_t from, std::size_t to) {
        return std::all_of(b.begin() + static_cast<std::ptrdiff_t>(from), b.begin() + static_cast<std::ptrdiff_t>(to),
                           [](std::uint8_t byte) { return byte == 0; });
    };
    if (zero(0, 10) && word(10) == 0xFFFF) return embedded(12);                            // ::ffff:0:0/96
    if (word(0) == 0x64 && word(2) == 0xFF9B && zero(4, 12)) return embedded(12);          // 64:ff9b::/96
    if (word(0) == 0x2002) return embedded(2);                                             // 2002::/16
    return (zero(0, 15) && b[15] <= 1) || (b[0] & 0xFE) == 0xFC ||                         // ::, ::1, fc00::/7
           (word(0) & 0xFFC0) == 0xFE80 || b[0] == 0xFF ||                                 // fe80::/10, ff00::/8
           (word(0) == 0x2001 && word(2) == 0xDB8) || (word(0) == 0x100 && zero(2, 8)) ||  // 2001:db8::/32, 100::/64
           (word(0) == 0x64 && word(2) == 0xFF9B && word(4) == 1);                         // 64:ff9b:1::/48
}

boost::system::result<std::string, HostError> parse_host(std::string_view text) {
    if (text.starts_with('[')) {
        auto const address = text.ends_with(']') ? ipv6_bytes(text.substr(1, text.size() - 2)) : std::nullopt;
        if (!address) return HostError{"has an IPv6 address that cannot be read"};
        std::array<char, INET6_ADDRSTRLEN> written{};
        inet_ntop(AF_INET6, address->data(), written.data(), written.size());
        return success(written.data());
    }
    // Far more than 253 letters of any script take; what follows is not linear in it.
    constexpr std::size_t longest_written = 4096;
    auto const decoded = percent_decode(text.substr(0, 3 * longest_written + 1));
    if (decoded.size() > longest_written) return HostError{"has a host that is too long"};
    // Checked here and again below: a NUL would end the C string that libidn2 reads, and mapping may make new ones.
    if (decoded.find('\0') != std::string::npos || !is_valid_utf8(decoded))
        return HostError{"has a character in its host that no host may have"};
    auto name = to_ascii(to_lower_ascii(decoded));
    if (!name) return name;
    if (auto error = domain_error(*name)) return *error;
    if (!ends_in_number(*name)) return name;
    auto dotted = dotted_ipv4(*name);
    if (!dotted) return HostError{"has an IPv4 address that cannot be read"};
    return success(std::move(*dotted));
}

bool names_private_host(std::string_view host) {
    if (host.ends_with('.')) host.remove_suffix(1);
    if (host == "localhost" || host.ends_with(".localhost")) return true;
    if (auto const address = ipv6_bytes(host)) return is_private_address(*address);
    std::array<std::uint8_t, 4> v4{};
    return inet_pton(AF_INET, std::string(host).c_str(), v4.data()) == 1 && is_private_address(v4);
}

}  // namespace feedherald
