#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""What the process that runs this can still do: one line "probe: allowed" or "probe: denied" each."""
import ctypes
import mmap
import os
import pathlib
import resource
import socket
import tempfile

LIBC = ctypes.CDLL(None, use_errno=True)
CLONE_NEWUSER = 0x10000000
ADDR_NO_RANDOMIZE = 0x0040000


def call(function, *arguments):
    ctypes.set_errno(0)
    if function(*arguments) < 0:
        raise OSError(ctypes.get_errno(), "refused")


def write(path):
    file = pathlib.Path(path) / "feedherald-probe"
    file.write_text("x", encoding="ascii")
    file.unlink()


def writable_mount(path):
    if os.statvfs(path).f_flag & os.ST_RDONLY:
        raise OSError(30, "read-only")


def status(name):
    lines = pathlib.Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(line.split()[1] for line in lines if line.startswith(name + ":"))


def must(fact):
    if not fact:
        raise OSError(1, "refused")


def set_user_id_bit():
    with tempfile.NamedTemporaryFile(dir=os.environ.get("STATE_DIRECTORY")) as file:
        os.chmod(file.name, 0o4700)


def connect_to_bus():
    with socket.socket(socket.AF_UNIX) as bus:
        bus.connect(os.environ["XDG_RUNTIME_DIR"] + "/bus")


def open_socket(family, kind=socket.SOCK_STREAM):
    socket.socket(family, kind).close()


PROBES = {
    # what the daemon needs
    "its state": lambda: write(os.environ.get("STATE_DIRECTORY", os.environ["HOME"])),
    "the session bus": connect_to_bus,
    "IPv4": lambda: open_socket(socket.AF_INET),
    "IPv6": lambda: open_socket(socket.AF_INET6),
    "netlink": lambda: open_socket(socket.AF_NETLINK, socket.SOCK_RAW),
    # what it has no business with
    "write to the home": lambda: write(os.environ["HOME"]),
    "write to the runtime folder": lambda: write(os.environ["XDG_RUNTIME_DIR"]),
    "a writable /usr": lambda: writable_mount("/usr"),
    "a writable /": lambda: writable_mount("/"),
    "a writable /proc/sys": lambda: writable_mount("/proc/sys"),
    "files of others in /tmp": lambda: must(os.path.exists("/tmp/feedherald-probe-of-another")),
    "devices": lambda: must(os.path.exists("/dev/fuse") or os.path.exists("/dev/feedherald-probe")),
    "new privileges": lambda: must(status("NoNewPrivs") == "0"),
    "capabilities to gain": lambda: must(int(status("CapBnd"), 16) != 0),
    "any system call": lambda: must(status("Seccomp") == "0"),
    "raised niceness": lambda: os.setpriority(os.PRIO_PROCESS, 0, 1),
    "other address families": lambda: open_socket(socket.AF_VSOCK),
    "writable and executable memory": lambda: mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC),
    "namespaces": lambda: call(LIBC.unshare, CLONE_NEWUSER),
    "another personality": lambda: call(LIBC.personality, ADDR_NO_RANDOMIZE),
    "the kernel's log": lambda: call(LIBC.klogctl, 10, None, 0),  # how large it is
    "the set-user-ID bit": set_user_id_bit,
    "core dumps": lambda: must(resource.getrlimit(resource.RLIMIT_CORE)[1] != 0),
}

for name, probe in PROBES.items():
    try:
        probe()
        outcome = "allowed"
    except OSError:
        outcome = "denied"
    print(f"{name}: {outcome}", flush=True)
