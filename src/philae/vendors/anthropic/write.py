"""A request in Anthropic's words: POST /v1/messages."""

from typing import Any

from philae.core.chat import ChatRequest, Format, Tool
from philae.core.errors import InvalidRequest
from philae.core.unsaid import foreign, unsaid
from philae.vendors.anthropic.abilities import Abilities, abilities
from philae.vendors.anthropic.own import Own
from philae.vendors.anthropic.parts import cached
from philae.vendors.anthropic.schema import fit
from philae.vendors.anthropic.thinking import thinking
from philae.vendors.anthropic.turns import turns
from philae.vendors.anthropic.wire import FORMAT

Body = dict[str, Any]

TIERS = {"auto": "auto", "priority": "auto", "default": "standard_only", "standard_only": "standard_only"}
CHOICES = {"auto": "auto", "none": "none", "required": "any", "named": "tool"}
LEAST_TOP_P = 0.95
LACKS = (
    "sampling.seed", "sampling.presence_penalty", "sampling.frequency_penalty", "sampling.logit_bias", "sampling.logprobs",
    "cache_key", "verbosity", "metadata",
)  # fmt: skip
"""What a client may set and Anthropic has no word for."""
# What only a token count leaves out.
ANSWERING = frozenset(
    {"max_tokens", "stream", "stop_sequences", "temperature", "top_p", "top_k", "metadata", "service_tier"}
)


def body(request: ChatRequest, model: str, most: int, dropped: list[str]) -> Body:
    """The whole body; `most` caps the output of a request without a cap. Raises `InvalidRequest`.

    `dropped` is given the canonical names of what Anthropic has no word for.
    """
    if request.n != 1:
        raise InvalidRequest("the vendor gives one answer at a time", param="n")
    own, able = Own(request), abilities(model, request.model)
    cap = most if request.cap is None else request.cap
    said, effort = thinking(request, able, cap, own, dropped)
    output = _output(request.format, able, own, dropped) | ({"effort": effort} if effort else {})
    output |= own.rest("output_config")
    fields: Body = {
        "model": model,
        **turns(request, own, dropped, inserted=able.inserted),
        "tools": [_tool(t, i, able, own, dropped) for i, t in enumerate(request.tools)] + own.tools,
        "tool_choice": _choice(request, able, own),
        "thinking": said,
        "output_config": output,
        "metadata": own.rest("metadata") | ({"user_id": request.user} if request.user else {}),
        "stream": request.stream,
        **_stops(request, dropped),
        **_tier(request, dropped),
    }
    # Numbers may be 0 and mean it; of the rest, what is empty was not said.
    numbers = {"max_tokens": cap} | _sampling(request, able, said, dropped)
    dropped += unsaid(request, LACKS) + foreign(request.extra, FORMAT)
    return own.top | {name: value for name, value in fields.items() if value} | numbers


def countable(whole: Body) -> Body:
    """The part of a body that is counted."""
    return {name: value for name, value in whole.items() if name not in ANSWERING}


def _tool(tool: Tool, number: int, able: Abilities, own: Own, dropped: list[str]) -> Body:
    schema = {"type": "object"} | (tool.parameters or {"properties": {}})
    strict: Body = {"strict": tool.strict} if tool.strict is not None and own.native else {}
    if tool.strict and not own.native:
        schema, strict = _strict(schema, able, dropped)
    described = {"description": tool.description} if tool.description else {}
    made = {"name": tool.name} | described | {"input_schema": schema} | strict
    return made | cached(tool.cache) | own.rest(f"tools.{number}")


def _strict(schema: Body, able: Abilities, dropped: list[str]) -> tuple[Body, Body]:
    """A schema to be kept to the letter, where the model can; elsewhere it is a wish."""
    try:
        if able.schemas:
            return fit(schema, "tools"), {"strict": True}
    except InvalidRequest:
        pass
    dropped.append("tools.strict")
    return schema, {}


def _choice(request: ChatRequest, able: Abilities, own: Own) -> Body | None:
    """Which tool; without tools there is nothing to choose."""
    choose = request.choose
    if choose is None or not (request.tools or own.tools):
        return None
    if choose.mode in {"required", "named"} and not able.forced:
        raise InvalidRequest("this model cannot be made to use a tool; it takes auto and none", param="choose")
    named = {"name": choose.name} if choose.mode == "named" else {}
    single = choose.parallel is not None and choose.mode != "none" and (own.native or not choose.parallel)
    return (
        {"type": CHOICES[choose.mode]} | named | ({"disable_parallel_tool_use": not choose.parallel} if single else {})
    )


def _output(wish: Format | None, able: Abilities, own: Own, dropped: list[str]) -> Body:
    """The output's form. Any JSON object cannot be asked for: its client had to ask for it in the prompt anyway."""
    if wish is None or wish.kind == "text":
        return {}
    if wish.kind == "json" or wish.schema is None:
        dropped.append("format")
        return {}
    if not able.schemas and not own.native:
        raise InvalidRequest("this model knows no output by a schema", param="format")
    schema = wish.schema if own.native else fit(wish.schema, "format")
    return {"format": {"type": "json_schema", "schema": schema} | own.rest("format")}


def _stops(request: ChatRequest, dropped: list[str]) -> Body:
    """Stop texts; blank ones are errors there."""
    stops = [text for text in request.stop if text.strip()]
    if len(stops) < len(request.stop):
        dropped.append("stop")
    return {"stop_sequences": stops}


def _tier(request: ChatRequest, dropped: list[str]) -> Body:
    tier = TIERS.get(request.service_tier)
    if request.service_tier and tier is None:
        dropped.append("service_tier")
    return {"service_tier": tier}


def _sampling(request: ChatRequest, able: Abilities, said: Body | None, dropped: list[str]) -> Body:
    """Temperature, top_p or top_k where the model takes them: none of the newer ones does, none while thinking.

    1 is every model's default. Models since 4.1 take only one of temperature and top_p, so top_p gives way.
    """
    wish, found = request.sampling, dict[str, Any]()
    thinks = said is not None and said["type"] in {"adaptive", "enabled"}
    free = able.sampling and not thinks
    if wish.temperature is not None and wish.temperature != 1:
        _put(found, "temperature", wish.temperature, dropped, taken=free and wish.temperature < 1)
    if wish.top_p is not None and wish.top_p != 1:
        kept = free or (able.sampling and wish.top_p >= LEAST_TOP_P)
        _put(found, "top_p", wish.top_p, dropped, taken=kept and "temperature" not in found)
    if wish.top_k is not None:
        _put(found, "top_k", wish.top_k, dropped, taken=free)
    return found


def _put(found: Body, name: str, value: float, dropped: list[str], *, taken: bool) -> None:
    if taken:
        found[name] = value
    else:
        dropped.append(f"sampling.{name}")
