// SPDX-License-Identifier: MIT
#include "base/sha256.hpp"

#include "base/sha256_blocks.hpp"

#include <vector>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

TEST(Sha256, matches_the_published_vectors) {
    struct Case {
        std::string input;
        std::string_view expected;
    };
    std::vector<Case> const cases{
        {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
        {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrst"
         "nopqrstu",
         "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
        {std::string(1000000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
        // Where the padding needs a block of its own, and where it just does not.
        {std::string(55, 'a'), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"},
        {std::string(56, 'a'), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"},
        {std::string(64, 'a'), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"},
    };
    for (auto const& c : cases) {
        SCOPED_TRACE(c.input.substr(0, 70));
        EXPECT_EQ(to_hex(sha256(c.input)), c.expected);
    }
}

TEST(Sha256, comes_to_the_same_with_the_instructions_of_a_processor_that_has_any) {
    auto* const by_instruction = has_sha256_instructions() ? sha256_by_instruction : sha256_anywhere;
    std::vector<unsigned char> bytes(9 * sha256_block + 1);
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<unsigned char>(i * i + 3 * i);
    for (std::size_t blocks = 0; blocks <= 9; ++blocks) {
        SCOPED_TRACE(blocks);
        Sha256State here{1, 2, 3, 0xffffffff, 5, 6, 0x80000000, 8};
        auto there = here;

        // From an odd address, as texts begin where they begin.
        sha256_anywhere(here, bytes.data() + 1, blocks);
        by_instruction(there, bytes.data() + 1, blocks);

        EXPECT_EQ(here, there);
    }
}

}  // namespace
}  // namespace feedherald
