"""What operators and clients are told beside the answer: channels' health, figures, and what a key has left."""

import re
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest

from tests import postgres
from tests.client import Client
from tests.edge.test_metrics import figure, settled
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

GPT, CLAUDE, FLASH = "gpt-5.4", "claude-opus-5", "gemini-2.5-flash"


@pytest.fixture(scope="module")
def made() -> Iterator[Vendor]:
    """A scripted vendor of every format."""
    with vendor("text") as running:
        yield running


@pytest.fixture(scope="module")
def up(admin_dsn: str, made: Vendor) -> Iterator[Gateway]:
    """A gateway before four accounts, one of them with a password in its address and room for one call."""
    channels = [channel(n, made.url) for n in ("openai", "anthropic", "gemini")]
    hidden = made.url.replace("http://", "http://user:secret@") + "/?key=hidden"
    channels.append(channel("groq", hidden, "spare", concurrency=1, models=["openai/gpt-oss-20b"]))
    with postgres.database(admin_dsn) as dsn, gateway(dsn, channels) as running:
        yield running


def chat(client: Client, model: str = GPT, words: str = "hi") -> Any:
    """One call."""
    return client.post("/v1/chat/completions", {"model": model, "messages": [{"role": "user", "content": words}]})


def seen(up: Gateway) -> dict[str, Any]:
    """The channels by name."""
    return {c["name"]: c for c in up.owner.get("/v1/channels").json()["data"]}


def test_the_owner_sees_every_channel_without_its_secret(up: Gateway) -> None:
    """Provider, address, limits; nobody else sees any."""
    found, text = seen(up), up.owner.get("/v1/channels").body.decode()

    assert found.keys() == {"openai", "anthropic", "gemini", "spare"}
    assert found["spare"]["provider"] == "groq"
    assert found["spare"]["concurrency"] == 1
    assert found["spare"]["models"] == ["openai/gpt-oss-20b"]
    assert "jobs" in found["openai"]  # it draws pictures too
    assert "secret" not in text
    assert "hidden" not in text
    assert up.account("channels-other").get("/v1/channels").status == 403
    assert Client(up.url).get("/v1/channels").status == 401


def test_a_channel_that_fails_rests_and_says_so(up: Gateway) -> None:
    """Its faults are counted, and for how long it rests; the others are ready."""
    assert chat(up.owner, CLAUDE).status == 200
    chat(up.owner, CLAUDE, "vendor:529=7")
    found = seen(up)

    assert found["anthropic"]["state"] == "resting"
    assert 0 < found["anthropic"]["calls"]["rests_for"] <= 7
    assert found["anthropic"]["calls"]["faults"] == 1
    assert found["anthropic"]["calls"]["first_byte"] > 0
    assert found["openai"]["state"] == "ready"
    settled(up, 1, "philae_channel_resting", channel="anthropic")


def test_calls_tokens_and_money_are_counted(up: Gateway) -> None:
    """By format, provider, status, meter; and refusals by their code."""
    paid = up.account("figures", "5")
    for _ in range(3):
        assert chat(paid).status == 200
    chat(paid, "no-such-model")
    paid.post("/v1/embeddings", {"model": "text-embedding-3-small", "input": "x"})

    labels = {"provider": "openai", "model": GPT}
    assert settled(up, 3, "philae_calls_total", wire="chat", provider="openai", status="200") == 3
    assert settled(up, 57, "philae_tokens_total", **labels, meter="input_token") == 57
    assert figure(up, "philae_tokens_total", **labels, meter="output_token") == 30
    assert figure(up, "philae_call_usd_total", **labels, book="live") == pytest.approx(3 * (19 * 2.5 + 10 * 15) / 1e6)
    assert figure(up, "philae_call_first_byte_seconds_count", provider="openai") >= 4
    assert figure(up, "philae_call_refusals_total", wire="chat", code="model_not_found") == 1
    assert figure(up, "philae_calls_total", wire="embeddings", provider="openai", status="200") == 1


def test_a_key_with_a_limit_is_told_what_is_left(up: Gateway) -> None:
    """In OpenAI's and Anthropic's headers; Google has none; and no key without a limit."""
    limited = up.account("allowance", "5", rpm=60)
    openai = chat(limited)
    body = {"model": GPT, "max_tokens": 9, "messages": [{"role": "user", "content": "hi"}]}
    anthropic = limited.post("/v1/messages", body)
    google = limited.post(f"/v1beta/models/{FLASH}:generateContent", {"contents": [{"parts": [{"text": "hi"}]}]})

    assert openai.headers["x-ratelimit-limit-requests"] == "60"
    assert openai.headers["x-ratelimit-remaining-requests"] == "9"
    assert re.fullmatch(r"\d+(ms|s)", openai.headers["x-ratelimit-reset-requests"])
    assert anthropic.headers["anthropic-ratelimit-requests-limit"] == "60"
    assert anthropic.headers["anthropic-ratelimit-requests-remaining"] == "8"
    reset = datetime.fromisoformat(anthropic.headers["anthropic-ratelimit-requests-reset"])
    assert abs(reset.timestamp() - time.time()) < 15
    assert not [name for name in google.headers if "ratelimit" in name]
    assert not [name for name in chat(up.owner).headers if "ratelimit" in name]


def test_who_is_over_it_is_told_when_to_come_back(up: Gateway) -> None:
    """429 with whole seconds in `Retry-After`, streamed or not, and nothing left."""
    limited = up.account("over", "5", rpm=6)
    answers = [chat(limited) for _ in range(3)]
    over = answers[-1]

    assert [a.status for a in answers] == [200, 429, 429]
    assert 1 <= int(over.headers["retry-after"]) <= 10
    assert over.headers["x-ratelimit-remaining-requests"] == "0"
    assert over.json()["error"]["code"] == "rate_limit_exceeded"
