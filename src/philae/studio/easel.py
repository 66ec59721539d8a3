"""The render process: takes orders off a pipe, paints them one by one, tells progress, and warms itself in between."""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from philae.studio.request import Refused, decode

Message = dict[str, Any]
TELL_EVERY = 0.1
BELOW_SERVER = 5
"""How much nicer than the studio's server, which must take orders while this process draws."""


class Cancelled(Exception):
    """Raised out of a drawing whose job was cancelled."""


def serve(pipe: Connection, *, warm: bool) -> None:
    """Serve orders until the other end of the pipe is gone. The entry point of the process.

    Orders are `{"body": path, "out": path, "preview": path}` or `{"cancel": True}`; answers are `{"progress": x}`,
    `{"warm": x}`, and for each order exactly one of `{"done": {...}}` and `{"failed": {"code", "message"}}`.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.suppress(OSError):
        os.nice(BELOW_SERVER)
    chores = _warming() if warm else iter(())
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        while True:
            if not pipe.poll(0) and (share := next(chores, None)) is not None:
                pipe.send({"warm": share})
                continue
            order = pipe.recv()
            if "body" in order:
                pipe.send(_answer(order, pipe))


def _answer(order: Message, pipe: Connection) -> Message:
    try:
        return {"done": _paint(order, _Teller(pipe))}
    except Cancelled:
        return {"failed": {"code": "canceled", "message": "the job was cancelled"}}
    except Refused as refused:
        return {"failed": {"code": refused.code, "message": refused.message}}
    except (EOFError, BrokenPipeError, ConnectionResetError):
        raise
    except Exception as wrong:  # noqa: BLE001 - whatever broke in a drawing ends this job only
        sys.excepthook(type(wrong), wrong, wrong.__traceback__)
        return {"failed": {"code": "internal", "message": "the picture could not be drawn"}}


def _paint(order: Message, tell: "_Teller") -> Message:
    from philae.studio.making import make  # noqa: PLC0415 - loads numba and all engines, so only when needed

    piece = make(decode(Path(order["body"]).read_bytes()), tell, _easel(order["preview"]))
    Path(order["out"]).write_bytes(piece.bytes)
    return {
        "mime": piece.mime,
        "bytes": len(piece.bytes),
        "width": piece.width,
        "height": piece.height,
        "seed": piece.seed,
        "details": piece.details,
    }


def _easel(path: str) -> Callable[[bytes], None]:
    """Put previews where the server finds them, each at once and whole: the first at `path` with a 1 behind it."""
    numbers = count(1)

    def show(preview: bytes) -> None:
        part = Path(f"{path}.part")
        part.write_bytes(preview)
        part.replace(f"{path}{next(numbers)}")

    return show


def _warming() -> Iterator[float]:
    """Load the engines and compile what they need, a little at a time; yields the share done."""
    from philae.studio.making import rehearse  # noqa: PLC0415 - as above

    try:
        yield from rehearse()
    except Exception as wrong:  # noqa: BLE001 - a failed rehearsal must not end the process
        sys.excepthook(type(wrong), wrong, wrong.__traceback__)
        yield 1.0


class _Teller:
    """Progress for a drawing: told at most every 0.1 s, and the place where a cancellation is noticed."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe, self._told = pipe, 0.0

    def __call__(self, share: float) -> None:
        if time.monotonic() - self._told < TELL_EVERY:
            return
        self._told = time.monotonic()
        self._pipe.send({"progress": round(min(max(share, 0.0), 1.0), 3)})
        if self._pipe.poll(0) and "cancel" in self._pipe.recv():
            raise Cancelled
