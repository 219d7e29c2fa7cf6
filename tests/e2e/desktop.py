# SPDX-License-Identifier: MIT
"""A desktop with nothing around it: a private session bus, an X server without a screen, dunst. Everything ends in stop()."""
import json
import os
import pathlib
import shutil
import signal
import subprocess
import time

# Without service activation: a notification server that is absent stays absent.
BUS = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-BUS Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>
<policy context="default"><allow user="*"/><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>
"""
# Pop-ups stay until somebody closes them, so that a screenshot and a count are no matter of luck.
DUNST = """[global]
    font = DejaVu Sans 12
    width = 480
    origin = top-right
    separator_height = 2
    frame_width = 2
    corner_radius = 6
    show_indicators = no
    enable_recursive_icon_lookup = false
    icon_path = "{icons}"
    max_icon_size = 64
    min_icon_size = 48
    notification_limit = 20
    history_length = 100
    idle_threshold = 0
[urgency_low]
    timeout = 0
    background = "#2a2e38"
    foreground = "#e6e6e6"
    frame_color = "#5a6374"
[urgency_normal]
    timeout = 0
    background = "#2a2e38"
    foreground = "#ffffff"
    frame_color = "#e8700f"
[urgency_critical]
    timeout = 0
    background = "#8c1b1b"
    foreground = "#ffffff"
    frame_color = "#ff4d4d"
"""


def end(process, seconds=5):
    """Asks one process that we started to end, then makes it."""
    if process.poll() is None:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


class Desktop:
    """Only the bus at first; start_server() brings X and dunst. `environment` is what programs on this desktop need."""

    def __init__(self, folder, data_folders=()):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._processes = []
        self._dunst = None
        (self.folder / "bus.conf").write_text(BUS.format(folder=self.folder))
        # By folder: its lookup by theme passes over a prefix that has no index.theme of its own.
        icons = ":".join(f"{folder}/icons/hicolor/scalable/apps" for folder in data_folders)
        (self.folder / "dunstrc").write_text(DUNST.format(icons=icons))
        data = ":".join([*map(str, data_folders), "/usr/local/share", "/usr/share"])
        self.environment = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={self.folder}/bus", "XDG_DATA_DIRS": data}
        self._start("dbus-daemon", f"--config-file={self.folder}/bus.conf", "--nofork", "--nopidfile")
        self._wait(lambda: (self.folder / "bus").exists(), "the private session bus")

    def start_server(self):
        if "DISPLAY" not in self.environment:
            self.environment["DISPLAY"] = f":{self._start_x()}"
        self._dunst = self._start("dunst", "-conf", str(self.folder / "dunstrc"))
        self._wait(lambda: self._call("count", check=False) is not None, "dunst on the private bus")

    def stop_server(self):
        end(self._dunst)

    def displayed(self):
        """How many pop-ups are on the screen."""
        return int(self._call("count", "displayed"))

    def wait_for_popups(self, number, seconds):
        self._wait(lambda: self.displayed() >= number, f"{number} pop-ups", seconds)

    def popups(self):
        """Closes every pop-up and returns all that dunst has shown, oldest first; it tells only of closed ones."""
        self._call("close-all")
        self._wait(lambda: self.displayed() == 0, "all pop-ups closed")
        shown = json.loads(self._call("history"))["data"][0]
        entries = [{name: value["data"] for name, value in entry.items()} for entry in shown]
        return sorted(entries, key=lambda entry: entry["id"])

    def screenshot(self, path):
        """`import` is ImageMagick's; a shell or an editor may have put another program of that name before it."""
        program = next((p for p in ("/usr/bin/import", shutil.which("import")) if p and os.access(p, os.X_OK)), None)
        if program is None:
            raise RuntimeError("no `import` (package imagemagick) for a screenshot")
        path = pathlib.Path(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        time.sleep(0.3)  # dunst has answered, X has not necessarily drawn
        subprocess.run([program, "-window", "root", str(path)], env=self._full_environment(), check=True, timeout=30)
        if path.stat().st_size == 0:
            raise RuntimeError(f"{path} is empty")
        return path

    def stop(self):
        for process in reversed(self._processes):
            end(process)

    def _start_x(self):
        reader, writer = os.pipe()
        self._start("Xvfb", "-displayfd", str(writer), "-screen", "0", "1024x600x24", "-nolisten", "tcp", pass_fds=(writer,))
        os.close(writer)
        with os.fdopen(reader) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise RuntimeError(f"Xvfb did not start: {(self.folder / 'Xvfb.log').read_text()}")
        return number

    def _start(self, program, *arguments, pass_fds=()):
        with open(self.folder / f"{pathlib.Path(program).name}.log", "ab") as log:
            process = subprocess.Popen(self._argv(program, arguments), env=self._full_environment(), stdin=subprocess.DEVNULL,
                                       stdout=log, stderr=log, pass_fds=pass_fds)
        self._processes.append(process)
        return process

    def _argv(self, program, arguments):
        return [program, *arguments]

    def _stop(self, process):
        end(process)
        self._processes.remove(process)

    def has_owner(self, name):
        return "boolean true" in self._dbus("/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", f"string:{name}",
                                            destination="org.freedesktop.DBus")

    def _dbus(self, path, member, *arguments, destination="org.freedesktop.Notifications"):
        done = subprocess.run(["dbus-send", f"--bus={self.environment['DBUS_SESSION_BUS_ADDRESS']}", "--print-reply",
                               "--reply-timeout=5000", f"--dest={destination}", path, member, *arguments],
                              capture_output=True, text=True, timeout=10, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{member}: {done.stderr.strip()}")
        return done.stdout

    def _full_environment(self):
        return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(self.folder), "LANG": "C.UTF-8",
                "XDG_RUNTIME_DIR": str(self.folder), **self.environment}

    def _call(self, *arguments, check=True):
        done = subprocess.run(["dunstctl", *arguments], env=self._full_environment(), capture_output=True, text=True,
                              timeout=10, check=False)
        if done.returncode != 0:
            if check:
                raise RuntimeError(f"dunstctl {' '.join(arguments)}: {done.stderr.strip()}")
            return None
        return done.stdout

    def _wait(self, predicate, what, seconds=15):
        deadline = time.monotonic() + seconds
        while not predicate():
            for process in self._processes:
                if process.poll() is not None and process is not self._dunst:
                    raise RuntimeError(f"{process.args[0]} ended early, see {self.folder}")
            if time.monotonic() > deadline:
                raise AssertionError(f"{what}: not within {seconds} s; logs in {self.folder}")
            time.sleep(0.05)
