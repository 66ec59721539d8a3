"""Making a backup: every table in one snapshot, then the files, which are written before the rows that name them."""

import asyncio
import os
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import asyncpg

from philae.store.embedded.trouble import told

from .archive import Writer, writing
from .manifest import MEMBER, Manifest
from .tables import Table, ledger, partitions, schema, sequences, tables

FOLDERS = ("assets",)
KEYS = ("secret.key", "owner.key")
"""Without the first, what is sealed in the database stays sealed."""
UNHURRIED = (
    "set local statement_timeout = 0; set local idle_in_transaction_session_timeout = 0; set local lock_timeout = 0"
)

Progress = Callable[[int, int], None]


def quiet(_done: int, _total: int) -> None:
    """Tell nobody."""


class Meter:
    """Adds up what is done, in bytes of an estimated total."""

    def __init__(self, total: int, progress: Progress) -> None:
        """Begin at nothing."""
        self._done, self._total, self._progress = 0, total, progress

    def add(self, size: int) -> None:
        """Count, and tell."""
        self._done = min(self._done + size, self._total)
        self._progress(self._done, self._total)

    def end(self) -> None:
        """Say that all is done, whatever the estimate was."""
        self._progress(self._total, self._total)


async def backup(dsn: str, data: Path, target: Path, progress: Progress = quiet) -> Manifest:
    """Write a backup of the database and of the data folder's files to the new file `target`; the gateway may run on.

    `progress` gets bytes done and about how many in all. Raises `BackupError`, `EmbeddedError` for a disk's refusal.
    """
    connection = await asyncpg.connect(dsn)
    try:
        with told(target.parent), writing(target) as writer:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                await connection.execute(UNHURRIED)
                return await _write(connection, data, writer, target.parent, progress)
    finally:
        await connection.close()


async def _write(
    connection: asyncpg.Connection, data: Path, writer: Writer, scratch: Path, progress: Progress
) -> Manifest:
    version, found = await schema(connection), await tables(connection)
    # The queries above have fixed the snapshot: files listed from now on include all that its rows name.
    files = list(_files(data))
    meter = Meter(sum(table.size for table in found) + sum(path.stat().st_size for _, path in files), progress)
    rows = {table.name: await _table(connection, table, writer, scratch, meter) for table in found}
    sizes = await asyncio.to_thread(_add_files, writer, files, meter)
    manifest = Manifest(
        made_at=(await connection.fetchval("select now()")).isoformat(),
        schema=version,
        postgres=await connection.fetchval("show server_version"),
        rows=rows,
        columns={table.name: list(table.columns) for table in found},
        sequences=await sequences(connection),
        partitions=await partitions(connection),
        ledger=await ledger(connection),
        files=len(sizes),
        file_bytes=sum(sizes),
    )
    writer.add_bytes(MEMBER, manifest.encode())
    meter.end()
    return manifest


async def _table(connection: asyncpg.Connection, table: Table, writer: Writer, scratch: Path, meter: Meter) -> int:
    """Add one table as compressed COPY text, which every version of PostgreSQL reads; return its rows."""
    with tempfile.TemporaryFile(dir=scratch) as spool:
        rows = await _copy_out(connection, table, spool, meter)
        size = spool.tell()
        spool.seek(0)
        await asyncio.to_thread(writer.add, f"tables/{table.name}.gz", spool, size)
    return rows


async def _copy_out(connection: asyncpg.Connection, table: Table, spool: IO[bytes], meter: Meter) -> int:
    packer, left = zlib.compressobj(level=1, wbits=31), table.size

    async def take(chunk: bytes) -> None:
        nonlocal left
        spool.write(packer.compress(chunk))
        meter.add(min(left, len(chunk)))
        left -= min(left, len(chunk))

    status = await connection.copy_from_query(table.select, output=take, format="text", encoding="utf-8")
    spool.write(packer.flush())
    meter.add(left)
    return int(status.split()[-1])


def _files(data: Path) -> Iterator[tuple[str, Path]]:
    """Give name and path of each file to keep."""
    inside = [path for folder in FOLDERS for path in sorted((data / folder).rglob("*"))]
    for path in (*(data / key for key in KEYS), *inside):
        if path.is_file() and not path.is_symlink():
            yield f"files/{path.relative_to(data).as_posix()}", path


def _add_files(writer: Writer, files: list[tuple[str, Path]], meter: Meter) -> list[int]:
    """Add the files, and return their sizes; one that retention removed meanwhile is left out."""
    sizes = []
    for name, path in files:
        with suppress(FileNotFoundError), path.open("rb") as source:
            size = os.fstat(source.fileno()).st_size
            writer.add(name, source, size, meter.add)
            sizes.append(size)
    return sizes
