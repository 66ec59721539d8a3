"""Where the database of a data folder lives: in it, or, if its user may not go there, where `pg18` points."""

import contextlib
import os
import secrets
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from .binaries import MAJOR
from .errors import EmbeddedError
from .sysuser import SysUser

NAME = f"pg{MAJOR}"
AWAY = Path("/var/lib/philae")
PORT = 5432
SOCKET = f".s.PGSQL.{PORT}"
SHORT = Path("/tmp")  # noqa: S108 - mkdtemp makes a private folder in it
LONGEST = 103
"""Bytes of a socket's path that every system takes (macOS has 104 with the closing zero, Linux 108)."""


@dataclass(frozen=True)
class Place:
    """The paths of one database; `home` is the data folder or one of our own under /var/lib."""

    data: Path
    home: Path

    @property
    def cluster(self) -> Path:
        """PostgreSQL's own folder."""
        return self.home / NAME

    @property
    def lock(self) -> Path:
        """The file that every process of the server keeps locked for as long as it lives."""
        return self.home / f"{NAME}.lock"

    @property
    def password(self) -> Path:
        """The file with the password of the role `philae`."""
        return self.data / f"{NAME}.password"


def find(data: Path) -> Place | None:
    """Return the place of the database that a data folder has, None if it has none yet. Raises `EmbeddedError`."""
    data = data.resolve()
    entry = data / NAME
    if entry.is_symlink() and not entry.exists():
        message = f"{entry} points to {entry.readlink()}, which is gone: bring it back, or remove {entry} to begin anew"
        raise EmbeddedError(message)
    _refuse_other_major(data, entry)
    return Place(data, entry.resolve().parent) if entry.exists() else None


def choose(data: Path, user: SysUser, away: Path, progress: Callable[[str], None]) -> Place:
    """Return the place for a new database: the data folder, or a new one under `away` if `user` cannot enter."""
    if user.may_run(data):
        return Place(data, data)
    home = away / secrets.token_hex(6)
    progress(f"the database goes to {home / NAME}, since its user may not enter {data}; {data / NAME} points there")
    for folder in (away, home):
        if not folder.exists():
            folder.mkdir(parents=True)
            folder.chmod(0o755)
    return Place(data, home)


def settle(place: Place) -> None:
    """Note whose database lies away from its data folder; refuse a copied data folder that points to the original's."""
    if place.home == place.data:
        return
    note = place.home / "data-folder"
    noted = Path(note.read_text()) if note.exists() else place.data
    if noted != place.data and (noted / NAME).exists() and (noted / NAME).samefile(place.cluster):
        message = (
            f"{place.data} is a copy of {noted}, and its {NAME} points to the same database: "
            "make copies with `philae backup` and `philae restore`"
        )
        raise EmbeddedError(message)
    note.write_text(str(place.data))


def require_usable(place: Place, user: SysUser) -> None:
    """Refuse a database that `user` does not own or cannot reach."""
    owner = place.cluster.stat().st_uid
    if owner != user.uid:
        way = "run philae as its owner" if user.same else f"chown -R {user.uid}:{user.gid} {place.cluster}"
        message = f"{place.cluster} belongs to user {owner}, but PostgreSQL would run as user {user.uid}: {way}"
        raise EmbeddedError(message)
    if not user.may_run(place.cluster):
        message = f"user {owner}, who owns {place.cluster}, may not enter a folder above it: let it in (chmod o+x)"
        raise EmbeddedError(message)


def socket_folder(place: Place, user: SysUser) -> Path:
    """Return the private folder for the server's socket; one with a short name if the usual path does not fit."""
    folder = place.home / "socket"
    # asyncpg takes a comma in a host for a list of hosts.
    if len(os.fsencode(folder / SOCKET)) > LONGEST or "," in str(folder):
        folder = Path(tempfile.mkdtemp(prefix="philae-", dir=SHORT))
        user.own(folder)
    elif not folder.exists():
        user.folder(folder)
    return folder


def forget_socket(folder: Path) -> None:
    """Remove a short-named socket folder when its server is gone."""
    if folder.parent == SHORT:
        with contextlib.suppress(OSError):
            for left in (SOCKET, f"{SOCKET}.lock"):
                (folder / left).unlink(missing_ok=True)
            folder.rmdir()


def _refuse_other_major(data: Path, entry: Path) -> None:
    earlier = [] if entry.exists() else data.glob("pg*/PG_VERSION")
    numbered = [path for path in earlier if path.parent.name.removeprefix("pg").isdigit()]
    for old in (entry / "PG_VERSION", *numbered):
        if (version := _version(old)) not in {None, str(MAJOR)}:
            message = (
                f"{old.parent} holds a database of PostgreSQL {version}, this philae brings {MAJOR}: "
                f"back it up with the philae that made it (`philae backup FILE`), move {old.parent} away, "
                "and bring it in with `philae restore FILE`"
            )
            raise EmbeddedError(message)


def _version(file: Path) -> str | None:
    """Return the major version in a PG_VERSION file; None if there is none that we can read."""
    try:
        return file.read_text().strip()
    except OSError:
        return None
