"""The compiler of every kernel here, and where its work is kept: in a folder named after the sources it was made from.

The compiler alone looks only at the file of a kernel, not at those of the kernels and tables that it uses: after an
upgrade it would mix old machine code with new. A folder for each state of the sources rules that out.
"""

import contextlib
import hashlib
import os
import shutil
import time
from pathlib import Path

import numba
from numba import njit

__all__ = ["njit"]

HERE = Path(__file__).parent
SOURCES = ("edit", "figures", "finish", "land")
SHAPES = "templates"
"""The one folder in there whose modules are data to the kernels."""
PREFIX = "kernels-"
STALE_SECONDS = 7 * 86400.0
COMPILER = vars(numba.config)
"""Its settings, which it sets itself in ways that no type checker sees."""


def state(here: Path = HERE) -> str:
    """A name for what all kernels are compiled from, in the studio at `here`."""
    seen = hashlib.sha256()
    for path in sorted(path for folder in SOURCES for path in (here / folder).rglob("*.py")):
        if SHAPES not in path.parts:
            seen.update(f"{path.relative_to(here).as_posix()}\0".encode() + path.read_bytes())
    return seen.hexdigest()[:16]


def _room() -> Path | None:
    """Where folders can be: as NUMBA_CACHE_DIR says, else beside our bytecode or among the user's caches."""
    chosen = COMPILER["CACHE_DIR"]
    for room in [Path(chosen)] if chosen else [HERE / "__pycache__", Path.home() / ".cache" / "philae"]:
        with contextlib.suppress(OSError):
            room.mkdir(parents=True, exist_ok=True)
            if os.access(room, os.W_OK):
                return room
    return None


def _folder(room: Path) -> Path:
    """The folder of the present sources, marked as used; those that nobody has used for a week are removed."""
    folder = room / f"{PREFIX}{state()}"
    folder.mkdir(exist_ok=True)
    os.utime(folder)
    for other in room.glob(f"{PREFIX}*"):
        if time.time() - other.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
    return folder


if found := _room():
    with contextlib.suppress(OSError):  # the compiler then looks for a place itself
        COMPILER["CACHE_DIR"] = str(_folder(found))
