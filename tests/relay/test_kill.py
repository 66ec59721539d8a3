"""The relay under SIGKILL, over HTTP: what a client saw the end of is in PostgreSQL once, and the money is exact."""

import json
import os
import random
import signal
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from uuid import UUID

import pytest

from philae.core.money import NANO
from tests import postgres
from tests.client import Client
from tests.gateway import Gateway, channel, gateway
from tests.relay.stage import OPENAI, ask, body
from tests.scripted.process import vendor

pytestmark = [pytest.mark.long, pytest.mark.crash]
KILLS = 10
"""Of a worker; beyond them the supervisor, which takes all workers with it, is killed twice."""
CLIENTS = 12
MONEY = 20


def call(client: Client, number: int) -> UUID | None:
    """One call; its id if its whole end was seen."""
    stream = number % 2 == 0
    words = f"{number} vendor:pause=0.01" if stream else str(number)
    try:
        with client.open("POST", "/v1/chat/completions", body("chat", OPENAI, words, stream=stream)) as answer:
            data, name = answer.read(), answer.headers["x-philae-request-id"] or ""
    except (OSError, HTTPException):
        return None
    over = b"[DONE]" in data if stream else "choices" in json.loads(data)
    return UUID(name.removeprefix("req_")) if answer.status == 200 and over else None


def load(client: Client, first: int, seen: list[UUID], over: threading.Event) -> None:
    """Ask again and again."""
    number = first
    while not over.is_set():
        if identity := call(client, number):
            seen.append(identity)
        else:
            time.sleep(0.02)
        number += 1


def kill(up: Gateway, rng: random.Random) -> None:
    """End one of the workers."""
    if workers := up.workers():
        os.kill(rng.choice(workers), signal.SIGKILL)


def busy(seen: list[UUID], more: int) -> None:
    """Wait until so many more calls have ended, whatever the machine takes to start a process."""
    until, before = time.monotonic() + 60, len(seen)
    while len(seen) < before + more:
        assert time.monotonic() < until
        time.sleep(0.01)


def settled(up: Gateway, seconds: float = 60) -> None:
    """Wait until what dead processes left is written and their leases are closed, which those alive see to."""
    mine = "select count(*) as n from lease l where closed_at is null and not exists (select 1 from worker w where w.id = l.process)"
    until = time.monotonic() + seconds
    while len(list((up.folder / "data" / "spool").iterdir())) > 2 or up.rows(mine)[0]["n"]:
        assert time.monotonic() < until, up.log()[-2000:]
        time.sleep(0.2)


def standing(up: Gateway, name: str) -> tuple[int, int]:
    """What an account has left, and what is held of it, in nano-USD."""
    sql = "select available, held from balance b join account a on a.id = b.account where a.name = $1 and book = 'live'"
    row = up.rows(sql, name)[0]
    return int(row["available"]), int(row["held"])


def test_every_call_that_ended_for_its_client_is_there_once(admin_dsn: str) -> None:
    """Two workers under load, killed at random, the supervisor too: nothing told is lost, nothing is charged twice."""
    rng, over, seen = random.Random(3), threading.Event(), list[UUID]()
    with (
        vendor("text") as text,
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("openai", text.url)], workers="2", lease="4") as up,
    ):
        client, port = up.account("customer", str(MONEY)), int(up.url.rpartition(":")[2])
        threads = [threading.Thread(target=load, args=(client, n * 10**6, seen, over)) for n in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for turn in range(KILLS + 2):
            busy(seen, rng.randrange(40, 120))
            if turn % 6 == 5:
                up.kill()
                up.start(port=port)
            else:
                kill(up, rng)
        busy(seen, 40)
        over.set()
        for thread in threads:
            thread.join()
        settled(up)
        up.stop()
        calls = {r["id"]: r["amount"] for r in up.rows("select id, amount from call")}
        print(
            f"{len(seen)} calls ended for their clients, {len(calls)} recorded; {KILLS} workers and 2 supervisors killed"
        )

        assert len(seen) > 500
        assert len(seen) == len(set(seen))
        assert set(seen) <= set(calls)
        assert all(calls[identity] > 0 for identity in seen)
        assert up.rows("select count(*) as n from call")[0]["n"] == len(calls)
        assert standing(up, "customer") == (MONEY * NANO - sum(calls.values()), 0)
        assert up.rows("select count(*) as n from lease where closed_at is null")[0]["n"] == 0
        assert up.proof() == []


def test_a_nearly_empty_account_is_never_overspent(admin_dsn: str) -> None:
    """64 clients at once, over two workers, with money for a few calls: who is served is paid for, the rest hears 402."""
    money = NANO // 500
    with (
        vendor("text") as text,
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("openai", text.url)], workers="2") as up,
    ):
        client = up.account("poor", "0.002")
        with ThreadPoolExecutor(64) as pool:
            answers = list(pool.map(lambda n: ask(client, "chat", OPENAI, f"hi {n}", max_tokens=20), range(256)))
        up.stop()
        amounts = [r["amount"] for r in up.rows("select amount from call where status = 200")]
        overrun = up.rows("select coalesce(sum(amount), 0)::bigint as n from entry where account = 'house:overrun'")
        served = Counter(answer.status for answer in answers)
        print(f"answers {dict(served)}, spent {sum(amounts)} of {money} nano-USD")

        assert set(served) == {200, 402}
        assert served[200] == len(amounts) >= 4
        assert standing(up, "poor") == (money - sum(amounts), 0)
        assert overrun[0]["n"] == 0
        assert up.proof() == []
