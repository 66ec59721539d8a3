"""Each format's clients before each vendor: words, tools, pictures, documents, schemas, thoughts; streamed and not."""

import base64
import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.client import Answer
from tests.relay.stage import (
    ANTHROPIC,
    AZURE,
    CLOUDS,
    COMPATIBLE,
    GEMINI,
    HELLO,
    MODELS,
    OPENAI,
    WIRES,
    Stage,
    Wire,
    ask,
    ending,
    path,
    stage,
)

SCHEMA = {
    "type": "object",
    "properties": {"city": {"type": "string"}, "days": {"type": "integer"}},
    "required": ["city", "days"],
    "additionalProperties": False,
}
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 24).decode()
PDF = base64.b64encode(b"%PDF-1.4\n").decode()
ALL = (*MODELS, *CLOUDS)
SEES = (OPENAI, ANTHROPIC, GEMINI, *CLOUDS)
"""Models that are shown pictures and documents."""
WHOLE_AND_STREAMED = pytest.mark.parametrize("stream", [False, True], ids=["whole", "streamed"])
Json = dict[str, Any]


@pytest.fixture(scope="module")
def on(admin_dsn: str) -> Iterator[Stage]:
    """The vendors, and the gateway before them."""
    with stage(admin_dsn) as made:
        yield made


def last(on: Stage, model: str) -> str:
    """The body of what the model's vendor was asked last."""
    asked = on.a if model == OPENAI else on.d if model in CLOUDS else on.c
    return str(asked.stats()["last"][-1]["body"])


@WHOLE_AND_STREAMED
@pytest.mark.parametrize("model", ALL)
@pytest.mark.parametrize("wire", WIRES)
def test_words(on: Stage, wire: Wire, model: str, *, stream: bool) -> None:
    """The vendor's words come in the client's own format, and their end."""
    said = ending(wire, ask(on.client, wire, model, "Say hello", stream=stream))

    assert (said.text, said.error, said.over) == (HELLO, None, True)


def tool(wire: Wire) -> Json:
    """What offers a tool in that format."""
    about = {"name": "forecast", "description": "The weather to come."}
    match wire:
        case "chat":
            return {"tools": [{"type": "function", "function": about | {"parameters": SCHEMA}}]}
        case "responses":
            return {"tools": [{"type": "function", **about, "parameters": SCHEMA}]}
        case "messages":
            return {"tools": [about | {"input_schema": SCHEMA}]}
    return {"tools": [{"functionDeclarations": [about | {"parametersJsonSchema": SCHEMA}]}]}


def called(wire: Wire, answer: Answer) -> tuple[str, Json]:
    """The tool that an answer calls, and with what."""
    whole = answer.json()
    match wire:
        case "chat":
            call = whole["choices"][0]["message"]["tool_calls"][0]["function"]
            return call["name"], json.loads(call["arguments"])
        case "responses":
            call = next(item for item in whole["output"] if item["type"] == "function_call")
            return call["name"], json.loads(call["arguments"])
        case "messages":
            call = next(block for block in whole["content"] if block["type"] == "tool_use")
            return call["name"], call["input"]
    call = next(p["functionCall"] for p in whole["candidates"][0]["content"]["parts"] if "functionCall" in p)
    return call["name"], call["args"]


@pytest.mark.parametrize("model", ALL)
@pytest.mark.parametrize("wire", WIRES)
def test_tools(on: Stage, wire: Wire, model: str) -> None:
    """The call that the vendor's model makes, with whole arguments."""
    answer = ask(on.client, wire, model, "vendor:tools How will it be?", **tool(wire))

    assert called(wire, answer) == ("forecast", {"city": "Paris", "days": 3})


