"""Counting tokens: the vendor's own count where one counts for nothing, else an estimate that says so; never billed."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.client import Answer
from tests.gateway import Gateway, channel, gateway
from tests.scripted.process import Vendor, vendor

CLAUDE, FLASH, GPT = "claude-opus-5", "gemini-2.5-flash", "gpt-5.4"
TOOL = {
    "name": "weather",
    "description": "The weather of a city.",
    "input_schema": {"type": "object", "properties": {"city": {"type": "string"}}},
}


@pytest.fixture(scope="module")
def made() -> Iterator[Vendor]:
    """A scripted vendor of every format."""
    with vendor("text") as running:
        yield running


@pytest.fixture(scope="module")
def up(admin_dsn: str, made: Vendor) -> Iterator[Gateway]:
    """A gateway before three vendors, two of which count."""
    with (
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel(n, made.url) for n in ("openai", "anthropic", "gemini")]) as running,
    ):
        yield running


def messages(up: Gateway, model: str, words: str = "How warm is it?", **more: Any) -> Answer:
    """A count in Anthropic's words."""
    body = {"model": model, "messages": [{"role": "user", "content": words}]} | more
    return up.owner.post("/v1/messages/count_tokens", body, anthropic_version="2023-06-01")


def google(up: Gateway, model: str, words: str = "How warm is it?", version: str = "v1beta") -> Answer:
    """A count in Google's words."""
    return up.owner.post(f"/{version}/models/{model}:countTokens", {"contents": [{"parts": [{"text": words}]}]})


def test_a_vendor_that_counts_is_asked(up: Gateway, made: Vendor) -> None:
    """In either dialect, whichever vendor serves the model, at the vendor's own endpoint and with its own key."""
    answers = [
        messages(up, CLAUDE, tools=[TOOL]),
        messages(up, FLASH),
        google(up, FLASH),
        google(up, CLAUDE),
        google(up, FLASH, version="v1"),
    ]
    asked = [a["path"] for a in made.stats()["last"][-5:]]

    assert [a.status for a in answers] == [200] * 5
    assert all("x-philae-estimated" not in a.headers for a in answers)
    assert answers[0].json() == {"input_tokens": 2095}
    assert answers[1].json() == {"input_tokens": 10}
    assert answers[2].json()["totalTokens"] == 10
    assert answers[3].json()["totalTokens"] == 2095
    claude, flash = "/v1/messages/count_tokens", f"/v1beta/models/{FLASH}:countTokens"
    assert asked == [claude, flash, flash, claude, flash]
    assert made.stats()["last"][-5]["headers"]["x-api-key"] == "anthropic-secret"


def test_a_model_whose_vendor_does_not_count_is_estimated(up: Gateway) -> None:
    """About as many as OpenAI's own tokenizer finds, and marked."""
    words = "The quick brown fox jumps over the lazy dog, and nobody in the village was surprised. " * 20
    counted = messages(up, GPT, words)

    assert counted.headers["x-philae-estimated"] == "true"
    assert counted.json()["input_tokens"] == pytest.approx(361, rel=0.1)
    assert google(up, GPT, words).json()["totalTokens"] == counted.json()["input_tokens"]


def test_a_vendor_that_fails_is_not_the_clients_trouble(up: Gateway) -> None:
    """The count is estimated then; what is wrong with the request itself is told."""
    assert messages(up, CLAUDE, "vendor:500").headers["x-philae-estimated"] == "true"
    assert messages(up, CLAUDE, "vendor:429").headers["x-philae-estimated"] == "true"
    refused = messages(up, CLAUDE, "vendor:400")
    assert (refused.status, refused.json()["error"]["type"]) == (400, "invalid_request_error")


def test_refusals_are_in_the_dialects_words(up: Gateway) -> None:
    """An unknown model, a body that is none, a key that may not use it."""
    limited = up.account("counts-limited", "1", models=[GPT])

    assert messages(up, "claude-opus-5555").json()["error"]["type"] == "not_found_error"
    assert google(up, "gemini-9").json()["error"]["status"] == "NOT_FOUND"
    assert up.owner.post("/v1/messages/count_tokens", b"{").json()["error"]["type"] == "invalid_request_error"
    assert limited.post(f"/v1beta/models/{FLASH}:countTokens", {"contents": [{"parts": [{"text": "x"}]}]}).status == 403


def test_a_count_is_limited_but_costs_nothing(up: Gateway, made: Vendor) -> None:
    """An empty account may count; a sandbox key's counts reach no vendor; a key's requests a minute hold."""
    poor, play = up.account("counts-poor"), up.account("counts-play", "1", book="sandbox")
    slow = up.account("counts-slow", rpm=1)
    body = {"model": CLAUDE, "messages": [{"role": "user", "content": "hi"}]}
    before = made.stats()["asked"]

    assert play.post("/v1/messages/count_tokens", body).headers["x-philae-estimated"] == "true"
    assert made.stats()["asked"] == before
    assert poor.post("/v1/messages/count_tokens", body).status == 200
    assert [slow.post("/v1/messages/count_tokens", body).status for _ in range(2)] == [200, 429]
    assert up.rows("select count(*) as n from call")[0]["n"] == 0
    assert up.proof() == []
