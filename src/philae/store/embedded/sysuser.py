"""The system user that PostgreSQL runs as when we are root, which it refuses to be."""

import fcntl
import os
import pwd
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EmbeddedError

NAME = "philae"


@dataclass(frozen=True)
class SysUser:
    """Whom the database's processes run as; `same` if that is simply us."""

    uid: int
    gid: int
    same: bool

    @property
    def popen(self) -> dict[str, Any]:
        """The arguments that make `subprocess` run a program as this user, from a folder open to all."""
        become: dict[str, Any] = {} if self.same else {"user": self.uid, "group": self.gid, "extra_groups": []}
        return {"cwd": "/", "umask": 0o077, "stdin": subprocess.DEVNULL, **become}

    def own(self, path: Path) -> None:
        """Give this user a path that we made."""
        if not self.same:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def folder(self, path: Path) -> Path:
        """Make a folder that only this user may enter."""
        path.mkdir(mode=0o700)
        path.chmod(0o700)
        self.own(path)
        return path

    def may_run(self, program: Path) -> bool:
        """Tell whether this user may enter the folders above a program or folder, and run or enter it."""
        test = ["/bin/sh", "-c", 'test -x "$0"', str(program)]
        try:
            return self.same or subprocess.run(test, check=False, **self.popen).returncode == 0
        except PermissionError:
            message = "PostgreSQL refuses to run as root, and this root may not become another: run philae as a user"
            raise EmbeddedError(message) from None


def whom(cluster: Path) -> SysUser:
    """Return whom the database runs as: us; as root its folder's owner, else the user `philae`, made if absent."""
    if os.geteuid() != 0:
        return SysUser(os.geteuid(), os.getegid(), same=True)
    if cluster.exists() and (made := cluster.stat()).st_uid != 0:
        return SysUser(made.st_uid, made.st_gid, same=False)
    entry = _entry() or _created()
    return SysUser(entry.pw_uid, entry.pw_gid, same=False)


def _entry() -> pwd.struct_passwd | None:
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError:
        return None
    if entry.pw_uid == 0:
        message = f"the user {NAME} is root by another name, which PostgreSQL refuses to run as"
        raise EmbeddedError(message)
    return entry


def _created() -> pwd.struct_passwd:
    """The user, made by one process at a time: a second `useradd` beside the first was seen to change the user's id."""
    with Path("/etc/passwd").open("rb") as users:
        fcntl.flock(users, fcntl.LOCK_EX)
        return _entry() or _create()


def _create() -> pwd.struct_passwd:
    options = [
        "--system",
        "--user-group",
        "--no-create-home",
        "--home-dir",
        "/nonexistent",
        "--shell",
        "/usr/sbin/nologin",
    ]
    tool = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if tool and sys.platform.startswith("linux"):
        subprocess.run([tool, *options, NAME], check=False, capture_output=True, stdin=subprocess.DEVNULL)
    entry = _entry()
    if entry is None:
        message = (
            f"PostgreSQL refuses to run as root, and no system user {NAME} could be made: make one "
            f"(useradd --system {NAME}), or run philae as another user, or set PHILAE_DATABASE_URL"
        )
        raise EmbeddedError(message)
    return entry
