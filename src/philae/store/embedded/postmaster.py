"""The server's first process: how it is started, found again from its pid file, and told to stop."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from .cluster import ENVIRONMENT
from .errors import EmbeddedError
from .lock import taken
from .place import SOCKET, Place, forget_socket, socket_folder
from .sysuser import SysUser

PIDFILE = "postmaster.pid"
DETACHED = ("/bin/sh", "-c", '"$0" "$@" &')
NO_ROOM = 1 << 20
"""Bytes below which a disk counts as full."""
FAST, IMMEDIATE = signal.SIGINT, signal.SIGQUIT


@dataclass(frozen=True)
class PidFile:
    """What the postmaster wrote about itself; it stays behind, and lies, after a `kill -9`."""

    pid: int
    started: int
    socket: Path


def read(place: Place) -> PidFile | None:
    """Return the pid file's content; None without one, or while the server has not yet made its socket."""
    try:
        lines = (place.cluster / PIDFILE).read_text(errors="surrogateescape").splitlines()
        return PidFile(int(lines[0]), int(lines[2]), Path(lines[4])) if lines[4] else None
    except (FileNotFoundError, IndexError, ValueError):
        return None


def claim(place: Place) -> int | None:
    """Return the locked lock file's handle if no process of the server lives, else None.

    Every process of a server inherits this handle, so the lock falls when the last of them is gone, and not
    before: neither a reused pid nor a left-over pid file can deceive.
    """
    handle = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    if taken(handle):
        return handle
    os.close(handle)
    return None


def alive(place: Place) -> bool:
    """Tell whether any process of the server lives."""
    handle = claim(place)
    if handle is not None:
        os.close(handle)
    return handle is None


@dataclass(frozen=True)
class Launch:
    """All that is needed to start a server."""

    place: Place
    programs: Path
    user: SysUser
    settings: Mapping[str, str]

    def go(self, handle: int) -> Path:
        """Start the server and give it the lock; return its socket's folder.

        It gets a session of its own, where no Ctrl-C of ours reaches it, and is nobody's child from the start:
        what holds for an adopted server holds for every one.
        PostgreSQL refuses a left-over lock file whose pid is in use again; under the lock we know better.
        """
        if left := read(self.place):
            forget_socket(left.socket)
        socket = socket_folder(self.place, self.user)
        for stale in (self.place.cluster / PIDFILE, socket / SOCKET, socket / f"{SOCKET}.lock"):
            stale.unlink(missing_ok=True)
        opened = os.open(start_log(self.place), os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
        with os.fdopen(opened, "wb") as out:
            subprocess.run(
                [*DETACHED, str(self.programs / "postgres"), "-D", str(self.place.cluster), *self._options(socket)],
                **{**self.user.popen, "stdout": out, "stderr": out, "env": ENVIRONMENT},
                start_new_session=True,
                pass_fds=(handle,),
                check=True,
            )
        return socket

    def _options(self, socket: Path) -> list[str]:
        quoted = '"{}"'.format(str(socket).replace('"', '""'))
        given = {**self.settings, "unix_socket_directories": quoted}
        return [text for name, value in given.items() for text in ("-c", f"{name}={value}")]


def start_log(place: Place) -> Path:
    """Return the file with what the server says before its own log begins."""
    return place.home / "pg18.start.log"


def last_words(place: Place) -> str:
    """Return why the server ended, as far as it could say."""
    if shutil.disk_usage(place.cluster).free < NO_ROOM:
        return "the disk is full, free some space and start again"
    files = [start_log(place), *sorted(place.cluster.glob("log/postgres-*.log"), key=_changed)[-1:]]
    lines = [line for file in files for line in file.read_text(errors="replace").splitlines()]
    grave = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return "\n".join((grave or lines)[-3:]) or "it said nothing"


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def send(place: Place, known: PidFile, how: signal.Signals) -> None:
    """Signal the postmaster, if it is still the one we know."""
    if read(place) == known and alive(place) and is_ours(place, known):
        with contextlib.suppress(ProcessLookupError):
            os.kill(known.pid, how)


def is_ours(place: Place, known: PidFile) -> bool:
    """Tell whether the pid is that of a server of this very folder, and not used again for something else."""
    return str(place.cluster) in command_of(known.pid)


def require_ours(place: Place, known: PidFile) -> None:
    """Refuse a server whose pid means another process here, as when it runs in another container."""
    if not is_ours(place, known):
        message = (
            f"{place.cluster} is served by a PostgreSQL that this process cannot see (pid {known.pid} is not it): "
            "stop the philae in the other container that uses this folder"
        )
        raise EmbeddedError(message)


def command_of(pid: int) -> str:
    """Return a process's command line, "" if there is no such process."""
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="surrogateescape")
        return ""
    listed = subprocess.run(["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)], check=False, capture_output=True)
    return listed.stdout.decode(errors="surrogateescape")
