#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What the documents name is there: files, links between them, commands of the program and their options."""
import os
import pathlib
import re
import subprocess
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
PROGRAM = pathlib.Path(os.environ["FEEDHERALD_PREFIX"]) / "bin/feedherald"
DOCUMENTS = sorted(path for path in ROOT.rglob("*.md") if "build" not in path.relative_to(ROOT).parts)
FOLDERS = ("daemon", "tests", "packaging", "config", "systemd")
# Below these a document may name what a run makes.
MADE = re.compile(r"build/|\.png$|<|\*|NAME|…")


def code(text):
    """Everything that stands in backticks or in a fenced block."""
    fenced = re.findall(r"```[a-z]*\n(.*?)```", text, re.S)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", text, flags=re.S))
    return "\n".join(fenced + inline)


class Documents(unittest.TestCase):
    def each(self, check):
        self.assertGreater(len(DOCUMENTS), 4)
        for path in DOCUMENTS:
            with self.subTest(path.relative_to(ROOT)):
                check(path, path.read_text(encoding="utf-8"))

    def test_links_lead_somewhere(self):
        def check(path, text):
            anchors = {re.sub(r"[^\w\- ]", "", title).strip().lower().replace(" ", "-") for title in re.findall(r"(?m)^#+ (.*)$", text)}
            for target in re.findall(r"\]\(([^)\s]+)\)", text):
                if target.startswith("#"):
                    self.assertIn(target[1:], anchors)
                elif not re.match(r"[a-z]+:", target):
                    self.assertTrue((path.parent / target.split("#")[0]).exists(), target)
                else:
                    self.assertTrue(target.startswith("https://"), target)

        self.each(check)

    def test_paths_exist(self):
        def check(_, text):
            for word in re.findall(rf"(?<![\w./-])(?:\./)?((?:{'|'.join(FOLDERS)})/[\w./*<>-]+)", code(text)):
                word = word.rstrip(".")
                if not MADE.search(word):
                    places = [ROOT / word, *ROOT.glob(word + ".*")]
                    self.assertTrue(any(place.exists() for place in places), word)

        self.each(check)

    def test_commands_are_those_of_the_program(self):
        def check(_, text):
            for line in code(text).splitlines():
                for match in re.finditer(r"(?<![\w./-])(?<!--target )feedherald ([a-z]+)((?: [^|#;&\n]*)?)", line):
                    if match[1] in ("is", "to", "has"):
                        continue
                    self.check_command(match[1], re.findall(r"(?<!\S)--[a-z-]+", match[2]))

        self.each(check)

    def check_command(self, command, options):
        done = subprocess.run([PROGRAM, command, "--help"], capture_output=True, text=True, timeout=20, check=False)
        self.assertIn(f"Usage: feedherald {command}", done.stdout, f"feedherald {command}: {done.stderr}")
        for option in options:
            self.assertIn(option, done.stdout, f"feedherald {command}")


if __name__ == "__main__":
    unittest.main()
