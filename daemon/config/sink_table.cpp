// SPDX-License-Identifier: MIT
#include "config/sink_table.hpp"

#include "base/duration.hpp"
#include "base/uri.hpp"
#include "config/near_miss.hpp"
#include "config/sink_address.hpp"
#include "config/table_reader.hpp"
#include "config/webhook_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace feedherald::config {

namespace {

using namespace std::chrono_literals;

/** "30/m", "100/d", "1/10s". */
std::optional<Rate> parse_rate(std::string_view text) {
    Rate rate;
    auto const slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    auto const [end, error] = std::from_chars(text.data(), text.data() + slash, rate.count);
    if (error != std::errc{} || end != text.data() + slash || rate.count < 1) return std::nullopt;
    auto span = std::string(text.substr(slash + 1));
    if (!span.empty() && (span[0] < '0' || span[0] > '9')) span.insert(0, "1");
    auto const per = parse_duration(span);
    if (!per || *per < 1s) return std::nullopt;
    rate.per = *per;
    return rate;
}

void read_common(TableReader& reader, SinkSettings& sink) {
    reader.duration("retry_for", sink.retry_for, 0s);
    reader.boolean("allow_private", sink.allow_private);
    if (auto const* const written = reader.text("rate"); written != nullptr && !written->empty()) {
        sink.rate = parse_rate(*written);
        if (!sink.rate)
            reader.error("rate", "is not a rate: " + in_quotes(*written) + "; write it like \"30/m\" (s, m, h, d)");
    }
}

DesktopSettings read_desktop(TableReader& reader) {
    using Hold = DesktopSettings::Hold;
    constexpr std::array<std::pair<std::string_view, Hold>, 3> holds{
        {{"dnd", Hold::dnd}, {"locked", Hold::locked}, {"never", Hold::never}}};

    DesktopSettings desktop;
    reader.integer("max_popups", desktop.max_popups, 1, 1000);
    if (auto const* const entry = reader.find("timeout"); entry != nullptr &&
                                                          std::holds_alternative<std::string>(entry->node.value) &&
                                                          std::get<std::string>(entry->node.value) == "never")
        desktop.timeout = Duration::zero();
    else
        reader.duration_or_none("timeout", desktop.timeout, 1ms);
    reader.boolean("actions", desktop.actions);
    reader.choice<Hold>("hold", desktop.hold, holds);
    reader.line("sound", desktop.sound);
    return desktop;
}

/** The topic is the path; where there is no address at all, that has been said. */
bool names_no_topic(Secret const& url) {
    auto const uri = parse_uri(url.reveal());
    return uri && uri->target.substr(0, uri->target.find('?')).find_first_not_of('/') == std::string::npos;
}

PresetSettings read_preset(TableReader& reader, SinkType const& type) {
    PresetSettings preset;
    read_sink_address(reader, type, preset.url, preset.allow_http, preset.url_is_secret);
    if (type.name == "ntfy" && names_no_topic(preset.url))
        reader.error_at(reader.position(), "url", "names no topic: write https://HOST/TOPIC");
    auto const has_key = [&type](std::string_view key) { return contains(type.keys, key); };
    auto const need = [&](std::string_view key) {
        if (!reader.has(key) && !has_secret(reader, key))
            reader.error_at(reader.position(), key,
                            std::string("is missing: a sink of type ").append(type.name).append(" needs it"));
    };
    if (has_key("token")) {
        read_secret_line(reader, "token", preset.token);
        bool const is_optional = type.name == "ntfy" || type.name == "homeassistant";
        if (!is_optional) need("token");
    }
    if (has_key("user")) {
        read_secret_line(reader, "user", preset.user);
        need("user");
    }
    if (has_key("room")) {
        reader.line("room", preset.room);
        need("room");
        if (!preset.room.empty() && preset.room.front() != '!')
            reader.error("room",
                         "is not the id of a room: it must be like \"!abc:example.org\" (an alias, #name, is not "
                         "enough; clients show the id in the room's settings)");
    }
    if (has_key("chat")) {
        // Telegram writes the ids of chats as numbers.
        auto const* const entry = reader.find("chat");
        auto const* const number = entry != nullptr ? std::get_if<std::int64_t>(&entry->node.value) : nullptr;
        if (number != nullptr)
            preset.chat = std::to_string(*number);
        else
            reader.line("chat", preset.chat);
        need("chat");
    }
    return preset;
}

/** Keys of another type are told apart from keys that do not exist. */
void refuse_foreign_keys(TableReader& reader, Table const& table, SinkType const& type) {
    std::vector<Key> known(type.keys.begin(), type.keys.end());
    for (auto const& entry : table) {
        if (contains(common_sink_keys(), entry.key) || contains(type.keys, entry.key)) continue;
        std::string owners;
        for (auto const& other : sink_types())
            if (contains(other.keys, entry.key)) owners.append(owners.empty() ? "" : ", ").append(other.name);
        if (owners.empty()) continue;
        known.push_back({entry.key});  // said here once, and not again as unknown
        reader.error_at(entry.at, entry.key,
                        std::string("is no key of a sink of type ")
                            .append(type.name)
                            .append(" (it is one of ")
                            .append(owners)
                            .append(")"));
    }
    reader.refuse_unknown({common_sink_keys(), known});
}

SinkType const* read_type(TableReader& reader, std::string const& name) {
    std::vector<std::string_view> names;
    for (auto const& type : sink_types()) names.push_back(type.name);
    std::string list;
    for (auto const& one : names) list.append(list.empty() ? "" : ", ").append(one);

    // These two are there without being named, each of the type of its name.
    bool const is_built_in = name == "desktop" || name == "console";
    if (!reader.has("type")) {
        if (!is_built_in) reader.error_at(reader.position(), "type", "is missing: one of " + list);
        return is_built_in ? find_sink_type(name) : nullptr;
    }
    auto const* const written = reader.text("type");
    if (written == nullptr) return nullptr;
    auto const* const type = find_sink_type(*written);
    if (type == nullptr)
        reader.error("type",
                     "is " + in_quotes(*written) + ", which is none of " + list + did_you_mean(*written, names));
    else if (is_built_in && type->name != name)
        reader.error("type", "must be " + in_quotes(name) + " for the sink of that name; give this one another name");
    return type;
}

void read_sink(TableReader& reader, Table const& table, SinkSettings& sink) {
    auto const* const type = read_type(reader, sink.name.value());
    if (type == nullptr) return;
    sink.type = type->name;
    refuse_foreign_keys(reader, table, *type);
    read_common(reader, sink);
    if (type->name == "desktop")
        sink.settings = read_desktop(reader);
    else if (type->name == "console")
        sink.settings = ConsoleSettings{};
    else if (type->name == "webhook")
        sink.settings = read_webhook(reader, *type);
    else
        sink.settings = read_preset(reader, *type);
}

}  // namespace

