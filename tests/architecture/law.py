#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds the daemon to the table in daemon/README.md: who may include whom, which file may name which library.

usage: law.py ROOT    prints one line a breach as file:line: what is wrong; exit 1 if there is any.
"""
import fnmatch
import pathlib
import re
import sys

LONGEST_FILE = 350
LONGEST_MAIN = 59
SOURCES = {".cpp", ".hpp", ".c", ".h", ".in"}

# The first pattern that matches a header tells whose it is; the names are those of the table's last column.
LIBRARIES = [
    (r"boost/asio/ssl", "OpenSSL"),
    (r"boost/asio", "Asio"),
    (r"boost/beast", "Beast"),
    (r"boost/json", "Boost.JSON"),
    (r"boost/url", "Boost.URL"),
    (r"boost/system/result\.hpp$", "boost/system/result"),
    (r"boost/system/", "Asio"),
    (r"openssl/", "OpenSSL"),
    (r"libxml/", "libxml2"),
    (r"zlib\.h$", "zlib"),
    (r"brotli/", "brotli"),
    (r"SQLiteCpp/|sqlite3\.h$", "SQLiteCpp"),
    (r"toml\+\+/", "toml++"),
    (r"re2/", "RE2"),
    (r"CLI/", "CLI11"),
    (r"fmt/", "fmt"),
    (r"systemd/", "libsystemd"),
    (r"idn2\.h$", "libidn2"),
    (r"sdbus-c\+\+/", "sdbus-c++"),
]
NAMES = {name for _, name in LIBRARIES}
# One name may stand for another library's headers: who has Asio has its error codes and results.
IMPLIES = {"boost/system/result": {"Asio", "Beast", "Boost.JSON", "Boost.URL"}}

FREE = re.compile(r"[a-z_0-9]+$|(sys|netinet|arpa|net|linux)/[\w/]+\.h$|(assert|cpuid|dirent|errno|fcntl|grp|iconv|ifaddrs|immintrin|limits|locale|malloc|netdb|poll|pwd"
                  r"|sched|signal|spawn|stdint|stdio|stdlib|string|sysexits|syslog|termios|time|unistd|langinfo|pthread)\.h$")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


class Room:
    def __init__(self, name, own, libraries):
        self.name, self.own, self.libraries = name, own, libraries

    def may_use(self, library, path_in_room):
        """libraries maps a name to the files that may use it; an empty list means every file of the room."""
        for name in {library} | IMPLIES.get(library, set()):
            patterns = self.libraries.get(name)
            if patterns is None:
                continue
            if not patterns or any(fits(path_in_room, pattern) for pattern in patterns):
                return True
        return False


def fits(path, pattern):
    """`uri` is uri.hpp and uri.cpp; `*.cpp` and `webhook/signature.cpp` are as a shell would read them."""
    if "." not in pattern:
        pattern += ".[ch]pp"
    return fnmatch.fnmatch(path, pattern) or ("/" not in pattern and fnmatch.fnmatch(path.rsplit("/", 1)[-1], pattern))


def read_law(readme):
    rooms, faults = {}, []
    for number, line in enumerate(readme.read_text(encoding="utf-8").splitlines(), 1):
        row = re.match(r"\|\s*`(\w+)/`\s*\|(.*)\|(.*)\|(.*)\|\s*$", line)
        if not row:
            continue
        name, _, own, third = row.groups()
        own = own.strip()
        if own == "all":
            own = set(rooms)
        else:
            own = set(re.findall(r"\w+", own))
        for later in own - set(rooms):
            faults.append(f"{readme}:{number}: {name}/ may not include {later}/, which is not above it in the table")
        libraries = {}
        for part in third.split(";"):
            files = re.findall(r"`([^`]+)`", part)
            for library in re.sub(r"\(.*?\)", "", part).split(","):
                library = library.strip()
                if library in ("", "—", "std"):
                    continue
                if library not in NAMES:
                    faults.append(f"{readme}:{number}: no header pattern is known for '{library}'")
                libraries[library] = files
        rooms[name] = Room(name, own | {name}, libraries)
    if not rooms:
        faults.append(f"{readme}:1: no table of rooms found")
    return rooms, faults


def library_of(header):
    return next((name for pattern, name in LIBRARIES if re.match(pattern, header)), None)


def own_room_of(header, path, daemon, rooms):
    """The room an include leads to, or None if it is not one of ours."""
    first = header.split("/", 1)[0]
    if first in rooms and "/" in header and not (daemon.parent / header).exists():
        return first
    if (path.parent / header).exists():
        inside = (path.parent / header).resolve().relative_to(daemon.resolve())
        return inside.parts[0] if len(inside.parts) > 1 else None
    return None


def check_include(path, number, bracket, header, daemon, rooms):
    where = f"{path}:{number}"
    inside = path.relative_to(daemon)
    room = rooms.get(inside.parts[0]) if len(inside.parts) > 1 else None
    if ".." in header.split("/"):
        return f'{where}: "{header}" climbs out of its folder; write it from daemon/'
    target = own_room_of(header, path, daemon, rooms) if bracket == '"' else None
    if target:
        if room and target not in room.own:
            return f"{where}: {room.name}/ may not include {target}/ ({header})"
        return None
    if bracket == '"':
        return f'{where}: "{header}" is no file of this project'
    library = library_of(header)
    if library is None:
        return None if FREE.match(header) else f"{where}: <{header}> belongs to no library of the table"
    if room is None:
        return f"{where}: only rooms use libraries; {inside} includes <{header}> ({library})"
    if not room.may_use(library, "/".join(inside.parts[1:])):
        return f"{where}: {inside} may not use {library} (<{header}>)"
    return None


def check_links(path, daemon, rooms):
    """feedherald_room(name … ROOMS a b …) links no room that the table does not let it include."""
    text = re.sub(r"#.*", "", path.read_text(encoding="utf-8"))
    for name, arguments in re.findall(r"feedherald_room\(\s*(\w+)([^)]*)\)", text):
        linked = re.search(r"\bROOMS\b([\w\s]*?)(?=\bUSES\b|\bSOURCES\b|$)", arguments)
        for other in linked.group(1).split() if linked else []:
            if name in rooms and other not in rooms[name].own:
                yield f"{path}:1: feedherald_{name} may not link feedherald_{other}"


def check(root):
    daemon = root / "daemon"
    rooms, faults = read_law(daemon / "README.md")
    for folder in sorted(p for p in daemon.iterdir() if p.is_dir()):
        if folder.name not in rooms:
            faults.append(f"{folder}:1: this folder is not in the table of daemon/README.md")
    for name in rooms:
        if not (daemon / name).is_dir():
            faults.append(f"{daemon / 'README.md'}:1: the table names {name}/, which does not exist")
    for path in sorted(daemon.rglob("CMakeLists.txt")):
        faults += check_links(path, daemon, rooms)
    for path in sorted(p for p in daemon.rglob("*") if p.is_file() and p.suffix in SOURCES):
        lines = path.read_text(encoding="utf-8").splitlines()
        limit = LONGEST_MAIN if path == daemon / "main.cpp" else LONGEST_FILE
        if len(lines) > limit:
            faults.append(f"{path}:{limit + 1}: {len(lines)} lines, at most {limit} are allowed")
        for number, line in enumerate(lines, 1):
            found = INCLUDE.match(line)
            if found:
                fault = check_include(path, number, *found.groups(), daemon, rooms)
                if fault:
                    faults.append(fault)
    for path in sorted(p for p in (root / "tests").rglob("*") if p.suffix in (".cpp", ".hpp", ".py")):
        length = len(path.read_text(encoding="utf-8", errors="replace").splitlines())
        if length > LONGEST_FILE:
            faults.append(f"{path}:{LONGEST_FILE + 1}: {length} lines, at most {LONGEST_FILE} are allowed")
    return faults


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: law.py ROOT")
    breaches = check(pathlib.Path(sys.argv[1]))
    for breach in breaches:
        print(breach)
    print(f"{len(breaches)} breaches of the law in daemon/README.md")
    sys.exit(1 if breaches else 0)
