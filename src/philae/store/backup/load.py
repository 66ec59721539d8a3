"""Loading a backup into an empty, migrated database, in one transaction that ends only if all is proven equal."""

import asyncio
import os
import zlib
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath

import asyncpg

from philae.store.embedded.trouble import told

from .archive import BackupError, Reader, reading
from .dump import KEYS, UNHURRIED, Meter, Progress, quiet
from .manifest import Manifest, decode
from .tables import Table, ledger, partitions, quoted, schema, tables


async def restore(source: Path, dsn: str, data: Path, progress: Progress = quiet) -> Manifest:
    """Load the backup `source` into an empty database of its schema, and its files into the data folder.

    `progress` gets bytes done and in all. Raises `BackupError`, having changed nothing in the database, if that is
    not empty or of another schema, if the file is damaged, or if the ledger would not be the same.
    """
    connection = await asyncpg.connect(dsn)
    try:
        with reading(source) as reader:
            manifest = decode(reader)
            meter = Meter(sum(map(reader.size, [*reader.names("tables"), *reader.names("files")])), progress)
            async with connection.transaction():
                await connection.execute(UNHURRIED)
                await _rows(connection, reader, manifest, meter)
                await _prove(connection, manifest)
                with told(data):
                    await asyncio.to_thread(_files, reader, data, meter)
        await connection.execute("analyze")
        return manifest
    finally:
        await connection.close()


async def _rows(connection: asyncpg.Connection, reader: Reader, manifest: Manifest, meter: Meter) -> None:
    await _require_schema(connection, manifest)
    found = await tables(connection)
    if {table.name for table in found} != manifest.rows.keys():
        odd = ", ".join(sorted({table.name for table in found} ^ manifest.rows.keys()))
        message = f"the backup and the database do not have the same tables: {odd}"
        raise BackupError(message)
    await _require_empty(connection, found)
    await _partitions(connection, manifest)
    for table in found:
        await _copy_in(connection, table, reader, manifest, meter)
    for name, value in manifest.sequences.items():
        await connection.execute("select setval($1::regclass, $2)", quoted(name), value)


async def _require_schema(connection: asyncpg.Connection, manifest: Manifest) -> None:
    here = await schema(connection)
    if here != manifest.schema:
        message = (
            f"the backup has schema {manifest.schema}, the database {here}: restore it with the philae that made it "
            "into an empty database, then let this one migrate that"
        )
        raise BackupError(message)


async def _require_empty(connection: asyncpg.Connection, found: list[Table]) -> None:
    """Lock all tables against everyone else, and refuse if any has a row."""
    await connection.execute(f"lock table {', '.join(quoted(table.name) for table in found)} in exclusive mode")
    for table in found:
        if await connection.fetchval(f"select exists (select from {quoted(table.name)})"):  # noqa: S608 - quoted
            message = f"the database is not empty (table {table.name} has rows): restore into a new data folder"
            raise BackupError(message)


async def _partitions(connection: asyncpg.Connection, manifest: Manifest) -> None:
    there = {name for _, name, _ in await partitions(connection)}
    for parent, name, bounds in manifest.partitions:
        if name not in there:
            # As a prepared statement, since such a one cannot hide a second.
            await connection.fetch(f"create table {quoted(name)} partition of {quoted(parent)} {bounds}")


async def _copy_in(
    connection: asyncpg.Connection, table: Table, reader: Reader, manifest: Manifest, meter: Meter
) -> None:
    torn = BackupError(f"the backup is damaged: the rows of {table.name} cannot be unpacked")
    damage: list[BackupError] = []

    async def unpacked() -> AsyncIterator[bytes]:
        unpacker = zlib.decompressobj(wbits=31)
        try:
            for chunk in reader.chunks(f"tables/{table.name}.gz"):
                meter.add(len(chunk))
                yield unpacker.decompress(chunk)
        except (zlib.error, BackupError) as error:
            # Not raised here: asyncpg would cancel a COPY that the server may have ended by itself, and wait for ever.
            damage.append(error if isinstance(error, BackupError) else torn)

    try:
        status = await connection.copy_to_table(
            table.name, source=unpacked(), columns=manifest.columns[table.name], format="text", encoding="utf-8"
        )
    except (asyncpg.DataError, asyncpg.IntegrityConstraintViolationError):
        damage.append(torn)
    if damage:
        raise damage[0]
    if int(status.split()[-1]) != manifest.rows[table.name]:
        message = (
            f"table {table.name} should have {manifest.rows[table.name]} rows, the backup gave {status.split()[-1]}"
        )
        raise BackupError(message)


async def _prove(connection: asyncpg.Connection, manifest: Manifest) -> None:
    here = await ledger(connection)
    if here != manifest.ledger:
        odd = next(a or b for a, b in zip([*here, None], [*manifest.ledger, None], strict=False) if a != b)
        message = f"the ledger would not be the same after the restore, first at {odd}: nothing was restored"
        raise BackupError(message)


def _files(reader: Reader, data: Path, meter: Meter) -> None:
    for name in reader.names("files"):
        relative = PurePosixPath(name).relative_to("files")
        if ".." in relative.parts or relative.is_absolute():
            message = f"the backup names a file outside the data folder: {name}"
            raise BackupError(message)
        _file(reader, name, data / relative, meter)
    # Before the rows that name them are committed; once, since a sync for each of many small files takes minutes.
    os.sync()


def _file(reader: Reader, name: str, path: Path, meter: Meter) -> None:
    """Write one file beside its place and then move it there; a key that is in the way is kept under another name."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for chunk in reader.chunks(name):
            out.write(chunk)
            meter.add(len(chunk))
    if path.name in KEYS and path.exists() and path.read_bytes() != part.read_bytes():
        path.rename(path.with_name(f"{path.name}.before-restore"))
    part.rename(path)
