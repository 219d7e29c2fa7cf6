#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""An editor that follows the schema accepts the annotated example and marks what the program would refuse.

usage: schema_test.py CONFIG_FOLDER
"""
import json
import pathlib
import re
import sys
import tomllib
import unittest

import jsonschema

FOLDER = pathlib.Path(sys.argv.pop(1))


def uncommented(text):
    """With the examples that stand behind a '#' without a blank."""
    return re.sub(r"(?m)^#(?=[^ \n])", "", text)


class Schema(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        schema = json.loads((FOLDER / "feedherald.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        cls.validator = jsonschema.Draft202012Validator(schema)

    def errors(self, text):
        return [error.message for error in self.validator.iter_errors(tomllib.loads(text))]

    def test_the_examples_are_valid(self):
        for name in ("feedherald.toml", "minimal.toml"):
            with self.subTest(name):
                self.assertEqual(self.errors(uncommented((FOLDER / name).read_text(encoding="utf-8"))), [])

    def test_what_the_program_refuses_is_marked(self):
        for text in (
            "[poll]\nintervall = '1h'",
            "[poll]\ninterval = 'often'",
            "[poll]\nconcurrency = 0",
            "[poll]\nmax_body = '20 apples'",
            "[alerts]\nto = 'desktop'",
            "[alerts]\nbacklog = -1",
            "[alerts]\nquiet_hours = '25:00-07:00'",
            "[[feed]]\nname = 'without an address'",
            "[[feed]]\nurl = 'https://example.org'\nurgency = 'high'",
            "[sinks.desktop]\nhold = 'always'",
            "[sinks.phone]\nurl = 'https://ntfy.sh/x'",
            "[sinks.phone]\ntype = 'ntfi'\nurl = 'https://ntfy.sh/x'",
            "[sinks.phone]\ntype = 'ntfy'\nroom = '!x:example.org'",
            "[sinks.hook]\ntype = 'webhook'\nurl = 'https://example.org'\nrate = 'often'",
            "[sinks.matrix]\ntype = 'matrix'\nurl = 'https://example.org'\ntoken = 'x'",
        ):
            with self.subTest(text):
                self.assertNotEqual(self.errors(text), [])


if __name__ == "__main__":
    unittest.main()
