"""`python -m philae.studio --socket PATH`: serve the studio on a Unix socket until the parent process is gone."""

import argparse
import contextlib
import os
import select
import signal
import socket
import stat
import sys
import tempfile
import threading
import time
from pathlib import Path

PATIENCE_SECONDS = 3.0
NICE = 5
"""Enough that the gateway is served first, little enough that pictures still come while other programs are busy."""


def main() -> None:
    """Parse the arguments and serve."""
    parser = argparse.ArgumentParser(prog="philae.studio", description=__doc__)
    parser.add_argument("--socket", type=Path, required=True, help="the Unix socket to listen on")
    parser.add_argument("--data", type=Path, help="a folder of its own for orders and pictures; emptied at start")
    parser.add_argument("--chat", type=Path, help="a GGUF file of one's own for chat")
    parser.add_argument("--embed", type=Path, help="a GGUF file of one's own for vectors and rankings")
    parser.add_argument("--workers", type=int, default=1, help="render processes")
    parser.add_argument("--warm", action=argparse.BooleanOptionalAction, default=True, help="compile at start")
    asked = parser.parse_args()
    _step_back()
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    # uvicorn raises the signal again once it has shut down; leaving by exception lets the `finally`s run.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="philae-studio-") as own:
        _serve(asked.socket, asked.data or Path(own), asked.workers, _own(asked), warm=asked.warm)


def _own(asked: argparse.Namespace) -> dict[str, Path]:
    return {pack: path for pack in ("chat", "embed") if (path := getattr(asked, pack))}


def _serve(path: Path, data: Path, workers: int, own: dict[str, Path], *, warm: bool) -> None:
    listener = _listen(path)  # first of all: who connects while the rest is loaded waits
    import uvicorn  # noqa: PLC0415 - the render process imports this module too and needs no server

    from philae.studio.server import app  # noqa: PLC0415 - as above
    from philae.studio.studio import Studio  # noqa: PLC0415 - as above
    from philae.studio.text.desk import Desk  # noqa: PLC0415 - as above

    config = uvicorn.Config(
        app(Studio(data / "jobs", workers, warm=warm), Desk(data, own)), log_level="warning", lifespan="on"
    )
    try:
        uvicorn.Server(config).run(sockets=[listener])
    finally:
        path.unlink(missing_ok=True)


def _step_back() -> None:
    """Let everybody else go first: drawing takes all cores, and the gateway must still answer at once.

    Where Linux groups processes by session, a nice value counts inside the session only: the group has one of its own.
    """
    with contextlib.suppress(OSError):
        os.nice(NICE)
    if os.getsid(0) == os.getpid():
        with contextlib.suppress(OSError):
            Path("/proc/self/autogroup").write_text(str(NICE), "ascii")


def _listen(path: Path) -> socket.socket:
    """A socket that only this user can open; one left by a dead process is replaced."""
    path.unlink(missing_ok=True)
    listener = socket.socket(socket.AF_UNIX)
    before = os.umask(0o177)
    try:
        listener.bind(str(path))
    finally:
        os.umask(before)
    listener.listen(1024)
    return listener


def _leave_with_parent() -> None:
    """End this process when its parent is gone: told by the end of a piped stdin, or by a new parent's id.

    Both work on Linux and macOS; the first is immediate, the second needs nothing from the parent.
    """
    parent, piped = os.getppid(), _stdin_is_a_pipe()
    while os.getppid() == parent:
        if not piped:
            time.sleep(0.5)
        elif select.select([0], [], [], 0.5)[0] and not os.read(0, 4096):
            break
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE_SECONDS)
    os._exit(1)


def _stdin_is_a_pipe() -> bool:
    try:
        mode = os.fstat(0).st_mode
    except OSError:
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISSOCK(mode)


if __name__ == "__main__":
    main()
