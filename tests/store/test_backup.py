"""A backup holds everything, proves it, and is loaded only where it does no harm."""

import asyncio
import contextlib
import hashlib
import json
import tarfile
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest

from philae.store.backup import BackupError, backup, inspect, restore
from tests.postgres import admin_dsn, database, execute, run

__all__ = ["admin_dsn"]

SCHEMA = """
create table alembic_version (version_num text primary key);
insert into alembic_version values ('0007');
create table "task" (id int primary key, parent int references "task" (id), account int not null,
    doc jsonb, bits bytea);
create table account (id int generated always as identity primary key, "odd ""name" text, double_id int generated always
    as (id * 2) stored);
alter table task add foreign key (account) references account (id);
create table entry (txn uuid not null, account text not null, book text not null, amount bigint not null);
create table event (id int not null, at timestamptz not null, data text) partition by range (id);
create table event_default partition of event default;
"""
ROWS = """
insert into account ("odd ""name") values ('Ünïcode ✓'), (E'tab\\tline\\nback\\\\slash'), (null);
insert into task values (1, null, 1, '{"prompt": "a \\"quoted\\" picture"}', '\\x00ff00'), (2, 1, 2, null, null);
insert into entry select gen_random_uuid(), 'account:' || i % 7,
    case when i % 3 = 0 then 'live' else 'sandbox' end, i * 1000001::bigint
    from generate_series(1, 20000) i;
create table event_2026 partition of event for values from (1000) to (2000);
insert into event select i, now(), repeat('x', i % 100) from generate_series(900, 1100) i;
"""


@pytest.fixture(scope="module")
def full(admin_dsn: str) -> Iterator[str]:
    """Give a database with something of everything in it."""
    with database(admin_dsn) as dsn:
        run(execute(dsn, SCHEMA + ROWS))
        yield dsn


@pytest.fixture
def empty(admin_dsn: str) -> Iterator[str]:
    """Give a database that is migrated and empty."""
    with database(admin_dsn) as dsn:
        run(execute(dsn, SCHEMA))
        yield dsn


def filled(data: Path) -> Path:
    """Put files into a data folder, some of which a backup must leave out."""
    for name, content in {
        "assets/out/1/0.jpeg": b"\xff\xd8" * 50_000,
        "assets/in/Größe.png": b"png",
        "assets/empty": b"",
        "secret.key": b"secret",
        "lock": b"1",
        "pg18/PG_VERSION": b"18",
    }.items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_bytes(content)
    return data


async def everything(dsn: str) -> dict[str, list[str]]:
    """Return all rows of all tables as text."""
    connection = await asyncpg.connect(dsn)
    try:
        names = ("account", "task", "entry", "event", "event_2026")
        return {name: sorted(str(row) for row in await connection.fetch(f"select * from {name}")) for name in names}
    finally:
        await connection.close()


def test_round_trip_brings_back_every_row_file_and_key(full: str, empty: str, tmp_path: Path) -> None:
    """Rows, partitions, identities, odd names, files: all as before, and the archive is its owner's alone."""
    told: list[tuple[int, int]] = []
    data, target = filled(tmp_path / "old"), tmp_path / "philae.tar"
    made = run(backup(full, data, target, lambda done, total: told.append((done, total))))
    assert target.stat().st_mode & 0o777 == 0o600
    assert (made.schema, made.rows["entry"], made.files) == ("0007", 20_000, 4)
    assert inspect(target) == made
    assert told[-1][0] == told[-1][1]
    assert [done for done, _ in told] == sorted(done for done, _ in told)

    restored = tmp_path / "new"
    told.clear()
    assert run(restore(target, empty, restored, lambda done, total: told.append((done, total)))) == made
    assert told[-1][0] == told[-1][1]
    assert run(everything(empty)) == run(everything(full))
    kept = {path.relative_to(restored).as_posix() for path in restored.rglob("*") if path.is_file()}
    assert kept == {"assets/out/1/0.jpeg", "assets/in/Größe.png", "assets/empty", "secret.key"}
    assert all((restored / name).read_bytes() == (data / name).read_bytes() for name in kept)
    run(execute(empty, 'insert into account ("odd ""name") values (\'the next id is free\')'))


def test_backup_under_writes_is_one_moment(full: str, empty: str, tmp_path: Path) -> None:
    """While pairs that sum to zero are booked, the backup never has half a pair."""

    async def book(stop: asyncio.Event) -> int:
        connection, pairs = await asyncpg.connect(full), 0
        while not stop.is_set():
            await connection.execute(
                "with t as (select gen_random_uuid() id) insert into entry select id, 'pair', 'live', 5 from t "
                "union all select id, 'pair', 'live', -5 from t"
            )
            pairs += 1
        await connection.close()
        return pairs

    async def main() -> int:
        stop = asyncio.Event()
        writer = asyncio.create_task(book(stop))
        await asyncio.sleep(0.05)
        await backup(full, tmp_path / "none", tmp_path / "b.tar")
        stop.set()
        return await writer

    assert run(main()) > 0
    run(restore(tmp_path / "b.tar", empty, tmp_path / "new"))
    pair = next(row for row in inspect(tmp_path / "b.tar").ledger if row[0] == "pair")
    assert pair[3] == "0"


