"""Records of calls, read for their account."""

from uuid import UUID

import asyncpg

from philae.store.db import Database

FIELDS = (
    "c.id, c.key, k.name as key_name, k.hint, c.book, c.model, c.provider, c.wire, c.meters, c.amount, c.saved, c.status, "
    "c.started_at, c.first, c.took, c.stream, c.estimated, c.error, x.until"
)
FROM = "from call c left join key k on k.id = c.key left join exchange x on x.id = c.id and x.until > now()"


async def find(database: Database, account: UUID, identity: UUID) -> asyncpg.Record | None:
    """The account's call of that id."""
    return await database.row(f"select {FIELDS} {FROM} where c.account = $1 and c.id = $2", account, identity)


async def page(
    database: Database, account: UUID, *, limit: int, after: UUID | None, model: str | None, key: UUID | None
) -> list[asyncpg.Record]:
    """The account's calls, newest first, and one more than asked for if there are more; `after`: only older ones."""
    sql = (
        f"select {FIELDS} {FROM} where c.account = $1 and ($2::uuid is null or c.id < $2) "
        "and ($3::text is null or c.model = $3) and ($4::uuid is null or c.key = $4) order by c.id desc limit $5"
    )
    return await database.fetch(sql, account, after, model, key, limit + 1)
