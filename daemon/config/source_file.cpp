// SPDX-License-Identifier: MIT
#include "config/source_file.hpp"

#include "base/text.hpp"
#include "config/paths.hpp"
#include "config/read_file.hpp"

#include <utility>

namespace feedherald::config {

namespace {
constexpr std::size_t largest_file = 64U << 20;
}

SourceFile::SourceFile(std::filesystem::path path, Surroundings const& surroundings, Findings& findings)
    : path_(std::move(path)), name_(path_.string()), surroundings_(&surroundings), findings_(&findings) {}

boost::system::result<FileText, FileProblem> SourceFile::read() const {
    auto const edited = surroundings_->edited.find(path_);
    if (edited != surroundings_->edited.end()) return FileText{edited->second};
    auto text = read_file(path_, largest_file);
    if (!text && text.error().is_missing && surroundings_->may_be_missing) return FileText{};
    return text;
}

std::optional<Node> SourceFile::parse() {
    auto text = read();
    if (!text && text.error().is_missing) {
        // The one message of several lines: the example must be fit to be copied.
        findings_->errors.push_back({name_, 0, 0, "",
                                     "there is no configuration here; a complete one is two lines:\n"
                                     "    [[feed]]\n"
                                     "    url = \"https://example.org/feed.xml\""});
        return std::nullopt;
    }
    if (!text) {
        error({}, "", "cannot be read: " + text.error().reason);
        return std::nullopt;
    }
    others_may_read_ = text->others.read;
    if (text->others.write)
        warning({}, "", "others can write this file, and so decide what feedherald does: chmod go-w it",
                "chmod go-w " + name_);
    auto tree = parse_toml(text->bytes, name_);
    if (tree) return std::move(*tree);
    auto diagnostic = tree.error();
    diagnostic.message = escape_controls(diagnostic.message);
    findings_->errors.push_back(std::move(diagnostic));
    return std::nullopt;
}

void SourceFile::error(Position at, std::string_view key, std::string message) {
    findings_->errors.push_back({name_, at.line, at.column, std::string(key), escape_controls(message)});
}

void SourceFile::warning(Position at, std::string_view key, std::string message, std::string remedy) {
    findings_->warnings.push_back(
        {name_, at.line, at.column, std::string(key), escape_controls(message), std::move(remedy)});
}

void SourceFile::found_literal_secret(Position at, std::string_view key) {
    if (!std::exchange(others_may_read_, false)) return;
    warning(at, key,
            std::string(key)
                .append(" is a secret, and others can read this file: chmod 600 it, or use ")
                .append(key.substr(key.rfind('.') + 1))
                .append("_file"),
            "chmod 600 " + name_);
}

void SourceFile::found_secret_file(Position at, std::string_view key, std::string const& path) {
    auto const others = others_may(path);
    if (!others.read && !others.write) return;
    warning(at, key,
            std::string(key)
                .append(others.read ? ": others can read " : ": others can write ")
                .append(path)
                .append(": chmod 600 it"),
            "chmod 600 " + path);
}

std::string SourceFile::expand(std::string const& written) const {
    return expand_path(written, std::filesystem::absolute(path_).parent_path(), surroundings_->environment)
        .lexically_normal()
        .string();
}

}  // namespace feedherald::config
