"""Where the embedded database goes, and the folders it refuses without harming them."""

import contextlib
import os
import shutil
import stat
import sys
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from philae.store.embedded import EmbeddedError, binaries, running, start, sysuser
from tests.postgres import FAST, data, execute, run

__all__ = ["data"]

AS_ROOT = pytest.mark.skipif(os.geteuid() != 0 or sys.platform != "linux", reason="needs root on Linux")
NOBODY = 65534


def as_nobody(folder: Path, work: Callable[[], object]) -> None:
    """Do some work as a user who is not root: in a child of ours if we are, which owns the folder above."""
    if os.geteuid() != 0:
        work()
        return
    os.chown(folder.parent, NOBODY, NOBODY)
    child = os.fork()
    if child == 0:
        failed = 1
        with contextlib.suppress(BaseException):
            os.setgroups([])
            os.setresgid(NOBODY, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, NOBODY)
            try:
                work()
                failed = 0
            except BaseException:
                traceback.print_exc()
                raise
        os._exit(failed)
    assert os.waitpid(child, 0)[1] == 0


def snapshot(folder: Path) -> dict[str, tuple[int, int, int]]:
    """Return owner, group and mode of a folder and all below."""
    return {
        str(path): (path.lstat().st_uid, path.lstat().st_gid, path.lstat().st_mode)
        for path in (folder, *folder.rglob("*"))
    }


def test_ordinary_user_needs_nothing_special(data: Path) -> None:
    """Not being root: the database is ours, below our folder, from start to stop."""

    def work() -> None:
        server = run(start(data, settings=FAST))
        assert (data / "pg18").stat().st_uid == os.geteuid()
        run(execute(server.dsn, "CREATE TABLE t (i int)"))
        run(server.stop())

    if os.geteuid() == 0 and not sysuser.SysUser(NOBODY, NOBODY, same=False).may_run(binaries.wheel()):
        pytest.skip("the virtual environment is below a folder that only root may enter")
    as_nobody(data, work)


def test_read_only_folder_is_told_and_not_harmed(data: Path) -> None:
    """A folder that may not be written gives one clear message, from the very first file on."""
    data.mkdir()
    data.chmod(0o555)

    def work() -> None:
        with pytest.raises(EmbeddedError, match=r"data may not be written by this user: .* choose another data folder"):
            run(start(data, settings=FAST))

    as_nobody(data, work)
    assert list(data.iterdir()) == []


@pytest.mark.parametrize("name", ["x" * 90, "commas,,here", '"Bücher" & spaces %41?#=@:'])
def test_any_path_will_do(data: Path, name: str) -> None:
    """Long and odd paths work; a socket whose path does not fit goes to a private folder with a short name."""
    odd = data / name
    server = run(start(odd, settings=FAST))
    try:
        run(execute(server.dsn, "CREATE TABLE t (i int)"))
        folder = server.known.socket
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert (folder.parent == Path("/tmp")) == (len(name) == 90 or "," in name)
        assert run(running(odd)) == server.dsn
    finally:
        run(server.stop())
    assert folder.exists() == (folder.parent == odd)


def test_folder_named_through_a_link_is_the_same_folder(data: Path) -> None:
    """A server that was started through a symbolic link is found and adopted through the real path."""
    link = data.parent / "link"
    link.symlink_to(data)
    data.mkdir()
    first = run(start(link, settings=FAST))
    second = run(start(data, settings=FAST))
    assert second.adopted
    assert second.pid == first.pid


@pytest.mark.parametrize("name", ["pg17", "pg18"])
def test_other_major_version_is_refused_and_the_way_named(data: Path, name: str) -> None:
    """A database of another version stays as it is; the message says how to bring it over."""
    (data / name).mkdir(parents=True)
    (data / name / "PG_VERSION").write_text("17\n")
    before = snapshot(data)
    with pytest.raises(
        EmbeddedError, match=rf"{name} holds a database of PostgreSQL 17, .*philae backup.*philae restore"
    ):
        run(start(data, settings=FAST))
    assert snapshot(data) == before


