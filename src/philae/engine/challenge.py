"""Receivers that first have to prove that they want to be told: a word is sent to them, and must come back."""

import secrets
from typing import Any

import asyncpg
import msgspec

from philae.net.client import Client
from philae.store.db import Database

SECONDS = 3.0
"""So soon the word must be back (reference video-midjourney, 10.4)."""
OTHERS = (
    "select coalesce(bool_or(state = 'sent' and tries <> '[]'), false) as told, coalesce(bool_or(state = 'dead'), false) as refused "
    "from delivery where task = $1 and id <> $2"
)


async def unproved(
    database: Database, client: Client, delivery: asyncpg.Record, url: str, field: str
) -> dict[str, Any] | None:
    """Why the receiver is told nothing of that task, None if it may be told. Raises `UpstreamError` if it is not there.

    It is asked once: whoever was told of the task has proved itself, who did not give the word back is left alone.
    """
    others = await database.row(OTHERS, delivery["task"], delivery["id"])
    if others and others["told"]:
        return None
    if not (others and others["refused"]) and await _echoes(client, url, field):
        return None
    return {"error": "the receiver did not give the challenge back"}


async def _echoes(client: Client, url: str, field: str) -> bool:
    word = secrets.token_urlsafe(24)
    headers = {"content-type": "application/json", "user-agent": "philae-webhooks"}
    reply = await client.post(url, msgspec.json.encode({field: word}), headers, timeout=SECONDS)
    try:
        said = msgspec.json.decode(reply.body)
    except msgspec.MsgspecError:
        return False
    return isinstance(said, dict) and said.get(field) == word
