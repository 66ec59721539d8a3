"""A request in Converse's words."""

from typing import Any

import msgspec

from philae.core.chat import ChatRequest, Format, Tool
from philae.core.effort import nearest
from philae.core.errors import InvalidRequest
from philae.core.unsaid import foreign, unsaid
from philae.vendors.bedrock.converse.abilities import Abilities, abilities
from philae.vendors.bedrock.converse.turns import Turns
from philae.vendors.bedrock.converse.wire import ANSWER

Body = dict[str, Any]

LACKS = (
    "sampling.seed", "sampling.presence_penalty", "sampling.frequency_penalty", "sampling.logit_bias", "sampling.logprobs",
    "user", "cache_key", "verbosity", "metadata",
)  # fmt: skip
"""What a client may set and Converse has no word for."""


def body(request: ChatRequest, model: str, dropped: set[str]) -> Body:
    """The whole body. Raises `InvalidRequest`; `dropped` is given the names of what Converse has no word for."""
    if request.n != 1:
        raise InvalidRequest("the vendor gives one answer at a time", param="n")
    able = abilities(model, request.model)
    form = _form(request, able, dropped)
    tools = form or _tools(request, able, dropped)
    talk = Turns(able, dropped, tooled="toolConfig" in tools)
    for message in request.messages:
        talk.add(message)
    talk.finish()
    dropped |= {*unsaid(request, LACKS), *foreign(request.extra)}
    if request.service_tier not in {"", "auto", "default"}:  # other tiers have other prices than the catalogue's
        dropped.add("service_tier")
    fields: Body = {
        "system": talk.system,
        "inferenceConfig": _inference(request, dropped),
        "additionalModelRequestFields": _additional(request, able, dropped),
    }
    return {"messages": talk.said} | {name: value for name, value in fields.items() if value} | tools


def streamable(whole: Body, model: str, alias: str) -> bool:
    """Whether the answer to it can be streamed."""
    return "toolConfig" not in whole or abilities(model, alias).streams


def _inference(request: ChatRequest, dropped: set[str]) -> Body:
    """What all models take. Converse's temperature ends at 1."""
    wish = request.sampling
    hot = wish.temperature is not None and wish.temperature > 1
    if hot:
        dropped.add("sampling.temperature")
    said = {
        "maxTokens": request.cap,
        "temperature": None if hot else wish.temperature,
        "topP": wish.top_p,
        "stopSequences": [text for text in request.stop if text] or None,
    }
    return {name: value for name, value in said.items() if value is not None}


def _additional(request: ChatRequest, able: Abilities, dropped: set[str]) -> Body:
    """What only some models take, each family in words of its own."""
    said: Body = {}
    if request.sampling.top_k is not None:
        if able.top_k:
            said["inferenceConfig"] = {"topK": request.sampling.top_k}
        else:
            dropped.add("sampling.top_k")
    if request.reasoning is None:
        return said
    if able.thinks is None:
        dropped.add("reasoning")
        return said
    effort = nearest(request.reasoning, request.cap, able.efforts, dropped)
    return said | (_thinking(able, effort) if effort else {})


def _thinking(able: Abilities, effort: str) -> Body:
    if able.thinks == "nova":
        return {"reasoningConfig": {"type": "enabled", "maxReasoningEffort": effort}}
    return {"reasoning": {"effort": effort}} if able.thinks == "object" else {"reasoning_effort": effort}


def _form(request: ChatRequest, able: Abilities, dropped: set[str]) -> Body:
    """The answer's form: told to models that know schemas; others are made to call a tool that has it for its input."""
    wish = request.format
    if wish is None or wish.kind == "text":
        return {}
    if wish.kind == "json" or wish.schema is None:
        dropped.add("format")
        return {}
    if able.schemas:
        return {"outputConfig": {"textFormat": _schema(wish)}} | _tools(request, able, dropped)
    if not able.forced or request.tools:
        beside = " while tools are offered" if able.forced else ""
        raise InvalidRequest(f"this model cannot be held to a schema{beside}", param="format")
    about = wish.description or "Gives the answer."
    spec = {"name": ANSWER, "description": about, "inputSchema": {"json": wish.schema}}
    return {"toolConfig": {"tools": [{"toolSpec": spec}], "toolChoice": {"tool": {"name": ANSWER}}}}


def _schema(wish: Format) -> Body:
    described = {"description": wish.description} if wish.description else {}
    named = {"name": wish.name or "answer", "schema": msgspec.json.encode(wish.schema).decode()}
    return {"type": "json_schema", "structure": {"jsonSchema": named | described}}


def _tools(request: ChatRequest, able: Abilities, dropped: set[str]) -> Body:
    """The tools, unless none may be used: Converse has no word for that."""
    choose = request.choose
    if not request.tools or (choose and choose.mode == "none"):
        return {}
    if choose and choose.parallel is False:
        dropped.add("choose.parallel")
    config: Body = {"tools": [_tool(tool, able, dropped) for tool in request.tools]}
    if choose is None or choose.mode == "auto":
        return {"toolConfig": config}
    if not able.forced:
        raise InvalidRequest("this model cannot be made to use a tool; it takes auto and none", param="choose")
    which = {"tool": {"name": choose.name}} if choose.mode == "named" else {"any": {}}
    return {"toolConfig": config | {"toolChoice": which}}


def _tool(tool: Tool, able: Abilities, dropped: set[str]) -> Body:
    spec: Body = {"name": tool.name} | ({"description": tool.description} if tool.description else {})
    spec["inputSchema"] = {"json": {"type": "object"} | (tool.parameters or {"properties": {}})}
    if tool.strict and able.schemas:
        spec["strict"] = True
    elif tool.strict:
        dropped.add("tools.strict")
    if tool.cache:
        dropped.add("tools.cache")
    return {"toolSpec": spec}
