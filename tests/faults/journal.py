# SPDX-License-Identifier: MIT
"""What a power cut leaves of a file: everything up to its last sync, and of the rest whatever the disk had written."""
import dataclasses
import pathlib


@dataclasses.dataclass
class Call:
    what: str  # W T S U R, as breaker.c says
    path: str
    to: str
    offset: int
    data: bytes


def read(file):
    calls = []
    content = pathlib.Path(file).read_bytes()
    at = 0
    while at < len(content):
        end = content.index(b"\n", at)
        what, path, to, offset, size = content[at:end].decode().split(" ")
        at = end + 1
        data = b""
        if what == "W":
            data = content[at:at + int(size)]
            at += int(size)
        calls.append(Call(what, path, to, int(offset), data))
    return calls


def apply(files, call):
    content = files.setdefault(call.path, bytearray())
    if call.what == "W":
        content.extend(bytes(max(0, call.offset - len(content))))
        content[call.offset:call.offset + len(call.data)] = call.data
    elif call.what == "T":
        content.extend(bytes(max(0, call.offset - len(content))))
        del content[call.offset:]
    elif call.what == "U":
        del files[call.path]
    elif call.what == "R":
        files[call.to] = files.pop(call.path)


def after_power_cut(files, calls, cut, survives):
    """The files after `cut` calls, `files` being those before the first. `survives()` says of each unsynced write whether
    the disk had it already. The index beside the log (-shm) does not outlive the machine."""
    synced = {}
    for number, call in enumerate(calls[:cut]):
        if call.what == "S":
            synced[call.path] = number
    files = {path: bytearray(content) for path, content in files.items()}
    for number, call in enumerate(calls[:cut]):
        durable = call.what in "UR" or number < synced.get(call.path, -1)
        if call.what != "S" and (durable or survives()):
            apply(files, call)
    return {path: content for path, content in files.items() if not path.endswith("-shm")}
