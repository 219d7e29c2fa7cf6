#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""The traps that a reader overlooks and a machine does not: compiler bugs, calls that block, marks of unfinished work.

usage: lint.py ROOT    prints one line a finding as file:line: what is wrong; exit 1 if there is any.
"""
import pathlib
import re
import sys

import coroutine

FOLDERS = ("daemon", "tests", "packaging", "systemd", "config", ".ci")
CODE = {".cpp", ".hpp"}
TEXT = CODE | {".py", ".sh", ".txt", ".md", ".toml", ".in", ".service", ".desktop", ""}

# (what it is, pattern, in which files by path); matched against code without comments and strings.
IN_CODE = [
    ("regular expressions of user text go to RE2; std::regex overflows the stack", r"\bstd::w?regex\b|<regex>", r""),
    ("the whole of Asio or Beast is included; include the narrow header",
     r"<boost/(asio|beast|asio/ssl|beast/core|beast/http)\.hpp>|<bits/stdc\+\+\.h>", r""),
    ("'using namespace std' hides whose name it is", r"\busing\s+namespace\s+std\s*;", r""),
    ("a header forces its names on every includer", r"^using\s+namespace\s+(?!std::(?:\w+::)*\w*literals\b)", r"\.hpp$"),
    ("a test or a loop that sleeps is slow or wrong; wait for the event",
     r"(?<![\w.>])(?:::)?\s*(?:u|nano|clock_nano)?sleep\s*\(|this_thread::sleep_", r""),
    ("a shell is no way to start a program", r"\bstd::system\s*\(|(?<![\w.:>])(?:system|popen)\s*\(", r""),
    ("only engine/nursery may let a coroutine go; anything else would outlive its owner", r"\bdetached\b",
     r"^daemon/(?!engine/nursery\.)"),
    ("awaitable_operators' || waits for the first success, not the first end", r"awaitable_operators", r"^daemon/"),
    ("a name that says nothing", r"\b(class|struct)\s+\w*(Manager|Helper|Impl|Utils?)\b|\bnamespace\s+(detail|utils?)\b",
     r"^daemon/"),
    ("a test that does not run proves nothing", r"\bGTEST_SKIP\b|\bDISABLED_\w", r""),
    ("an assertion that cannot fail", r"\b(EXPECT|ASSERT)_(TRUE\s*\(\s*true|FALSE\s*\(\s*false)\s*\)|\bSUCCEED\s*\(", r""),
]
# Matched against whole lines, comments and all.
IN_TEXT = [
    ("unfinished work", r"\b(?:TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b"),
    ("a path that no user has", r"\.\./sha" r"red\b|(?<![\w./])/wo" r"rk/"),
]


def blank(text):
    """The text with comments, strings and characters blanked, so that a pattern meets code only; lines stay lines."""
    token = re.compile(r'//[^\n]*|/\*.*?\*/|R"(?P<tag>[^\s()\\]{0,16})\(.*?\)(?P=tag)"|"(?:\\.|[^"\\\n])*"'
                       r"|(?<![\w])'(?:\\.|[^'\\\n])+'", re.DOTALL)

    def emptied(match):
        found = match.group()
        inside = re.sub(r"[^\n]", " ", found)
        return f'"{inside[2:]}"' if found[0] in 'R"' and len(found) > 1 else inside

    includes = re.compile(r'^(\s*#\s*include\s*)"([^"\n]*)"', re.MULTILINE)
    return token.sub(emptied, includes.sub(r"\1<\2>", text))


def line_of(text, position):
    return text.count("\n", 0, position) + 1


def lint_code(name, text):
    if not text.startswith("// SPDX-License-Identifier: MIT\n"):
        yield 1, "the first line is not the SPDX line"
    if name.endswith(".hpp") and not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield 1, "no #pragma once"
    code = blank(text)
    for what, pattern, where in IN_CODE:
        if re.search(where, name):
            for match in re.finditer(pattern, code, re.MULTILINE):
                yield line_of(code, match.start()), f"{what}: {match.group().strip()}"
    for position, what in coroutine.traps(code):
        yield line_of(code, position), what


def lint_text(text):
    for number, line in enumerate(text.splitlines(), 1):
        for what, pattern in IN_TEXT:
            match = re.search(pattern, line)
            if match:
                yield number, f"{what}: {match.group()}"


def files(root):
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in TEXT and "__pycache__" not in path.parts:
                yield path


def check(root):
    findings = []
    for path in files(root):
        name = path.relative_to(root).as_posix()
        # Documents given to the parsers are whatever the world sends: they are not ours to lint.
        if name.startswith(("tests/golden/", "tests/fuzz/corpus/")):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found = list(lint_text(text))
        if path.suffix in CODE:
            found += lint_code(name, text)
        findings += [f"{name}:{number}: {what}" for number, what in sorted(found)]
    return findings


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: lint.py ROOT")
    all_findings = check(pathlib.Path(sys.argv[1]))
    for finding in all_findings:
        print(finding)
    print(f"{len(all_findings)} findings")
    sys.exit(1 if all_findings else 0)
