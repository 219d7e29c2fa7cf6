#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Plants breaches of the law in a small tree and sees that law.py reports each of them, and nothing else."""
import pathlib
import tempfile
import unittest

import law

TABLE = """
| folder | what it is | own includes | third party (only in the file named) |
|---|---|---|---|
| `base/` | words | — | fmt; Boost.URL, libidn2 (`uri`); boost/system/result |
| `parse/` | bytes → Feed | base | libxml2 (`xml_*.cpp`); Boost.JSON (`json_feed.cpp`) |
| `diff/` | what is new | base | — |
| `net/` | HTTP | base | Asio; OpenSSL (`tls.cpp`); zlib, brotli (`decode.cpp`) |
| `sink/` | the world | base net | Asio; OpenSSL (`webhook/signature.cpp`) |
| `cli/` | commands | all | CLI11 |
"""


class Law(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.root = pathlib.Path(self.folder.name)
        for room in ("base", "parse", "diff", "net", "sink", "cli"):
            (self.root / "daemon" / room).mkdir(parents=True)
        (self.root / "tests").mkdir()
        self.write("README.md", TABLE)

    def tearDown(self):
        self.folder.cleanup()

    def write(self, path, text):
        file = self.root / "daemon" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def faults_of(self, path, text):
        self.write(path, text)
        return law.check(self.root)

    def test_an_allowed_tree_has_no_breach(self):
        self.write("base/text.hpp", "#include <string>\n#include <fmt/core.h>\n#include <boost/system/result.hpp>\n")
        self.write("base/uri.cpp", '#include "base/text.hpp"\n#include <boost/url.hpp>\n#include <idn2.h>\n')
        self.write("parse/xml_reader.cpp", "#include <libxml/parser.h>\n#include <cstring>\n#include <unistd.h>\n")
        self.write("net/tls.cpp", "#include <boost/asio/ssl/context.hpp>\n#include <sys/socket.h>\n")
        self.write("net/connect.cpp", "#include <boost/system/result.hpp>\n#include <boost/system/error_code.hpp>\n")
        self.write("sink/webhook/signature.cpp", '#include "net/tls.hpp"\n#include <openssl/hmac.h>\n')
        self.write("cli/run.cpp", '#include "sink/sink.hpp"\n#include <CLI/CLI.hpp>\n')
        self.write("main.cpp", '#include "cli/main.hpp"\nint main() {}\n')
        self.assertEqual(law.check(self.root), [])

    def test_a_planted_breach_is_reported(self):
        cases = [
            ("base/text.hpp", '#include "parse/xml.hpp"\n', "base/ may not include parse/"),
            ("parse/feed.cpp", '#include "diff/diff.hpp"\n', "parse/ may not include diff/"),
            ("parse/feed.cpp", "#include <libxml/parser.h>\n", "may not use libxml2"),
            ("parse/xml_reader.hpp", "#include <libxml/parser.h>\n", "may not use libxml2"),
            ("parse/feed.cpp", "#include <sqlite3.h>\n", "may not use SQLiteCpp"),
            ("parse/feed.cpp", "  #  include <boost/asio/awaitable.hpp>\n", "may not use Asio"),
            ("net/connect.cpp", "#include <boost/asio/ssl/stream.hpp>\n", "may not use OpenSSL"),
            ("net/tls.cpp", "#include <zlib.h>\n", "may not use zlib"),
            ("sink/registry.cpp", "#include <openssl/hmac.h>\n", "may not use OpenSSL"),
            ("diff/diff.cpp", "#include <curl/curl.h>\n", "belongs to no library"),
            ("diff/diff.cpp", '#include "../base/text.hpp"\n', "climbs out"),
            ("diff/diff.cpp", '#include "elsewhere/text.hpp"\n', "no file of this project"),
            ("main.cpp", "#include <fmt/core.h>\n", "only rooms use libraries"),
            ("stray/x.cpp", "\n", "not in the table"),
            ("diff/CMakeLists.txt", "feedherald_room(diff SOURCES a.cpp ROOMS base net USES x)\n", "may not link feedherald_net"),
            ("diff/long.cpp", "//\n" * 351, "351 lines, at most 350"),
            ("main.cpp", "//\n" * 60, "60 lines, at most 59"),
        ]
        for path, text, expected in cases:
            with self.subTest(path=path, text=text[:60]):
                self.tearDown()
                self.setUp()
                faults = self.faults_of(path, text)
                self.assertEqual(len(faults), 1, faults)
                self.assertIn(expected, faults[0])

    def test_a_table_that_looks_to_the_right_is_reported(self):
        faults = self.faults_of("README.md", TABLE.replace("| bytes → Feed | base |", "| bytes → Feed | base net |"))
        self.assertTrue(any("not above it in the table" in fault for fault in faults), faults)

    def test_a_missing_table_is_reported(self):
        faults = self.faults_of("README.md", "no table here\n")
        self.assertTrue(any("no table of rooms" in fault for fault in faults), faults)


if __name__ == "__main__":
    unittest.main()
