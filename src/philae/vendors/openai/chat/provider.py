"""Chat completions as we call them: OpenAI's, and those of every vendor that speaks them, by its quirks."""

from functools import partial
from typing import Any

from philae.core.chat import Answer, ChatRequest, Choice, Format, Tool
from philae.core.effort import nearest
from philae.core.errors import InvalidRequest, UpstreamError
from philae.core.http import HttpReply
from philae.core.likely import likely
from philae.core.provider import Target, unreadable
from philae.core.text import ChatCodec, Written
from philae.core.unsaid import foreign
from philae.vendors.openai.chat import meter
from philae.vendors.openai.chat.errors import FIELDS, broken, fault
from philae.vendors.openai.chat.message import BROKEN, reason, spoken
from philae.vendors.openai.chat.quirks import OPENAI, Quirks
from philae.vendors.openai.chat.reader import matched, reader
from philae.vendors.openai.chat.turns import turns
from philae.vendors.openai.chat.wire import Completion, Outcome, Said

TIMEOUT = 600.0
# Without these the answer would not be what the client asked for; the rest may be left out, and is told.
NEEDED = frozenset({"n", "stop", "tools", "response_format"})


def codec(quirks: Quirks = OPENAI) -> ChatCodec:
    """How a vendor with these quirks is called."""
    return ChatCodec(
        wire="chat",
        path=lambda _model, _stream: f"{quirks.prefix}/chat/completions",
        write=partial(write, quirks),
        read=read,
        reader=reader,
        fault=fault,
        tokens=meter.tokens,
        spent=meter.spent,
        tells=quirks.usage,
    )


def write(quirks: Quirks, request: ChatRequest, to: Target) -> Written:
    """The call. Raises `InvalidRequest` for what the vendor lacks and the client cannot do without."""
    dropped = set(foreign(request.extra, "chat"))
    body = {"model": to.model, "messages": turns(request.messages, quirks, dropped)}
    strange = dict(request.extra.get("chat", {}))
    tools = [*map(_tool, request.tools), *strange.pop("tools", [])]
    asked: dict[str, Any] = {"tools": tools or None} | _params(request, quirks, dropped) | strange
    for name, value in asked.items():
        if value is None:
            continue
        if name not in quirks.lacks:
            body[quirks.renamed.get(name, name)] = value
        elif name in NEEDED:
            raise _cannot(FIELDS.get(name, name))
        else:
            dropped.add(FIELDS.get(name, name))
    return Written(to.post(f"{quirks.prefix}/chat/completions", body, timeout=TIMEOUT), tuple(sorted(dropped)))


def read(reply: HttpReply) -> Answer:
    """The whole answer. Raises from the error tree for an error, also one that comes with status 200."""
    if reply.status >= 400:  # noqa: PLR2004 - errors begin here
        raise fault(reply)
    told = reply.parse(Completion)
    if told.error is not None:
        raise broken(told.error)
    if not told.choices:
        raise unreadable("has no choices", reply)
    return Answer(
        id=told.id or "",
        model=told.model or "",
        choices=tuple(_choice(outcome, told.id or "") for outcome in told.choices),
        tokens=meter.found(told),
        created=int(told.created or 0),
        service_tier=told.service_tier or "",
    )


def _choice(outcome: Outcome, answer_id: str) -> Choice:
    if outcome.finish_reason in BROKEN:
        message = "the vendor broke off its answer"
        raise UpstreamError(message, detail=str(outcome.finish_reason))
    parts = tuple(spoken(outcome.message or Said(), answer_id))
    end = reason(outcome.finish_reason, map(type, parts))
    return Choice(parts, end, matched(outcome), likely(outcome.logprobs))


def _params(request: ChatRequest, quirks: Quirks, dropped: set[str]) -> dict[str, Any]:
    """Everything beside the messages and tools, None for what was not asked."""
    sampling = request.sampling
    return {
        quirks.cap: request.cap,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_k": sampling.top_k,
        "seed": sampling.seed,
        "presence_penalty": sampling.presence_penalty,
        "frequency_penalty": sampling.frequency_penalty,
        "logit_bias": sampling.logit_bias,
        "logprobs": sampling.logprobs,
        "top_logprobs": sampling.top_logprobs,
        "stop": list(request.stop) or None,
        "n": request.n if request.n > 1 else None,
        "user": request.user or None,
        "prompt_cache_key": request.cache_key or None,
        "service_tier": request.service_tier or None,
        "verbosity": request.verbosity or None,
        "metadata": request.metadata,
        "response_format": _format(request.format, quirks),
        "reasoning_effort": nearest(request.reasoning, request.cap, quirks.efforts, dropped),
        "stream": request.stream or None,
        "stream_options": {"include_usage": True} if request.stream and quirks.usage else None,
    } | _choosing(request, quirks)


def _tool(tool: Tool) -> dict[str, Any]:
    told: dict[str, Any] = {"name": tool.name, "description": tool.description or None}
    told |= {"parameters": tool.parameters, "strict": tool.strict}
    return {"type": "function", "function": {name: value for name, value in told.items() if value is not None}}


def _choosing(request: ChatRequest, quirks: Quirks) -> dict[str, Any]:
    """Which tool. What a vendor does by itself needs no word; no tool at all can be said by offering none."""
    choose = request.choose
    if choose is None or not (request.tools or "tools" in request.extra.get("chat", {})):
        return {}
    several: dict[str, Any] = {"parallel_tool_calls": choose.parallel}
    if choose.mode in quirks.choices:
        named = {"type": "function", "function": {"name": choose.name}}
        return several | {"tool_choice": named if choose.mode == "named" else choose.mode}
    if choose.mode == "none":
        return {"tools": None}
    if choose.mode == "auto":
        return several
    raise _cannot("choose")


def _format(given: Format | None, quirks: Quirks) -> dict[str, Any] | None:
    """The answer's form. A schema is never cut down to any JSON: the client counts on it."""
    if given is None or given.kind == "text":
        return None
    if not (quirks.schema if given.kind == "schema" else quirks.json):
        raise _cannot("format")
    if given.kind == "json":
        return {"type": "json_object"}
    told: dict[str, Any] = {"name": given.name or "answer", "schema": given.schema, "strict": given.strict}
    told |= {"description": given.description or None}
    return {"type": "json_schema", "json_schema": {k: v for k, v in told.items() if v is not None}}


def _cannot(field: str) -> InvalidRequest:
    return InvalidRequest(f"this vendor cannot do what {field} asks for", param=field)
