"""What is logged of calls: lines of JSON, whatever goes wrong, and nothing in them that is secret."""

import json
from collections.abc import Iterator

import pytest

from tests.client import Client
from tests.relay.stage import MODELS, OPENAI, WIRES, Stage, ask, body, stage

PROMPT = "an uncommon word: zanzibar"


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """A gateway that tells everything."""
    with stage(admin_dsn, log_level="debug") as made:
        yield made


def test_nothing_secret_is_logged(on: Stage) -> None:
    """Neither clients' keys, in whatever place, nor vendors' secrets, nor what was said, nor what a vendor let slip."""
    client, stranger = on.gateway.account("alice", "500"), "sk-not-a-key-of-anybody"
    for fault in ("", "400", "401", "500", "garbage", "html", "reset", "drop", "truncated"):
        for wire in WIRES:
            ask(client, wire, OPENAI, f"{PROMPT} vendor:{fault}", stream=True)
    for model in MODELS:
        ask(client, "chat", model, f"{PROMPT} vendor:500")
    Client(on.gateway.url, stranger).post("/v1/chat/completions", body("chat", OPENAI, PROMPT))
    client.post(f"/v1beta/models/x:generateContent?key={client.key}", {"contents": PROMPT})
    client.post("/v1/chat/completions", f'{{"model": "{PROMPT}'.encode())
    text = on.gateway.log()
    for secret in (
        client.key,
        stranger,
        "zanzibar",
        "openai-secret",
        "anthropic-secret",
        "gemini-secret",
        "sk-secret",
    ):
        assert secret not in text
    for line in text.splitlines():
        if line.startswith("{"):
            json.loads(line)