std::vector<SinkSettings> read_sinks(SourceFile& file, Node const* sinks, FetchPolicy const& defaults) {
    SinkSettings prototype;
    prototype.ca_file = defaults.ca_file;
    prototype.user_agent = defaults.user_agent;
    prototype.proxy = defaults.proxy;

    std::vector<SinkSettings> read;
    auto const* const tables = sinks != nullptr ? std::get_if<Table>(&sinks->value) : nullptr;
    if (sinks != nullptr && tables == nullptr)
        file.error(sinks->at, "sinks", "sinks must be tables: write [sinks.NAME]");
    for (auto const& entry : tables != nullptr ? *tables : Table{}) {
        auto const name = "sinks." + entry.key;
        auto sink = prototype;
        sink.name = SinkName(entry.key);
        auto const* const table = std::get_if<Table>(&entry.node.value);
        if (table == nullptr) {
            file.error(entry.node.at, name, name + " must be a table: write [" + name + "]");
        } else if (entry.key.empty() || has_control_character(entry.key)) {
            file.error(entry.at, name, "sinks has a name that is empty or has a control character");
        } else {
            TableReader reader(file, entry.node, name);
            read_sink(reader, *table, sink);
        }
        read.push_back(std::move(sink));
    }
    if (std::none_of(read.begin(), read.end(), [](auto const& sink) { return sink.name.value() == "desktop"; })) {
        prototype.name = SinkName("desktop");
        prototype.type = "desktop";
        prototype.settings = DesktopSettings{};
        read.insert(read.begin(), prototype);
    }
    return read;
}

}  // namespace feedherald::config
