"""Calls are admitted from memory: while the database stands still they go on, within their limits and their money."""

import os
import signal
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.engine.test_outages import children, postmaster
from tests.gateway import Gateway, channel, gateway
from tests.relay.stage import OPENAI, ask
from tests.scripted.process import vendor

PRICE = 19 * 2_500 + 10 * 15_000
"""Nano-USD of a call."""


@contextmanager
def still(up: Gateway) -> Iterator[None]:
    """The embedded PostgreSQL stands still meanwhile."""
    server = postmaster(up)
    family = [server, *children(server)]
    for pid in family:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(family):
            os.kill(pid, signal.SIGCONT)


@pytest.mark.long
def test_no_database_is_on_a_calls_way() -> None:
    """Known keys are served, limited and charged; every record is there once the database is back, and the balance exact."""
    with vendor("text") as made, gateway("", [channel("openai", made.url)]) as up:
        client, limited = up.account("alice", "20"), up.account("bob", "20", rpm=60)
        with ThreadPoolExecutor(8) as pool:  # so much is taken ahead
            warm = list(pool.map(lambda _: ask(client, "chat", OPENAI, "hi", max_tokens=50), range(40)))
            warm += list(pool.map(lambda _: ask(limited, "chat", OPENAI, "hi", max_tokens=50), range(8)))
        assert {a.status for a in warm} == {200}
        time.sleep(0.5)
        with still(up):
            begun = time.monotonic()
            calls = [ask(client, "chat", OPENAI, "hi", max_tokens=50, stream=bool(n % 2)).status for n in range(30)]
            took = time.monotonic() - begun
            found = Counter(ask(limited, "chat", OPENAI, "hi", max_tokens=50).status for _ in range(12))
        assert set(calls) == {200}
        assert took < 5
        assert found.keys() <= {200, 429}
        assert found[429] >= 2
        good = 40 + 30
        until = time.monotonic() + 20
        sql = "select count(*) as n from call c join account a on a.id = c.account where a.name = 'alice'"
        while up.rows(sql)[0]["n"] < good:
            assert time.monotonic() < until
            time.sleep(0.1)
        assert up.stop() == 0
        up.start()
        left = up.rows(
            "select available + held as left from balance b join account a on a.id = b.account where a.name = 'alice' and book = 'live'"
        )
        assert left[0]["left"] == 20 * 10**9 - good * PRICE
        assert up.proof() == []
