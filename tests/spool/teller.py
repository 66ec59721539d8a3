"""A relay process for the kill test: clients buy as fast as they can, and each finished call is told to a file.

`python -m tests.spool.teller DSN SPOOL ACKS ACCOUNT KEY`; it ends when it is killed.
"""

import asyncio
import os
import random
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

import uvloop

from philae.core.errors import GatewayError
from philae.gate.policy import Policy
from philae.store.db import Database
from tests.spool.counter import Counter

CLIENTS = 16
BOUND = 10_000


async def main(dsn: str, root: Path, acks: int, policy: Policy) -> None:
    """Open, adopt what the dead left, and sell."""
    database = Database(dsn, size=4)
    await database.open()
    counter = Counter(database, root, size=100_000)
    await counter.flusher.adopt()
    chores = (
        again(0.2, counter.flusher.flush),
        again(0.1, counter.spool.sync),
        again(0.5, counter.flusher.adopt),
        again(0.3, counter.purse.tend),
    )
    await asyncio.gather(*chores, *(client(counter, policy, acks) for _ in range(CLIENTS)))


async def again(seconds: float, deed: Callable[[], Awaitable[object]]) -> None:
    """A chore."""
    while True:
        await asyncio.sleep(seconds)
        await deed()


async def client(counter: Counter, policy: Policy, acks: int) -> None:
    """One call after the other; the answer's last byte leaves when its record is written."""
    dice = random.Random()
    while True:
        try:
            counter.spool.ready()
            made = counter.purse.reserve(policy, BOUND) or await counter.purse.fetch(policy, BOUND)
        except GatewayError:
            await asyncio.sleep(0.05)
            continue
        await asyncio.sleep(dice.uniform(0, 0.01))
        record = counter.end(policy, made, dice.randint(1, BOUND))
        os.write(acks, f"{record.id} {record.amount}\n".encode())


if __name__ == "__main__":
    DSN, SPOOL, ACKS, ACCOUNT, KEY = sys.argv[1:]
    HANDLE = os.open(ACKS, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    uvloop.run(main(DSN, Path(SPOOL), HANDLE, Policy(UUID(KEY), UUID(ACCOUNT), "live", "k")))
