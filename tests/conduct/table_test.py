#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plants gaps in a small table and sees that table.py reports each of them."""
import pathlib
import tempfile
import unittest
from unittest import mock

import table

TESTS = "TEST(Feed, is_read) {}\n  TEST_F(Feed, is_kept) {}  // A-01\n"
SCENARIO = "class Once(unittest.TestCase):\n    def test_it(self):\n        pass\n"


class Table(unittest.TestCase):
    def faults_of(self, rows, tests=TESTS):
        with tempfile.TemporaryDirectory() as folder:
            conduct = pathlib.Path(folder) / "tests" / "conduct"
            conduct.mkdir(parents=True)
            (conduct / "feed.cpp").write_text(tests, encoding="utf-8")
            (conduct / "once_test.py").write_text(SCENARIO, encoding="utf-8")
            (conduct / "README.md").write_text("| FRB | what | tests | |\n" + rows, encoding="utf-8")
            with mock.patch.multiple(table, YARDSTICK=["001"], REQUIREMENTS=["A-01"]):
                return table.check(pathlib.Path(folder))

    def test_a_whole_table_has_no_fault(self):
        self.assertEqual(self.faults_of("| 001 | a | `Feed.is_read`, `Once.test_it` | pass |\n"
                                        "| A-01 | b | `Feed.is_kept` | pass |\n"), [])

    def test_a_number_that_no_test_mentions_is_reported(self):
        rows = "| 001 | a | `Feed.is_read` | pass |\n| A-01 | b | `Feed.is_kept` | pass |\n"
        for mention, faults in [("// A-01", 0), ("// A-00..A-02", 0), ("TEST(Feed, is_there_A01) {}", 0), 
                                ("// C-01", 1), ("// A-1", 1), ("", 1)]:
            with self.subTest(mention):
                self.assertEqual(len(self.faults_of(rows, TESTS.replace("// A-01", mention))), faults)

    def test_gaps_are_reported(self):
        good = "| A-01 | b | `Feed.is_kept` | pass |\n"
        for rows, words in [("", "001 has no row"),
                            ("| 001 | a | `Feed.is_lost` | pass |\n", "no test Feed.is_lost"),
                            ("| 001 | a | `Feed.is_read` | |\n", "names no test that passes"),
                            ("| 001 | a | by hand | pass |\n", "names no test that passes"),
                            ("| 001 | a | `Feed.is_read` | pass |\n" * 2, "second row")]:
            with self.subTest(words):
                faults = self.faults_of(rows + good)
                self.assertEqual(len(faults), 1, faults)
                self.assertIn(words, faults[0])


if __name__ == "__main__":
    unittest.main()
