"""Limits of keys as clients meet them, served by two workers that count together."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from tests import postgres
from tests.client import Answer, Client
from tests.gateway import channel, gateway
from tests.relay.stage import ANTHROPIC, OPENAI, Stage, ask, stage
from tests.scripted.process import vendor

WORKERS = 2


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn, workers=str(WORKERS)) as made:
        yield made


def crowd(client: Client, count: int, words: str = "hi", **more: Any) -> list[Answer]:
    """Many calls at once, each on a connection of its own, so that both workers get some."""
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(lambda _: ask(client, "chat", OPENAI, words, **more), range(count)))


def test_requests_a_minute_are_exact_among_workers(on: Stage) -> None:
    """A sixth of a minute's requests come through at once, not one more for each worker."""
    client = on.gateway.account("rpm", "500", rpm=120)
    found = Counter(a.status for a in crowd(client, 60))
    assert found[200] in range(20, 24)
    assert found[429] == 60 - found[200]


def test_calls_at_a_time_are_exact_among_workers(on: Stage) -> None:
    """Of many at once as many run as the key may have; when they are over the next may."""
    client = on.gateway.account("busy", "500", concurrency=5)
    found = Counter(a.status for a in crowd(client, 16, "hi vendor:wait=2"))
    assert found == {200: 5, 429: 11}
    assert ask(client, "chat", OPENAI, "hi").status == 200


def test_tokens_are_reserved_and_put_right(on: Stage) -> None:
    """What a call may make counts while it runs; what it made counts afterwards."""
    client = on.gateway.account("tpm", "500", tpm=6_000)
    first = ask(client, "chat", OPENAI, "hi vendor:read=100 vendor:wrote=200", max_tokens=2_000)
    assert (first.status, first.headers["x-ratelimit-limit-tokens"]) == (200, "6000")
    assert 5_690 <= int(first.headers["x-ratelimit-remaining-tokens"]) <= 5_720
    assert first.headers["x-ratelimit-reset-tokens"] in ("2s", "3s")
    found = Counter(a.status for a in crowd(client, 4, "hi vendor:wait=1 vendor:wrote=10", max_tokens=2_500))
    assert found == {200: 2, 429: 2}


def test_a_refusal_for_tokens_says_when(on: Stage) -> None:
    """A key that is out of tokens is told how long to wait, in its format's words."""
    client = on.gateway.account("spent", "500", tpm=600)
    assert ask(client, "messages", ANTHROPIC, "hi vendor:wrote=1200").status == 200
    refused = ask(client, "messages", ANTHROPIC, "hi")
    assert (refused.status, refused.json()["error"]["type"]) == (429, "rate_limit_error")
    assert 60 <= int(refused.headers["retry-after"]) <= 70
    assert refused.headers["anthropic-ratelimit-tokens-limit"] == "600"
    assert refused.headers["anthropic-ratelimit-tokens-remaining"] == "0"
    assert refused.headers["anthropic-ratelimit-tokens-reset"].endswith("Z")


def test_a_request_with_more_than_a_minutes_tokens(on: Stage) -> None:
    """No wait would help it, so none is asked for."""
    client = on.gateway.account("small", "500", tpm=100)
    refused = ask(client, "chat", OPENAI, "word " * 500)
    assert refused.status == 413
    assert "may use 100 a minute" in refused.json()["error"]["message"]
    assert "retry-after" not in refused.headers


@pytest.mark.long
def test_a_channels_limits_are_exact_among_workers(admin_dsn: str) -> None:
    """What an account at a vendor may have a minute is not one more for each worker; the next channel takes the rest."""
    with vendor("text", name="a") as a, vendor("text", name="b") as b, postgres.database(admin_dsn) as dsn:
        channels = [channel("openai", a.url, "a", rpm=120, weight=100_000), channel("openai", b.url, "b")]
        with gateway(dsn, channels, workers=str(WORKERS)) as running:
            found = Counter(answer.status for answer in crowd(running.owner, 60))
            shown = {c["name"]: c for c in running.owner.get("/v1/channels").json()["data"]}
        assert found == {200: 60}
        assert 20 <= a.stats()["asked"] <= 24
        assert a.stats()["asked"] + b.stats()["asked"] == 60
        assert (shown["a"]["state"], shown["a"]["rpm"]) == ("busy", 120)
