"""A client's request in canonical terms."""

from typing import Any

from philae.core.chat import ChatRequest, Format, Message, Reasoning, Sampling, Text
from philae.core.dialect import Inbound
from philae.core.errors import InvalidRequest
from philae.vendors.openai.responses import items, tools
from philae.vendors.openai.responses.asked import Body, ReasoningConfig, TextFormat
from philae.vendors.openai.responses.wire import Raw, shaped

WIRE = "responses"
# What has a canonical place, or one of ours in `extra`; all other fields stay there under their own names.
PLACED = frozenset(Body.__struct_fields__) - {"include", "safety_identifier"}
OURS = frozenset({"tools", "raw_tools", "aliases", "items", "tool_choice"})
LOGPROBS = "message.output_text.logprobs"
# A request without input has these to work on.
ELSEWHERE = ("prompt", "previous_response_id", "conversation")


def decode(inbound: Inbound) -> ChatRequest:
    """POST /v1/responses. Raises `InvalidRequest`.

    `extra["responses"]` has the fields that only this format knows, `store`, `background`, `previous_response_id` and
    `conversation` among them, and of ours: `tools` (those that run at the vendor), `raw_tools` (all of them as written),
    `aliases` (canonical name → custom or namespaced), `items` (without a canonical form), `tool_choice` (as written).
    """
    raw = inbound.json()
    body = shaped(raw, Body)
    if body.input is None and not any(raw.get(name) for name in ELSEWHERE):
        raise InvalidRequest("input is required", param="input")
    talk = items.read(body.input if body.input is not None else [])
    offer = tools.joined(tools.read(body.tools or []), *talk.offers)
    choice, offered, written = tools.choose(body, offer)
    system = (Message("system", (Text(body.instructions),)),) if body.instructions else ()
    odd = [{**odd, "before": odd["before"] + len(system)} for odd in talk.odd]
    ours = {
        "tools": list(offer.server),
        "aliases": talk.aliases | offer.aliases,
        "items": odd,
        "tool_choice": written,
        "reasoning": _rest(raw.get("reasoning")),
    }
    # Tools that the canonical ones do not say all of.
    told = not offer.plain or talk.offers or written
    whole = {"raw_tools": body.tools or []} if told else {}
    return ChatRequest(
        body.model,
        system + talk.messages,
        tools=offered,
        choose=choice,
        format=_format(body.text.format) if body.text and body.text.format else None,
        reasoning=_reasoning(body.reasoning) if body.reasoning else None,
        sampling=_sampling(body),
        cap=body.max_output_tokens,
        stream=bool(body.stream),
        usage=True,
        user=body.user or body.safety_identifier or "",
        cache_key=body.prompt_cache_key or "",
        service_tier=body.service_tier or "",
        verbosity=(body.text.verbosity if body.text else None) or "",
        metadata=body.metadata,
        extra={WIRE: _kept(raw) | {name: value for name, value in ours.items() if value} | whole},
    )


def _kept(raw: Raw) -> Raw:
    """The fields that have no canonical place; a null says nothing."""
    return {k: v for k, v in raw.items() if k not in PLACED and k not in OURS and v is not None}


def _rest(reasoning: Any) -> Raw:
    """What `reasoning` says besides the effort: how the summary should be, and what may come."""
    return {k: v for k, v in (reasoning or {}).items() if k != "effort" and v is not None}


def _format(form: TextFormat) -> Format:
    """`text.format`. Raises `InvalidRequest`."""
    if form.type == "text":
        return Format()
    if form.type == "json_object":
        return Format("json")
    if form.schema is None:
        raise InvalidRequest("text.format.schema is required", param="text.format.schema")
    return Format("schema", form.schema, form.name, form.strict, form.description or "")


def _reasoning(config: ReasoningConfig) -> Reasoning | None:
    """`reasoning`, None if it says nothing."""
    wanted = config.summary or config.generate_summary
    show = wanted != "none" if wanted else None
    return Reasoning(config.effort, show=show) if config.effort or wanted else None


def _sampling(body: Body) -> Sampling:
    """How words are chosen, and whether their likelihood is told."""
    told = LOGPROBS in (body.include or ()) or None
    return Sampling(body.temperature, body.top_p, logprobs=told, top_logprobs=body.top_logprobs)
