// SPDX-License-Identifier: MIT
// Runs a fuzz target without libFuzzer on each file of the directories named, whole and cut, as a test.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);

namespace {

namespace fs = std::filesystem;

void run(std::vector<std::uint8_t> const& bytes, std::size_t size) {
    // A copy of its exact size, so that a sanitizer sees a read behind the end.
    std::vector<std::uint8_t> const input(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    LLVMFuzzerTestOneInput(input.data(), input.size());
}

void replay(fs::path const& path) {
    std::ifstream file(path, std::ios::binary);
    std::vector<std::uint8_t> const bytes{std::istreambuf_iterator<char>(file), {}};
    run(bytes, bytes.size());
    for (std::size_t cut = 0; cut < bytes.size(); cut += 97) run(bytes, cut);
}

}  // namespace

int main(int count, char** arguments) {
    std::set<fs::path> paths;  // in the same order everywhere
    for (int i = 1; i < count; ++i)
        if (fs::is_directory(arguments[i]))
            for (auto const& entry : fs::recursive_directory_iterator(arguments[i]))
                if (entry.is_regular_file()) paths.insert(entry.path());
    for (auto const& path : paths) {
        std::printf("%s\n", path.c_str());
        std::fflush(stdout);  // the last name printed is the one that broke it
        replay(path);
    }
    std::printf("%zu inputs\n", paths.size());
    return paths.empty() ? 1 : 0;
}