def test_missing_or_wrong_password_file_is_told(data: Path) -> None:
    """Without the right password file the message names it, and the database is untouched."""
    server = run(start(data, settings=FAST))
    file = data / "pg18.password"
    right = file.read_text()
    for break_it in (lambda: file.write_text("wrong"), file.unlink):
        break_it()
        with pytest.raises(EmbeddedError, match=r"pg18\.password"):
            run(start(data, settings=FAST))
    file.write_text(right)
    assert run(start(data, settings=FAST)).pid == server.pid


@AS_ROOT
def test_root_in_a_folder_of_its_own_puts_the_database_elsewhere(data: Path) -> None:
    """Below a 0700 folder of root's (as /root is): nothing there is opened, `pg18` points to where it went."""
    home = data / "root"
    home.mkdir(parents=True)
    home.chmod(0o700)
    away, folder, told = data / "away", home / "philae" / "data", list[str]()
    server = run(start(folder, settings=FAST, progress=told.append, away=away))
    assert (folder / "pg18").is_symlink()
    assert away in (folder / "pg18").resolve().parents
    assert any(str(away) in line for line in told)
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    run(execute(server.dsn, "CREATE TABLE t (i int)"))
    run(server.stop())
    again = run(start(folder, settings=FAST, away=away))
    run(execute(again.dsn, "INSERT INTO t VALUES (1)"))
    run(again.stop())
    shutil.copytree(folder, home / "copy", symlinks=True)
    with pytest.raises(EmbeddedError, match=r"is a copy of .*philae backup"):
        run(start(home / "copy", settings=FAST, away=away))
    moved = folder.rename(home / "moved")
    run(run(start(moved, settings=FAST, away=away)).stop())
    folder = moved
    shutil.rmtree(away)
    with pytest.raises(EmbeddedError, match="which is gone"):
        run(start(folder, settings=FAST, away=away))


@AS_ROOT
def test_root_changes_no_existing_mode_or_owner(data: Path) -> None:
    """What was in the data folder before stays as it was."""
    (data / "assets").mkdir(parents=True)
    (data / "owner.key").write_text("sk-1")
    (data / "owner.key").chmod(0o600)
    data.chmod(0o751)
    before = snapshot(data)
    run(run(start(data, settings=FAST)).stop())
    after = snapshot(data)
    assert {path: after[path] for path in before} == before
    assert after[str(data / "pg18")][0] == sysuser.whom(data / "pg18").uid != 0


@AS_ROOT
def test_root_runs_a_users_database_as_that_user(data: Path) -> None:
    """`sudo make serve` in a user's folder leaves a database that the user can still start."""
    as_nobody(data, lambda: run(run(start(data, settings=FAST)).stop()))
    run(run(start(data, settings=FAST)).stop())
    assert (data / "pg18" / "base").stat().st_uid == NOBODY
    as_nobody(data, lambda: run(run(start(data, settings=FAST)).stop()))


@AS_ROOT
def test_database_of_another_user_is_refused(data: Path) -> None:
    """An ordinary user is told who owns the database instead of PostgreSQL's complaint."""
    run(run(start(data, settings=FAST)).stop())

    def work() -> None:
        with pytest.raises(EmbeddedError, match="run philae as its owner"):
            run(start(data, settings=FAST))

    os.chown(data, NOBODY, NOBODY)
    as_nobody(data, work)


@AS_ROOT
def test_programs_are_copied_for_a_user_who_cannot_enter_their_folder(data: Path) -> None:
    """A virtual environment below /root: the copy runs, is root's, and is made once."""
    copy = binaries.copied(binaries.wheel(), data / "away", lambda _: None)
    user = sysuser.whom(data / "pg18")
    assert user.may_run(copy / "postgres")
    made = snapshot(copy)
    assert binaries.copied(binaries.wheel(), data / "away", lambda _: None) == copy
    assert snapshot(copy) == made
    assert {owner for owner, _, _ in made.values()} == {0}
