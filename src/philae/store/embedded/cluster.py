"""A new database cluster, made aside and renamed into place when complete: a crash leaves no half of one."""

import os
import secrets
import shutil
import subprocess
from functools import partial
from pathlib import Path

from .errors import EmbeddedError
from .place import NAME, Place
from .sysuser import SysUser

ROLE = DATABASE = "philae"
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
# The builtin locale sorts the same on every machine, whatever its C library.
LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
INITDB = ("--username=postgres", "--auth=reject", "--data-checksums", "--no-instructions", *LOCALE)
# The superuser has no password and no line here: it exists in single-user mode only.
HBA = f"local all {ROLE} scram-sha-256\n"
SINGLE = ("--single", "-c", "exit_on_error=on", "-c", "log_min_messages=error", "-c", "log_min_error_statement=panic")


def create(place: Place, programs: Path, user: SysUser, handle: int, *, durable: bool = True) -> None:
    """Make the cluster, its role and its database, under the lock that `handle` holds and the programs inherit.

    With `durable` false nothing is forced to the disk, for tests.
    Raises `EmbeddedError` with what PostgreSQL said.
    """
    fresh = place.home / f"{NAME}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    user.folder(fresh)
    run = partial(_run, user, handle)
    run([str(programs / "initdb"), "-D", str(fresh), *INITDB, *([] if durable else ["--no-sync"])], "")
    (fresh / "pg_hba.conf").write_text(HBA)
    run(
        [str(programs / "postgres"), *SINGLE, "-c", f"fsync={durable}", "-D", str(fresh), "postgres"],
        _statements(_new_password(place.password)),
    )
    fresh.rename(place.cluster)
    if place.home != place.data:
        (place.data / NAME).symlink_to(place.cluster)


def _statements(password: str) -> str:
    return (
        f"CREATE ROLE {ROLE} LOGIN CREATEDB PASSWORD '{password}';\n"
        f"GRANT pg_monitor TO {ROLE};\n"
        f"CREATE DATABASE {DATABASE} OWNER {ROLE};\n"
    )


def _run(user: SysUser, handle: int, command: list[str], text: str) -> None:
    options = {**user.popen, "stdin": None, "env": ENVIRONMENT, "pass_fds": (handle,)}
    done = subprocess.run(command, check=False, capture_output=True, text=True, input=text, **options)
    if done.returncode != 0:
        said = (done.stderr or done.stdout).strip()[-2000:]
        message = f"{Path(command[0]).name} could not make the database: {said}"
        raise EmbeddedError(message)


def _new_password(file: Path) -> str:
    password = secrets.token_urlsafe(24)
    fresh = file.with_name(f"{file.name}.new")
    fresh.unlink(missing_ok=True)
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
        out.write(password)
    fresh.rename(file)
    return password
