// SPDX-License-Identifier: MIT
#include "base/shared.hpp"

#include <string>
#include <utility>

#include <gtest/gtest.h>

namespace feedherald {
namespace {

TEST(Shared, copies_are_one_object_until_one_is_edited) {
    Shared<std::string> const first{std::string("a")};
    auto second = first;
    EXPECT_EQ(&*first, &*second);

    second.edit() = "b";

    EXPECT_EQ(*first, "a");
    EXPECT_EQ(*second, "b");
}

TEST(Shared, is_edited_in_place_when_nobody_else_has_it) {
    Shared<std::string> only;
    auto const* const place = &*only;

    only.edit() = "mine";

    EXPECT_EQ(&*only, place);
}

TEST(Shared, gives_up_an_object_of_its_own_for_an_equal_one_only) {
    Shared<std::string> const common{std::string("a")};
    Shared<std::string> equal{std::string("a")};
    Shared<std::string> other{std::string("b")};

    equal.share_with(common);
    other.share_with(common);

    EXPECT_EQ(&*equal, &*common);
    EXPECT_EQ(*other, "b");
}

TEST(Shared, is_not_empty_when_it_was_moved_from) {
    Shared<std::string> from{std::string("a")};
    auto const to = std::move(from);

    EXPECT_EQ(*from, "a");
    EXPECT_EQ(*to, "a");
}

}  // namespace
}  // namespace feedherald
