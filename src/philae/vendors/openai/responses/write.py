"""A canonical request in this API's words, for a vendor that speaks it."""

from collections.abc import Iterator
from typing import Any

from philae.core.chat import Audio, ChatRequest, Document, Image, Reasoning, ToolResult
from philae.core.errors import InvalidRequest
from philae.core.provider import Target
from philae.core.text import Written
from philae.core.unsaid import foreign
from philae.vendors.openai.responses import tools, turns
from philae.vendors.openai.responses.decode import LOGPROBS, OURS, WIRE
from philae.vendors.openai.responses.response import form, instructions
from philae.vendors.openai.responses.wire import Raw

PATH = "/v1/responses"
TIMEOUT = 600.0
ENCRYPTED = "reasoning.encrypted_content"
# OpenAI refuses a lower cap ("Expected a value >= 16", github.com/earendil-works/pi/issues/6265); clients that try a key send 1.
LEAST = 16
# Conversations are kept by the gateway; the vendor is told all of it each time and stores nothing.
KEPT_BY_US = frozenset({"store", "background", "background_options", "previous_response_id", "conversation"})
APART = OURS | KEPT_BY_US | {"include", "reasoning"}
# A budget of thought as an effort, up to each number of tokens: our own measure, since there is no official one.
BUDGETS = ((2048, "low"), (16384, "medium"))


def write(request: ChatRequest, to: Target) -> Written:
    """The call. Raises `InvalidRequest` for what cannot be said and may not be left out."""
    _able(request)
    own = request.extra.get(WIRE)
    body: Raw = {"model": to.model, "input": turns.write(request)} | _said(request) | _offered(request)
    body |= {name: value for name, value in (own or {}).items() if name not in APART}
    body |= {"store": False} | ({"stream": True} if request.stream else {})
    included = _included(request)
    body |= {"include": included} if included else {}
    return Written(to.post(PATH, body, timeout=TIMEOUT), tuple(_dropped(request)))


def _able(request: ChatRequest) -> None:
    """Raises `InvalidRequest`, naming the field."""
    if request.n > 1:
        raise InvalidRequest("this model gives one answer at a time", param="n")
    if request.stop:
        raise InvalidRequest("this model takes no stop texts", param="stop")
    if any(isinstance(part, Audio) for message in request.messages for part in message.parts):
        raise InvalidRequest("this model takes no sound", param="messages")
    for tool in (tool for wire, extra in request.extra.items() if wire != WIRE for tool in extra.get("tools") or ()):
        name = (tool.get("type") or tool.get("name") or next(iter(tool), "")) if isinstance(tool, dict) else tool
        raise InvalidRequest(
            f"the tool {name} runs at another vendor and cannot be used with this model", param="tools"
        )


def _said(request: ChatRequest) -> Raw:
    """The fields that have a canonical place."""
    sampling = request.sampling
    text: Raw = {"format": form(request.format)} if request.format else {}
    text |= {"verbosity": request.verbosity} if request.verbosity else {}
    fields = {
        "instructions": instructions(request.messages),
        "max_output_tokens": max(LEAST, request.cap) if request.cap else None,
        "temperature": sampling.temperature,
        "top_p": sampling.top_p,
        "top_logprobs": sampling.top_logprobs,
        "reasoning": _reasoning(request),
        "text": text,
        "metadata": request.metadata,
        "service_tier": request.service_tier,
        "prompt_cache_key": request.cache_key,
        "user": None if "safety_identifier" in request.extra.get(WIRE, {}) else request.user,
    }
    return {name: value for name, value in fields.items() if value not in (None, "", {})}


def _reasoning(request: ChatRequest) -> Raw:
    """`reasoning`: the effort, and a summary if the client wants to see something."""
    asked = request.reasoning or Reasoning()
    effort = asked.effort or _effort(asked.budget)
    wanted = {"summary": "auto"} if asked.show else {}
    more: Raw = request.extra.get(WIRE, {}).get("reasoning", {})
    return ({"effort": effort} if effort else {}) | wanted | more


def _effort(budget: int | None) -> str | None:
    if budget is None:
        return None
    return next((effort for most, effort in BUDGETS if budget <= most), "high") if budget else "none"


def _offered(request: ChatRequest) -> Raw:
    """Tools and the choice among them: as the client of this format wrote them, else from the canonical ones."""
    own = request.extra.get(WIRE)
    # Here a function is strict unless it is said not to be, in other formats the other way round.
    extra = own or {}
    strict = False if own is None else None
    offered = extra.get("raw_tools", [tools.write(tool, strict=strict) for tool in request.tools])
    fields: Raw = {"tools": offered} if offered else {}
    choice = extra.get("tool_choice") or tools.chosen(request.choose, extra.get("aliases", {}))
    fields |= {"tool_choice": choice} if choice != "auto" else {}
    parallel = request.choose.parallel if request.choose else None
    return fields | ({} if parallel is None else {"parallel_tool_calls": parallel})


def _included(request: ChatRequest) -> list[str]:
    """What the answer shall hold besides: thoughts must come back whole, since the vendor stores none."""
    asked = list(request.extra.get(WIRE, {}).get("include") or ())
    # Only where the model is to think: not every model has thoughts to encrypt.
    thinks = request.reasoning is not None and request.reasoning.effort != "none"
    asked += [ENCRYPTED] if thinks and ENCRYPTED not in asked else []
    return asked + ([LOGPROBS] if request.sampling.logprobs and LOGPROBS not in asked else [])


def _dropped(request: ChatRequest) -> Iterator[str]:
    """What is left out, by its canonical name."""
    sampling: Any = request.sampling
    for name in ("top_k", "seed", "presence_penalty", "frequency_penalty", "logit_bias"):
        if getattr(sampling, name) is not None:
            yield f"sampling.{name}"
    if request.reasoning and request.reasoning.effort is None and request.reasoning.budget is not None:
        yield "reasoning.budget"
    if any(message.name for message in request.messages):
        yield "messages.name"
    parts = [(message.role, part) for message in request.messages for part in message.parts]
    if any(role == "assistant" and isinstance(part, Image | Document) for role, part in parts):
        yield "messages.image"
    if any(isinstance(part, ToolResult) and part.error for _, part in parts):
        yield "messages.error"
    yield from foreign(request.extra, WIRE)
