"""Bedrock's Converse, whole and as an event stream: what the service refuses is refused."""

import itertools
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import msgspec

from tests.scripted.cloud.eventstream import message
from tests.scripted.text.samples import sample
from tests.scripted.text.script import Request, Script, Tool, Used

SAMPLE = sample("converse")
STREAM = "converse-stream"
STOPS = {
    "stop": "end_turn", "length": "max_tokens", "tools": "tool_use", "refusal": "end_turn", "filter": "content_filtered",
}  # fmt: skip
FIELDS = {"messages", "system", "inferenceConfig", "toolConfig", "outputConfig", "additionalModelRequestFields"}
Json = dict[str, Any]


class Refused(Exception):
    """What a ValidationException says."""


def read(body: Json, path: str) -> Request:
    """What is asked. Raises `Refused`."""
    model, _, verb = path.removeprefix("/model/").partition("/")
    _check(body)
    config = body.get("toolConfig") or {}
    if config and verb == STREAM and ".meta." in f".{unquote(model)}":
        raise Refused("This model doesn't support tool use in streaming mode.")
    forced = config.get("toolChoice", {}).get("tool", {}).get("name")
    specs = [tool["toolSpec"] for tool in config.get("tools", ()) if forced in (None, tool["toolSpec"]["name"])]
    tools = tuple(Tool(spec["name"], spec["inputSchema"]["json"]) for spec in specs)
    form = body.get("outputConfig", {}).get("textFormat", {}).get("structure", {}).get("jsonSchema", {}).get("schema")
    answered = any("toolResult" in block for block in body["messages"][-1]["content"])
    return Request(unquote(model), verb == STREAM, tools, msgspec.json.decode(form) if form else None, answered)


def forced(body: Json) -> bool:
    """Whether the model has to call a tool."""
    return "tool" in (body.get("toolConfig") or {}).get("toolChoice", {})


def _check(body: Json) -> None:
    """What the service would not take: unknown fields, speakers who do not alternate, tools that are not offered."""
    roles = [turn["role"] for turn in body["messages"]]
    blocks = [block for turn in body["messages"] for block in turn["content"]]
    if body.keys() - FIELDS:
        raise Refused(f"extraneous key [{min(body.keys() - FIELDS)}] is not permitted")
    if roles[0] != "user" or any(a == b for a, b in itertools.pairwise(roles)):
        raise Refused("A conversation must alternate between user and assistant roles.")
    if any("toolUse" in block or "toolResult" in block for block in blocks) and "toolConfig" not in body:
        raise Refused("The toolConfig field must be defined when using toolUse and toolResult content blocks.")
    if any(not block["text"].strip() for block in blocks if "text" in block):
        raise Refused("The text field in the ContentBlock object is blank.")


def _blocks(script: Script) -> Iterator[Json]:
    if script.thoughts:
        yield {"reasoningContent": {"reasoningText": {"text": script.thought, "signature": "c2lnbmVk"}}}
    if script.words:
        yield {"text": script.text}
    for call in script.calls:
        given = msgspec.json.decode(call.arguments)
        yield {"toolUse": {"toolUseId": f"tooluse_{call.id}", "name": call.name, "input": given}}


def _usage(used: Used) -> Json:
    told = {"inputTokens": used.read - used.cached, "outputTokens": used.wrote, "totalTokens": used.read + used.wrote}
    return told | ({"cacheReadInputTokens": used.cached} if used.cached else {})


def whole(script: Script) -> Json:
    """An answer in one."""
    said = {"message": {"role": "assistant", "content": list(_blocks(script))}}
    told: Json = SAMPLE["whole"] | {"output": said, "stopReason": STOPS[script.stop]}
    return told | {"usage": _usage(script.used or Used(0, 0, 0, 0))}


def frames(script: Script) -> list[bytes]:
    """The same answer as a stream of events."""
    told: list[tuple[str, Json]] = [("messageStart", {"role": "assistant"})]
    pieces: list[tuple[Json | None, list[Json]]] = []
    if script.thoughts:
        deltas: list[Json] = [{"reasoningContent": {"text": piece}} for piece in script.thoughts]
        pieces.append((None, [*deltas, {"reasoningContent": {"signature": "c2lnbmVk"}}]))
    if script.words:
        pieces.append((None, [{"text": piece} for piece in script.words]))
    for call in script.calls:
        begun = {"toolUse": {"toolUseId": f"tooluse_{call.id}", "name": call.name}}
        pieces.append((begun, [{"toolUse": {"input": piece}} for piece in call.pieces]))
    for index, (begun_with, deltas) in enumerate(pieces):
        at = {"contentBlockIndex": index}
        told += [("contentBlockStart", {"start": begun_with} | at)] if begun_with else []
        told += [("contentBlockDelta", {"delta": delta} | at) for delta in deltas]
        told.append(("contentBlockStop", at))
    told.append(("messageStop", {"stopReason": STOPS[script.stop]}))
    if script.used:
        told.append(("metadata", {"usage": _usage(script.used), "metrics": SAMPLE["whole"]["metrics"]}))
    return [message("event", name, msgspec.json.encode(body | {"p": SAMPLE["padding"]})) for name, body in told]
