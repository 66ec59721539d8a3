"""The spool under SIGKILL: every call whose answer left is in PostgreSQL once, and the money is exact."""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID

import pytest

from philae.core.money import NANO
from philae.gate.policy import Policy
from philae.ledger import accounts
from philae.store.db import Database
from tests.postgres import run
from tests.spool.counter import Counter, client, figures, house

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
KILLS = 8
MONEY = NANO // 12


@contextmanager
def tellers(command: list[str]) -> Iterator[None]:
    """Two processes at work; one of them is killed again and again, at random, and another started in its place."""
    begun: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        environment = {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        begun.append(
            subprocess.Popen([sys.executable, "-m", "tests.spool.teller", *command], cwd=ROOT, env=environment)
        )
        return begun[-1]

    alive = [begin(), begin()]
    try:
        for _ in range(KILLS):
            time.sleep(random.uniform(1.0, 2.0))
            victim = alive.pop(random.randrange(2))
            assert victim.poll() is None, "it died by itself"
            victim.kill()
            alive.append(begin())
        time.sleep(1.5)
        yield
    finally:
        for process in begun:
            process.kill()
            process.wait()


@pytest.mark.crash
def test_no_finished_call_is_lost_or_charged_twice(migrated: str, tmp_path: Path) -> None:
    """Two processes, eight kills, thousands of calls, one account that runs empty."""
    spool, acks = tmp_path / "spool", tmp_path / "acks"

    async def open_account() -> Policy:
        database = Database(migrated, size=2)
        await database.open()
        policy = await client(database, MONEY)
        await database.close()
        return policy

    policy = run(open_account())
    with tellers([migrated, str(spool), str(acks), str(policy.account), str(policy.id)]):
        pass
    told = dict(line.split() for line in acks.read_text().splitlines() if len(line.split()) == 2)
    asyncio.run(prove(migrated, spool, policy, {UUID(call): int(amount) for call, amount in told.items()}))


async def prove(dsn: str, spool: Path, policy: Policy, told: dict[UUID, int]) -> None:
    """Replay what the last ones left; then every answered call is a row, and every cent is where it belongs."""
    database = Database(dsn, size=2)
    await database.open()
    counter = Counter(database, spool)
    replayed = await counter.flusher.adopt()
    await counter.close()
    rows = {r["id"]: r["amount"] for r in await database.fetch("select id, amount from call")}
    print(f"{len(told)} calls answered, {len(rows)} recorded, {replayed} replayed at the end")

    assert len(told) > 1000
    assert {call: rows.get(call) for call in told} == told
    assert len(rows.keys() - told.keys()) <= (KILLS + 2)  # written, and killed before it was told
    spent = sum(rows.values())
    assert await figures(database, policy) == (MONEY - spent, 0, 0, spent)
    assert await house(database, "house:sales") == spent
    assert await house(database, "house:overrun") == 0
    assert await database.fetch("select 1 from lease where closed_at is null") == []
    assert await accounts.proof(database) == []
    assert os.listdir(spool) == []  # noqa: PTH208  what is left is the question
    await database.close()