def shown(wire: Wire, model: str, mime: str, data: str) -> Json:
    """A question about a file, in that format."""
    url, words = f"data:{mime};base64,{data}", "What is this?"
    picture = mime.startswith("image/")
    match wire:
        case "chat":
            file = {"type": "file", "file": {"filename": "a.pdf", "file_data": url}}
            part = {"type": "image_url", "image_url": {"url": url}} if picture else file
            return {"model": model, "messages": [{"role": "user", "content": [{"type": "text", "text": words}, part]}]}
        case "responses":
            file = {"type": "input_file", "filename": "a.pdf", "file_data": url}
            part = {"type": "input_image", "image_url": url} if picture else file
            return {
                "model": model,
                "input": [{"role": "user", "content": [{"type": "input_text", "text": words}, part]}],
            }
        case "messages":
            source = {"type": "base64", "media_type": mime, "data": data}
            part = {"type": "image" if picture else "document", "source": source}
            said = [{"role": "user", "content": [part, {"type": "text", "text": words}]}]
            return {"model": model, "max_tokens": 64, "messages": said}
    parts = [{"text": words}, {"inlineData": {"mimeType": mime, "data": data}}]
    return {"contents": [{"role": "user", "parts": parts}]}


@pytest.mark.parametrize("model", SEES)
@pytest.mark.parametrize("wire", WIRES)
def test_pictures(on: Stage, wire: Wire, model: str) -> None:
    """The model is shown the very picture."""
    answer = on.client.post(path(wire, model, stream=False), shown(wire, model, "image/png", PNG))

    assert answer.status == 200, answer.body
    assert PNG in last(on, model)


@pytest.mark.parametrize("model", SEES)
@pytest.mark.parametrize("wire", WIRES)
def test_documents(on: Stage, wire: Wire, model: str) -> None:
    """The model is given the very document."""
    answer = on.client.post(path(wire, model, stream=False), shown(wire, model, "application/pdf", PDF))

    assert answer.status == 200, answer.body
    assert PDF in last(on, model)


def formed(wire: Wire) -> Json:
    """The wish for an answer that fits the schema."""
    match wire:
        case "chat":
            return {"response_format": {"type": "json_schema", "json_schema": {"name": "trip", "schema": SCHEMA}}}
        case "responses":
            return {"text": {"format": {"type": "json_schema", "name": "trip", "schema": SCHEMA}}}
        case "messages":
            return {"output_config": {"format": {"type": "json_schema", "schema": SCHEMA}}}
    return {"generationConfig": {"responseMimeType": "application/json", "responseJsonSchema": SCHEMA}}


@WHOLE_AND_STREAMED
@pytest.mark.parametrize("model", SEES)
@pytest.mark.parametrize("wire", WIRES)
def test_schemas(on: Stage, wire: Wire, model: str, *, stream: bool) -> None:
    """The answer is JSON that fits."""
    said = ending(wire, ask(on.client, wire, model, "Where to?", stream=stream, **formed(wire)))

    assert json.loads(said.text) == {"city": "Paris", "days": 3}


@pytest.mark.parametrize("model", ALL)
@pytest.mark.parametrize("wire", WIRES)
def test_what_is_left_out_is_told(on: Stage, wire: Wire, model: str) -> None:
    """`x-philae-dropped` where the target has no word for it; where it is the client's own format nothing is dropped."""
    wishes: dict[str, Json] = {
        "chat": {"logit_bias": {"50256": -100}, "seed": 7},
        "responses": {"metadata": {"a": "b"}},
        "messages": {"top_k": 5},
        "gemini": {"safetySettings": []},
    }
    wished = wishes[wire]
    answer = ask(on.client, wire, model, "Say hello", **wished)
    own = {
        "chat": (OPENAI, COMPATIBLE, AZURE),
        "responses": (OPENAI, AZURE),
        "messages": (ANTHROPIC,),
        "gemini": (GEMINI,),
    }[wire]

    assert answer.status == 200, answer.body
    assert model not in own or "x-philae-dropped" not in answer.headers
    assert (
        wire != "gemini" or answer.headers.get("x-philae-dropped", "gemini.safetySettings") == "gemini.safetySettings"
    )
    if (wire, model) == ("chat", ANTHROPIC):
        assert answer.headers["x-philae-dropped"] == "sampling.seed, sampling.logit_bias"