def test_database_with_rows_or_another_schema_is_left_alone(full: str, empty: str, tmp_path: Path) -> None:
    """Each refusal says why, and changes nothing."""
    target = tmp_path / "b.tar"
    run(backup(full, tmp_path / "none", target))
    before = run(everything(full))
    with pytest.raises(BackupError, match="not empty"):
        run(restore(target, full, tmp_path / "new"))
    assert run(everything(full)) == before
    run(execute(empty, "update alembic_version set version_num = '0008'"))
    with pytest.raises(BackupError, match=r"schema 0007, the database 0008"):
        run(restore(target, empty, tmp_path / "new"))
    run(execute(empty, "update alembic_version set version_num = '0007'; create table extra (i int)"))
    with pytest.raises(BackupError, match="same tables: extra"):
        run(restore(target, empty, tmp_path / "new"))
    assert not (tmp_path / "new").exists()


def test_database_without_tables_is_told_to_migrate(admin_dsn: str, tmp_path: Path) -> None:
    """Neither direction works on a database that is not philae's yet."""
    with database(admin_dsn) as bare, pytest.raises(BackupError, match="philae migrate"):
        run(backup(bare, tmp_path, tmp_path / "b.tar"))
    assert list(tmp_path.iterdir()) == []


def changed(source: Path, target: Path, name: str, content: bytes) -> Path:
    """Copy an archive with other bytes in one member, of the same length or not."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        for member in old.getmembers():
            stream = old.extractfile(member)
            assert stream is not None
            body = content if member.name == name else stream.read()
            (target.parent / "body").write_bytes(body)
            member.size = len(body)
            with (target.parent / "body").open("rb") as source_body:
                new.addfile(member, source_body)
    return target


def test_damage_is_noticed_and_nothing_restored(full: str, empty: str, tmp_path: Path) -> None:
    """Cut, flipped, swapped, foreign: refused with one message each, the database stays empty."""
    good = tmp_path / "good.tar"
    run(backup(full, filled(tmp_path / "old"), good))
    whole = good.read_bytes()
    middle = whole.index(b"tables/entry.gz") + 4096
    damages = {
        "cut": whole[: len(whole) // 2],
        "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "foreign": b"no archive at all",
        "nothing": b"",
    }
    for name, content in damages.items():
        (tmp_path / name).write_bytes(content)
        with pytest.raises(BackupError, match=r"damaged|not a complete backup"):
            run(restore(tmp_path / name, empty, tmp_path / "new"))
    with pytest.raises(BackupError, match=r"damaged: files/secret\.key"):
        run(restore(changed(good, tmp_path / "swapped", "files/secret.key", b"other"), empty, tmp_path / "new"))
    with pytest.raises(BackupError, match="cannot be read"):
        run(restore(tmp_path / "absent", empty, tmp_path / "new"))
    assert not (tmp_path / "new" / "secret.key").exists()
    run(restore(good, empty, tmp_path / "new"))


def test_ledger_that_would_differ_is_refused(full: str, empty: str, tmp_path: Path) -> None:
    """Even with all checksums right: sums other than the manifest's mean no restore."""
    good = tmp_path / "good.tar"
    run(backup(full, tmp_path / "none", good))
    with tarfile.open(good) as tar:
        stream = tar.extractfile("manifest.json")
        assert stream is not None
        manifest = json.load(stream)
    manifest["ledger"][0][3] = "1"
    wrong = changed(good, tmp_path / "wrong", "manifest.json", body := json.dumps(manifest).encode())
    with tarfile.open(wrong) as tar:
        stream = tar.extractfile("sha256sums")
        assert stream is not None
        sums = stream.read().decode()
    kept = [line for line in sums.splitlines() if not line.endswith("manifest.json")]
    fixed = "\n".join([*kept, f"{hashlib.sha256(body).hexdigest()}  manifest.json", ""]).encode()
    forged = changed(wrong, tmp_path / "forged", "sha256sums", fixed)
    with pytest.raises(BackupError, match="ledger would not be the same"):
        run(restore(forged, empty, tmp_path / "new"))
    assert run(entries(empty)) == 0


async def entries(dsn: str) -> int:
    """Count the entries of a database."""
    connection = await asyncpg.connect(dsn)
    try:
        return int(await connection.fetchval("select count(*) from entry"))
    finally:
        await connection.close()


def test_existing_target_is_never_overwritten(full: str, tmp_path: Path) -> None:
    """A backup gets a new name; a failed one leaves no half file."""
    (tmp_path / "b.tar").write_text("precious")
    with pytest.raises(BackupError, match="exists already"):
        run(backup(full, tmp_path, tmp_path / "b.tar"))
    assert (tmp_path / "b.tar").read_text() == "precious"
    assert [path.name for path in tmp_path.iterdir()] == ["b.tar"]


def test_key_in_the_way_is_kept(full: str, empty: str, tmp_path: Path) -> None:
    """A fresh installation's own key steps aside for the backup's, and is not lost."""
    run(backup(full, filled(tmp_path / "old"), tmp_path / "b.tar"))
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "secret.key").write_text("fresh")
    run(restore(tmp_path / "b.tar", empty, tmp_path / "new"))
    assert (tmp_path / "new" / "secret.key").read_text() == "secret"
    assert (tmp_path / "new" / "secret.key.before-restore").read_text() == "fresh"


def test_archive_can_be_checked_with_ordinary_tools(full: str, tmp_path: Path) -> None:
    """The sums are in the form that `sha256sum -c` reads, one for each member."""
    run(backup(full, filled(tmp_path / "old"), tmp_path / "b.tar"))
    with contextlib.closing(tarfile.open(tmp_path / "b.tar")) as tar:
        names = set(tar.getnames())
        stream = tar.extractfile("sha256sums")
        assert stream is not None
        assert {line[66:] for line in stream.read().decode().splitlines()} == names - {"sha256sums"}
