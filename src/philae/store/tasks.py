"""Task rows as values: how a task stands in its table, and how it is read."""

import re
from collections.abc import Iterable
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from msgspec import Struct

from philae.core.task import Asset, Failure, Notify, Receipt, Task

COLUMNS = (
    "id, account, key, dialect, operation, model, state, book, doc, result, progress, seq, parent, "
    "created_at, started_at, finished_at"
)


NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")
"""An escaped NUL in JSON, behind whole pairs of backslashes."""


class Doc(Struct, frozen=True, omit_defaults=True):
    """The column `doc`: what a task was asked, which never changes. `receipt` is the one at admission."""

    params: dict[str, Any]
    n: int
    base: str
    receipt: Receipt
    warnings: tuple[str, ...] = ()
    wish: dict[str, Any] = {}
    notify: Notify | None = None
    v: int = 1


class Result(Struct, frozen=True, omit_defaults=True):
    """The column `result`: what came of it."""

    receipt: Receipt
    outputs: tuple[Asset, ...] = ()
    error: Failure | None = None
    warnings: tuple[str, ...] = ()
    details: dict[str, Any] = {}
    actions: tuple[str, ...] = ()


_doc = msgspec.json.Decoder(Doc)
_result = msgspec.json.Decoder(Result)


def of_row(row: asyncpg.Record) -> Task:
    """The task that a row of `COLUMNS` holds."""
    doc = _doc.decode(row["doc"])
    result = _result.decode(row["result"]) if row["result"] else Result(doc.receipt)
    return Task(
        id=row["id"], account=row["account"], key=row["key"], dialect=row["dialect"], operation=row["operation"],
        model=row["model"], state=row["state"], book=row["book"], params=doc.params, n=doc.n, base=doc.base,
        created_at=row["created_at"], progress=row["progress"], receipt=result.receipt, outputs=result.outputs,
        error=result.error, warnings=doc.warnings + result.warnings, details=result.details, wish=doc.wish,
        notify=doc.notify, parent=row["parent"], actions=result.actions, started_at=row["started_at"],
        finished_at=row["finished_at"], seq=row["seq"],
    )  # fmt: skip


def doc_of(task: Task) -> str:
    """The column `doc` of a new task."""
    doc = Doc(task.params, task.n, task.base, task.receipt, task.warnings, task.wish, task.notify)
    return text(doc)


def result_of(task: Task) -> str:
    """The column `result` of a task; its warnings at admission stay in `doc`."""
    return text(Result(task.receipt, task.outputs, task.error, (), task.details, task.actions))


def text(value: Any) -> str:
    """JSON for a jsonb column, which takes everything but NUL: a vendor's words must not keep a task from ending."""
    encoded = msgspec.json.encode(value).decode()
    return NUL.sub(r"\1\\ufffd", encoded) if "\\u0000" in encoded else encoded


def columns(rows: Iterable[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows turned into columns, as `unnest` wants them; `width` empty ones when there is no row."""
    turned = [list(column) for column in zip(*rows, strict=True)]
    return turned or [[] for _ in range(width)]


async def read(fetch: Any, ids: list[UUID]) -> dict[UUID, Task]:
    """The tasks of those ids that exist; `fetch(sql, *args)` runs the statement."""
    rows = await fetch(f"select {COLUMNS} from task where id = any($1)", ids)  # noqa: S608  constant columns
    return {row["id"]: of_row(row) for row in rows}
