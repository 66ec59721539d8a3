"""What a database consists of, asked from its catalogue, so that a new table is backed up without a word here."""

from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

import asyncpg

from .archive import BackupError
from .manifest import Ledger

VERSION = "alembic_version"
"""The table with the schema's version; not data, the target has its own."""

LEDGER = """
select account, book, count(*)::text, sum(amount)::text from entry group by account, book order by account, book
"""
"""What must be the same before and after: each account's entries and their sum, in each book."""

TABLES = """
select c.relname::text as name, array_agg(a.attname::text order by a.attnum) as columns,
       (select coalesce(sum(pg_table_size(t.relid)), pg_table_size(c.oid))::bigint from pg_partition_tree(c.oid) t) size
from pg_class c join pg_namespace n on n.oid = c.relnamespace
join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
where n.nspname = current_schema() and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> $1
group by c.oid, c.relname order by c.relname
"""
REFERENCES = """
select distinct r.relname::text as child, p.relname::text as parent from pg_constraint k
join pg_class r on r.oid = k.conrelid join pg_class p on p.oid = k.confrelid
join pg_namespace n on n.oid = r.relnamespace
where k.contype = 'f' and r.oid <> p.oid and n.nspname = current_schema()
"""
PARTITIONS = """
select p.relname::text, c.relname::text, pg_get_expr(c.relpartbound, c.oid)
from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
join pg_namespace n on n.oid = p.relnamespace
where n.nspname = current_schema() and p.relkind = 'p' and c.relkind = 'r' order by c.relname
"""
SEQUENCES = """
select sequencename::text, last_value from pg_sequences
where schemaname = current_schema() and last_value is not null order by sequencename
"""


@dataclass(frozen=True)
class Table:
    """A table, or the parent of partitions, with the columns that hold data of their own."""

    name: str
    columns: tuple[str, ...]
    size: int
    """Bytes on the disk, about."""

    @property
    def select(self) -> str:
        """The query that reads all of it, partitions included."""
        return f"select {', '.join(map(quoted, self.columns))} from {quoted(self.name)}"  # noqa: S608 - names are quoted


def quoted(name: str) -> str:
    """Return a name as SQL writes it."""
    return '"{}"'.format(name.replace('"', '""'))


async def tables(connection: asyncpg.Connection) -> list[Table]:
    """Return all tables, each after those it refers to."""
    found = {
        row["name"]: Table(row["name"], tuple(row["columns"]), row["size"])
        for row in await connection.fetch(TABLES, VERSION)
    }
    order: TopologicalSorter[str] = TopologicalSorter({name: set() for name in found})
    for row in await connection.fetch(REFERENCES):
        if {row["child"], row["parent"]} <= found.keys():
            order.add(row["child"], row["parent"])
    try:
        return [found[name] for name in order.static_order()]
    except CycleError as error:
        message = f"these tables refer to each other in a circle, and cannot be restored in any order: {error.args[1]}"
        raise BackupError(message) from error


async def partitions(connection: asyncpg.Connection) -> list[list[str]]:
    """Return parent, name and bounds of each partition."""
    return [list(row) for row in await connection.fetch(PARTITIONS)]


async def sequences(connection: asyncpg.Connection) -> dict[str, int]:
    """Return the last value of each sequence that was used."""
    return {row[0]: row[1] for row in await connection.fetch(SEQUENCES)}


async def ledger(connection: asyncpg.Connection) -> Ledger:
    """Return the proof query's answer."""
    return [[str(value) for value in row] for row in await connection.fetch(LEDGER)]


async def schema(connection: asyncpg.Connection) -> str:
    """Return the schema's version. Raises `BackupError` for a database that philae has not migrated."""
    if not await connection.fetchval("select to_regclass($1) is not null", VERSION):
        message = "the database has no tables of philae yet: run `philae migrate` first"
        raise BackupError(message)
    rows = await connection.fetch(f"select version_num from {VERSION} order by version_num")  # noqa: S608 - ours
    return ",".join(row[0] for row in rows)
