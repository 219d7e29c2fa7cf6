// SPDX-License-Identifier: MIT
#include "config/secret_keys.hpp"

#include "base/text.hpp"
#include "config/read_file.hpp"

#include <algorithm>
#include <array>

namespace feedherald::config {

namespace {

enum class Form { literal, file, credential };
constexpr std::array<std::pair<std::string_view, Form>, 3> forms{
    {{"", Form::literal}, {"_file", Form::file}, {"_credential", Form::credential}}};

constexpr std::size_t largest_secret = 64 * 1024;

std::string const* written_text(TableReader const& reader, std::string const& key) {
    auto const* const entry = reader.find(key);
    return entry != nullptr ? std::get_if<std::string>(&entry->node.value) : nullptr;
}

/** Where a credential lies; reports what keeps it from being found. */
std::optional<std::string> credential_path(TableReader& reader, Position at, std::string_view key,
                                           std::string const& name) {
    if (name.find('/') != std::string::npos || name == "." || name == "..") {
        reader.error_at(at, key, "is not the name of a credential: " + in_quotes(name));
        return std::nullopt;
    }
    auto const directory = reader.file().surroundings().environment("CREDENTIALS_DIRECTORY");
    if (!directory || directory->empty()) {
        reader.error_at(at, key,
                        "names a credential, but $CREDENTIALS_DIRECTORY is not set: systemd sets it for a service with "
                        "LoadCredential=" +
                            name + ":PATH");
        return std::nullopt;
    }
    return *directory + "/" + name;
}

/** The secret that `written` stands for; empty when it cannot be had, which has been reported. */
std::optional<std::string> fetch(TableReader& reader, Position at, std::string_view key, Form form,
                                 std::string const& written) {
    if (form == Form::literal) return written;
    // What systemd hands over is only for this service, whatever its mode says.
    if (form == Form::file) reader.file().found_secret_file(at, reader.full_name(key), reader.file().expand(written));
    if (!reader.file().surroundings().read_secrets) return std::string();
    auto const path = form == Form::file ? reader.file().expand(written) : credential_path(reader, at, key, written);
    if (!path) return std::nullopt;
    auto text = read_file(*path, largest_secret);
    if (!text) {
        reader.error_at(at, key, "cannot be read: " + *path + ": " + text.error().reason);
        return std::nullopt;
    }
    auto value = std::move(text->bytes);
    value.erase(value.find_last_not_of("\r\n") + 1);
    if (value.empty()) {
        reader.error_at(at, key, "is empty: " + *path);
        return std::nullopt;
    }
    return value;
}

/** RFC 9110 §5.6.2. */
bool is_token(std::string_view name) {
    static constexpr std::string_view others = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               others.find(c) != std::string_view::npos;
    });
}

/** Fields that frame a request or that carry feedherald's own promises. */
bool is_reserved(std::string_view name) {
    constexpr std::array<std::string_view, 16> reserved{"host",           "content-length",    "transfer-encoding",
                                                        "connection",     "keep-alive",        "te",
                                                        "trailer",        "upgrade",           "expect",
                                                        "user-agent",     "if-none-match",     "if-modified-since",
                                                        "webhook-id",     "webhook-timestamp", "webhook-signature",
                                                        "accept-encoding"};
    return std::any_of(reserved.begin(), reserved.end(),
                       [name](std::string_view one) { return equals_ignoring_ascii_case(one, name); });
}

/** "X-Key_file" -> X-Key, from a file. */
std::pair<std::string_view, Form> name_and_form(std::string_view written) {
    for (auto const& [ending, form] : forms)
        if (form != Form::literal && written.ends_with(ending))
            return {written.substr(0, written.size() - ending.size()), form};
    return {written, Form::literal};
}

}  // namespace

bool has_secret(TableReader const& reader, std::string_view key) {
    return std::any_of(forms.begin(), forms.end(), [&](auto const& form) {
        auto const* const written = written_text(reader, std::string(key).append(form.first));
        return written != nullptr && !written->empty();
    });
}

std::optional<FoundSecret> read_secret(TableReader& reader, std::string_view key, bool is_sensitive) {
    std::optional<FoundSecret> found;
    for (auto const& [ending, form] : forms) {
        auto const name = std::string(key).append(ending);
        auto const* const written = reader.text(name);
        if (written == nullptr || written->empty()) continue;
        auto const at = reader.find(name)->node.at;
        if (found) {
            reader.error(name, "is given besides " + found->key + ": choose one");
            continue;
        }
        if (form == Form::literal && is_sensitive) reader.file().found_literal_secret(at, reader.full_name(key));
        auto value = fetch(reader, at, name, form, *written);
        found = FoundSecret{at, name, std::move(value).value_or(""), form == Form::literal};
    }
    return found;
}

void read_secret_line(TableReader& reader, std::string_view key, Secret& out) {
    auto found = read_secret(reader, key);
    if (!found) return;
    if (has_control_character(found->value))
        reader.error(found->key, "holds more than one line, or a control character");
    else
        out = Secret(std::move(found->value));
}

std::vector<std::pair<std::string, Secret>> read_headers(TableReader& reader) {
    std::vector<std::pair<std::string, Secret>> headers;
    auto const* const table = reader.table("headers");
    if (table == nullptr) return headers;
    for (auto const& entry : *table) {
        auto const key = "headers." + entry.key;
        auto const [name, form] = name_and_form(entry.key);
        auto const* const written = std::get_if<std::string>(&entry.node.value);
        if (written == nullptr) {
            reader.error_at(entry.node.at, key, std::string("must be text, not ").append(type_name(entry.node)));
            continue;
        }
        if (!is_token(name) || is_reserved(name)) {
            reader.error_at(entry.at, key,
                            is_token(name) ? "is a header that feedherald sets itself" : "is not the name of a header");
            continue;
        }
        auto const same = [&name = name](auto const& header) { return equals_ignoring_ascii_case(header.first, name); };
        if (std::any_of(headers.begin(), headers.end(), same)) {
            reader.error_at(entry.at, key, "is given twice");
            continue;
        }
        if (form == Form::literal) reader.file().found_literal_secret(entry.node.at, reader.full_name(key));
        auto const value = fetch(reader, entry.node.at, key, form, *written);
        if (!value) continue;
        if (has_control_character(*value))
            reader.error_at(entry.node.at, key, "has a control character inside");
        else
            headers.emplace_back(name, Secret(std::string(trim(*value))));
    }
    return headers;
}

}  // namespace feedherald::config
