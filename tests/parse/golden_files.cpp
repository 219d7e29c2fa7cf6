// SPDX-License-Identifier: MIT
#include "parse/golden_files.hpp"

#include "base/tests_folder.hpp"
#include "parse/print_feed.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace feedherald::parse {

namespace {

namespace fs = std::filesystem;

fs::path const root = test::tests_folder() / "golden";

std::string contents(fs::path const& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

fs::path expected_path(GoldenDocument const& document) {
    return (root / document.path).replace_extension(".expected");
}

}  // namespace

std::vector<GoldenDocument> const& golden_documents() {
    static auto const documents = [] {
        std::vector<GoldenDocument> found;
        for (auto const* folder : {"rss", "atom", "rdf", "broken"})
            for (auto const& entry : fs::directory_iterator{root / folder})
                if (entry.path().extension() == ".xml")
                    found.push_back({fs::relative(entry.path(), root).string(), contents(entry.path())});
        std::ranges::sort(found, {}, &GoldenDocument::path);
        return found;
    }();
    return documents;
}

Source source_of(GoldenDocument const& document) {
    return {document.bytes, "", "https://example.org/feeds/feed.xml"};
}

std::string printed_reading(Source const& source) {
    auto const feed = read_feed(source);
    return feed ? print_feed(*feed) : "failure: " + feed.error().reason + "\n";
}

std::string expected_of(GoldenDocument const& document) {
    return contents(expected_path(document));
}

void write_expected(GoldenDocument const& document, std::string const& text) {
    std::ofstream{expected_path(document), std::ios::binary} << text;
}

}  // namespace feedherald::parse
