"""A studio whose text models are run by a scripted engine, and one with the real engine where that was added."""

import importlib.util
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from philae.core.pack import PACKS
from tests.studio.desk import Desk, running

SCRIPTED = Path(__file__).parents[2] / "scripted" / "llama"
Json = dict[str, Any]
WEATHER: Json = {
    "type": "function",
    "function": {
        "name": "get_weather",
        "description": "The weather in a city.",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}
MAIL: Json = {"type": "function", "function": {"name": "send_mail", "parameters": {"type": "object"}}}

real = pytest.mark.skipif(
    importlib.util.find_spec("xllamacpp") is None or not all(pack.here for pack in PACKS.values()),
    reason="the twin's text models are not here: philae studio add chat, philae studio add embed",
)


@contextmanager
def scripted(folder: Path) -> Iterator[Desk]:
    """A studio with models that are files with nothing in them."""
    for name in ("talk", "maps"):
        (folder / f"{name}.gguf").write_bytes(b"")
    own = (f"--chat={folder / 'talk.gguf'}", f"--embed={folder / 'maps.gguf'}")
    with running(folder, "--no-warm", *own, first=SCRIPTED) as desk:
        yield desk


def chat(desk: Desk, words: str, **more: Any) -> Any:
    """A whole answer's one choice."""
    return completion(desk, words, **more)["choices"][0]


def completion(desk: Desk, words: str, **more: Any) -> Json:
    """A whole answer."""
    body = {"messages": [{"role": "user", "content": words}]} | more
    return dict(desk.client.post("/v1/chat/completions", json=body).raise_for_status().json())


def streamed(desk: Desk, words: str, **more: Any) -> list[Json]:
    """The chunks of a stream, which must end as it should."""
    body = {"messages": [{"role": "user", "content": words}], "stream": True} | more
    text = desk.client.post("/v1/chat/completions", json=body).raise_for_status().text
    blocks = [block.removeprefix("data: ") for block in text.split("\n\n") if block]
    assert blocks[-1] == "[DONE]"
    return [json.loads(block) for block in blocks[:-1]]
