#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plants one example of every trap in a small tree and sees that lint.py reports it, and that sound code passes."""
import pathlib
import tempfile
import unittest

import lint

SPDX = "// SPDX-License-Identifier: MIT\n"

SOUND = SPDX + """#pragma once
#include <boost/asio/awaitable.hpp>
// system("rm") and sleep(1) in a comment are no calls; nor is std::regex.
auto text = "system(1); TO" "DO; co_await f(Agg{a})";
namespace feedherald {
struct Point { int x; int y; };
awaitable<Fetched> fetch(Request request) {
    boost::system::error_code error;
    co_await clock.sleep_until(due);
    auto const query = Query{.host = host, .port = port};
    auto work = [this, query] { return query; };
    auto answer = co_await resolve(query);
    co_await f(std::string("x"), std::chrono::seconds{5}, work);
    co_await f([](int n) { return n; });
    for (auto const& [key, value] : table) {
        table[key] = co_await value();
    }
    if (auto got = co_await read(buffer[0]); got) {
        auto point = Point{1, 2};
    }
    if (auto reason = co_await look()) co_return Outcome{Later{*reason, 1}};
    if (auto reason = Reason{a, b}; reason) co_await tell(reason);
    bool more = true;
    while (more) more = co_await next();
    for (auto const& each : co_await list()) use(each);
    while (auto const next = co_await later()) use(next);
    bool const both = is_due() && !co_await is_over();
    for (bool again = co_await next(); again; again = co_await next()) {
        items.push_back(Item{a, b});
    }
    co_return Fetched{};
}
}
"""

CASES = [
    ("a lambda with captures", "void f() { co_await g([s] { return s; }); }"),
    ("a lambda with captures", "void f() { co_await co_spawn(ex, [this]() -> awaitable<void> { co_return; }, use_awaitable); }"),
    ("a lambda with captures", "void f() { auto x = g([&] { return 1; }, co_await h()); }"),
    ("a lambda with captures", "void f() { auto x = co_await g(\n    1,\n    [&a, b](int n) { return a + b + n; });\n }"),
    ("a braced aggregate", "void f() { co_await g(Aggregate{a, b}); }"),
    ("a braced aggregate", "void f() { co_await g({a, b}); }"),
    ("a braced aggregate", "void f() { co_await g(Agg{.x = a}); }"),
    ("a braced aggregate", "void f() { co_await g(x, Pair<int, long>{a, b}); }"),
    ("a braced aggregate", "void f() { g(Agg{a}, co_await h()); }"),
    ("stands in a condition", "void f() { if (co_await g({a, b})) { h(); } }"),
    ("stands in a condition", "void f() { if (!co_await g(a)) co_return; }"),
    ("stands in a condition", "void f() { while (a == 1 && co_await g()) h(); }"),
    ("stands in a condition", "void f() { switch (co_await g()) { default: h(); } }"),
    ("a braced aggregate", "void f() { if (a) if (b) co_await g({a, b}); }"),
    ("a braced aggregate", "void f() { if (bool x = co_await g()) co_await h(Agg{a, b}); }"),
    ("a braced aggregate", "void f() { while (auto x = co_await g(Agg{a, b})) h(); }"),
    ("a braced aggregate", "void f() { co_return Agg{co_await h(), b}; }"),
    ("a braced aggregate", "void f() { auto x = Agg{a, co_await h()}; }"),
    ("stands in a condition", "void f() { if (co_await g()) h(); }"),
    ("stands in a condition", "void f() { while (a) if (!co_await g(b)) break; }"),
    ("stands in a condition", "void f() { if (a) { h(); } else if (b == co_await g()) h(); }"),
    ("stands in a condition", "void f() { while (a() && co_await g()) { h(); } }"),
    ("stands in a condition", "void f() { do { h(); } while (co_await g()); }"),
    ("stands in a condition", "void f() { switch (co_await g()) { default: h(); } }"),
    ("stands in a condition", "void f() { if (auto x = y(); co_await g(x)) h(); }"),
    ("stands in a condition", "void f() { for (int i = 0; co_await g(i); ++i) h(); }"),
    ("only engine/nursery", "void f() { asio::co_spawn(ex, g(), asio::detached); }"),
    ("awaitable_operators", "using namespace boost::asio::experimental::awaitable_operators;"),
    ("sleeps", "void f() { sleep(1); }"),
    ("sleeps", "void f() { ::usleep(10); }"),
    ("sleeps", "void f() { std::this_thread::sleep_for(1s); }"),
    ("a shell", 'void f() { std::system("ls"); }'),
    ("a shell", 'void f() { system("ls"); }'),
    ("a shell", 'void f() { auto p = popen("ls", "r"); }'),
    ("RE2", "#include <regex>\n"),
    ("RE2", "std::regex pattern;"),
    ("narrow header", "#include <boost/asio.hpp>\n"),
    ("narrow header", "#include <boost/beast.hpp>\n"),
    ("hides whose name", "using namespace std;"),
    ("unfinished work", "// TO" "DO: more"),
    ("unfinished work", "int x;  // FIX" "ME"),
    ("a path that no user has", "// see /wo" "rk/main"),
    ("does not run", "TEST(A, b) { GTEST_SKIP(); }"),
    ("does not run", "TEST(A, DISABLED_b) {}"),
    ("cannot fail", "TEST(A, b) { EXPECT_TRUE(true); }"),
    ("says nothing", "class FeedManager {};"),
    ("says nothing", "namespace detail { }"),
]


class Lint(unittest.TestCase):
    def findings_of(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(text, encoding="utf-8")
            return lint.check(pathlib.Path(folder))

    def test_sound_code_passes(self):
        self.assertEqual(self.findings_of("daemon/net/fetch.hpp", SOUND), [])

    def test_a_planted_trap_is_reported(self):
        for expected, code in CASES:
            with self.subTest(code=code):
                findings = self.findings_of("daemon/net/fetch.cpp", SPDX + code + "\n")
                self.assertTrue(any(expected in finding for finding in findings), findings)

    def test_the_nursery_alone_may_detach(self):
        code = SPDX + "void f() { co_spawn(ex, g(), detached); }\n"
        self.assertEqual(self.findings_of("daemon/engine/nursery.cpp", code), [])
        self.assertEqual(len(self.findings_of("daemon/engine/poll.cpp", code)), 1)

    def test_a_file_without_its_first_lines_is_reported(self):
        self.assertIn("SPDX", self.findings_of("daemon/net/a.cpp", "int x;\n")[0])
        self.assertIn("#pragma once", self.findings_of("daemon/net/a.hpp", SPDX + "int x;\n")[0])
        self.assertIn("forces its names", self.findings_of("daemon/net/a.hpp", SPDX + "#pragma once\nusing namespace x;\n")[0])

    def test_marks_in_scripts_and_documents_are_reported(self):
        for name in ("packaging/quickstart", "daemon/README.md", "tests/e2e/part.py", "systemd/a.service.in"):
            with self.subTest(name=name):
                self.assertEqual(len(self.findings_of(name, "# TO" "DO\n")), 1)

    def test_golden_documents_are_not_ours_to_lint(self):
        self.assertEqual(self.findings_of("tests/golden/rss/x.md", "TO" "DO\n"), [])


if __name__ == "__main__":
    unittest.main()
