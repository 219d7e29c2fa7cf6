// SPDX-License-Identifier: MIT
#include "cli/edit_config.hpp"

#include "cli/load_config.hpp"

#include <iostream>

namespace feedherald::cli {

namespace {

void tell(std::string const& text) {
    std::cerr << "feedherald: " << text << '\n';
}

}  // namespace

ConfigEditor::ConfigEditor(Arguments const& arguments) : file_(config_file(arguments)) {}

std::optional<config::Loaded> ConfigEditor::load() {
    auto loaded = load_with({});
    if (loaded)
        for (auto const& warning : loaded->warnings) std::cerr << "warning: " << warning.text() << '\n';
    return loaded;
}

std::optional<config::Loaded> ConfigEditor::load_with(std::span<config::Edit const> edits) {
    auto surroundings = surroundings_of_process();
    surroundings.may_be_missing = true;
    for (auto const& edit : edits) surroundings.edited.emplace(edit.file, edit.text);
    auto loaded = config::load(file_, surroundings);
    if (loaded) return std::move(*loaded);
    for (auto const& error : loaded.error()) {
        // In a text that is not written yet a line number leads nowhere.
        if (edits.empty())
            std::cerr << error.text() << '\n';
        else
            tell(error.message);
    }
    return std::nullopt;
}

std::optional<config::Loaded> ConfigEditor::try_add(std::span<config::NewFeed const> feeds) {
    auto const edit = config::add_feeds(file_, feeds);
    if (edit) return load_with({&*edit, 1});
    tell(edit.error().reason);
    return std::nullopt;
}

std::optional<config::Loaded> ConfigEditor::add(std::span<config::NewFeed const> feeds) {
    config::EditLock const lock(file_.parent_path());
    auto const edit = config::add_feeds(file_, feeds);
    if (!edit) {
        tell(edit.error().reason);
        return std::nullopt;
    }
    auto loaded = load_with({&*edit, 1});
    if (!loaded) return std::nullopt;
    config::replace_file(edit->file, edit->text);
    if (!edit->remark.empty()) std::cerr << edit->remark << ": written to " << edit->file.string() << " instead\n";
    return loaded;
}

bool ConfigEditor::remove(std::span<std::string const> urls) {
    config::EditLock const lock(file_.parent_path());
    auto const before = load_with({});
    if (!before) return false;
    auto const edits = config::remove_feeds(before->files, urls);
    if (!edits) {
        tell(edits.error().reason);
        return false;
    }
    if (!load_with(*edits)) return false;
    for (auto const& edit : *edits) config::replace_file(edit.file, edit.text);
    return true;
}

}  // namespace feedherald::cli
