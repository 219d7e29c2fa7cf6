#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds tests/conduct/README.md to its word: every number of the yardstick and of the requirements has a row, and every
test that a row names exists, and every number of the requirements is mentioned by a test.

usage: table.py ROOT    prints one line a fault; exit 1 if there is any.
"""
import pathlib
import re
import sys


def span(first, last):
    return [f"{number:03}" for number in range(first, last + 1)]


YARDSTICK = (span(1, 4) + span(10, 16) + span(20, 24) + span(30, 37) + span(50, 51) + span(60, 66) + span(70, 71) +
             span(80, 90) + span(100, 106) + span(110, 120) + span(130, 137) + span(140, 141))
REQUIREMENTS = [f"A-{number:02}" for number in (*range(1, 76), *range(80, 84))] + ["A-19b", "A-19c"] + [
    f"C-{number}" for number in range(20, 25)]
REPLACED = {"A-39", "A-68", "A-69"}  # A-39 by "as fast as concurrency and host_gap allow"; the others were never given

CPP_TEST = re.compile(r"^\s*TEST(?:_F|_P)?\(\s*(\w+)\s*,\s*(\w+)\s*\)", re.MULTILINE)
PYTHON_CLASS = re.compile(r"^class (\w+)\(.*?\):(.*?)(?=^\S|\Z)", re.MULTILINE | re.DOTALL)
PYTHON_TEST = re.compile(r"^    def (test_\w+)\(", re.MULTILINE)
ROW = re.compile(r"^\|\s*((?:A-|C-)?\d+[bc]?)\s*\|(.*)\|(.*)\|\s*(\w*)\s*\|\s*$")


def tests_of(tests):
    names = set()
    for path in tests.rglob("*.cpp"):
        names |= {".".join(pair) for pair in CPP_TEST.findall(path.read_text(encoding="utf-8", errors="replace"))}
    for path in tests.rglob("*_test.py"):
        for case, body in PYTHON_CLASS.findall(path.read_text(encoding="utf-8")):
            names |= {f"{case}.{test}" for test in PYTHON_TEST.findall(body)}
    return names


def mentioned_in(tests):
    """The numbers that tests name: A-05, a span as A-01..A-04, or A05 in the name of a test."""
    text = "\n".join(path.read_text(encoding="utf-8", errors="replace") for pattern in ("*.cpp", "*_test.py")
                     for path in tests.rglob(pattern) if path.name != "table_test.py")
    found = {"-".join(number) for number in re.findall(r"\b([AC])-(\d\d[bc]?)", text)}
    found |= {"-".join(number) for number in re.findall(r"_([AC])(\d\d[bc]?)(?=_|\b)", text)}
    for letter, first, last in re.findall(r"\b([AC])-(\d\d)\.\.[AC]-(\d\d)", text):
        found |= {f"{letter}-{number:02}" for number in range(int(first), int(last) + 1)}
    return found


def check(root):
    table = root / "tests" / "conduct" / "README.md"
    known, rows, faults = tests_of(root / "tests"), {}, []
    for number, line in enumerate(table.read_text(encoding="utf-8").splitlines(), 1):
        row = ROW.match(line)
        if not row:
            continue
        name, _, cited, verdict = row.groups()
        where = f"{table}:{number}: {name}"
        if name in rows:
            faults.append(f"{where} has a second row")
        rows[name] = re.findall(r"`([^`]+)`", cited)
        if not rows[name] or verdict != "pass":
            faults.append(f"{where} names no test that passes")
        faults += [f"{where}: there is no test {test}" for test in rows[name] if test not in known]
    missing = [name for name in YARDSTICK + REQUIREMENTS if name not in rows and name not in REPLACED]
    named = mentioned_in(root / "tests")
    faults += [f"{table}: no test mentions {name}" for name in REQUIREMENTS if name not in named | REPLACED]
    return faults + [f"{table}: {name} has no row" for name in missing]


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: table.py ROOT")
    found = check(pathlib.Path(sys.argv[1]))
    for fault in found:
        print(fault)
    sys.exit(1 if found else 0)
