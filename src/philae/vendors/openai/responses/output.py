"""A vendor's whole answer in canonical terms."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from philae.core.chat import Answer, Choice, Image, Part, Reason, Refusal, Source, Thinking, ToolCall
from philae.core.errors import GatewayError, UpstreamError
from philae.core.http import HttpReply
from philae.core.likely import likely
from philae.core.provider import unreadable
from philae.core.tokens import Tokens
from philae.vendors.openai.responses import content, items
from philae.vendors.openai.responses.decode import WIRE
from philae.vendors.openai.responses.fault import broken, fault
from philae.vendors.openai.responses.wire import (
    CallItem,
    DrawnItem,
    OpenedItem,
    Problem,
    Raw,
    ReasoningItem,
    SaidItem,
    Told,
    Usage,
    shaped,
)

CUT: dict[str | None, Reason] = {"max_output_tokens": "length", "content_filter": "content_filter"}
SAID = ("output_text", "refusal")
CALLS = ("function_call", "custom_tool_call")


def read(reply: HttpReply) -> Answer:
    """The answer. Raises from the error tree."""
    if reply.status >= 400:  # noqa: PLR2004 - where errors begin
        raise fault(reply)
    told = reply.parse(Told)
    if told.output is None or told.status not in {None, "completed", "incomplete"}:
        raise broken(told.error) if told.error else unreadable(f"is {told.status or 'no response'}", reply)
    parts: list[Part] = []
    odd: list[Raw] = []
    for item in told.output:
        found = parts_of(item)
        if found is None:
            odd.append({"before": len(parts), "item": item})
        parts += found or ()
    reason = reason_of(told, parts)
    choice = Choice(tuple(parts), reason, logprobs=_logprobs(told.output))
    extra = {WIRE: {"items": odd}} if odd else {}
    used = counted(told.usage)
    return Answer(told.id, told.model, (choice,), used, int(told.created_at or 0), told.service_tier or "", extra)


def parts_of(item: Raw) -> tuple[Part, ...] | None:
    """The parts of an output item; None for what only this format knows. Raises `UpstreamError`."""
    with _of_vendor(item):
        match item.get("type"):
            case "message":
                return tuple(said(item).values())
            case "reasoning":
                told = shaped(item, ReasoningItem)
                return (Thinking(told.text, told.encrypted_content or "", id=told.id or "", origin=WIRE),)
            case "function_call" | "custom_tool_call" as kind:
                return (items.call(shaped(item, CallItem), custom=kind == CALLS[1]),)
            case "image_generation_call" if drawn := shaped(item, DrawnItem).result:
                return (Image(Source(data=drawn, mime=f"image/{item.get('output_format') or 'png'}")),)
    return None


def opened(item: Raw) -> OpenedItem:
    """What an item begins with. Raises `UpstreamError`."""
    with _of_vendor(item):
        return shaped(item, OpenedItem)


@contextmanager
def _of_vendor(item: Raw) -> Iterator[None]:
    """What is wrong inside is the vendor's fault."""
    try:
        yield
    except GatewayError as error:
        message = "the vendor's answer could not be read"
        raise UpstreamError(message, detail=f"{error.public}: {str(item)[:300]}") from error


def said(item: Raw) -> dict[int, Part]:
    """A message's texts and refusals by their content index; kinds that we do not know are left out."""
    contents = enumerate(shaped(item, SaidItem).content or ())
    return {i: content.read([raw], "content")[0] for i, raw in contents if raw.get("type") in SAID}


def reason_of(told: Told, parts: list[Part]) -> Reason:
    """Why the answer ended."""
    if told.status == "incomplete":
        return CUT.get(told.incomplete_details.reason if told.incomplete_details else None, "length")
    if any(isinstance(part, ToolCall) for part in parts):
        return "tool_calls"
    return "refusal" if any(isinstance(part, Refusal) for part in parts) else "stop"


def counted(usage: Usage | None) -> Tokens | None:
    """What the call took."""
    if usage is None:
        return None
    given, made = usage.input_tokens_details, usage.output_tokens_details
    return Tokens(
        usage.input_tokens,
        usage.output_tokens,
        cached=(given.cached_tokens if given else 0) or 0,
        written=(given.cache_write_tokens if given else 0) or 0,
        reasoning=(made.reasoning_tokens if made else 0) or 0,
    )


def failure(told: Told) -> GatewayError:
    """The error of a response that failed."""
    return broken(told.error or Problem(f"the response is {told.status}"))


def _logprobs(output: list[Raw]) -> Any:
    """All texts' likelihoods, in the form of chat completions."""
    said = [shaped(item, SaidItem).content or () for item in output if item.get("type") == "message"]
    told = [likely({"content": part["logprobs"]}) for parts in said for part in parts if part.get("logprobs")]
    tokens = [token for found in told if found for token in found["content"]]
    return {"content": tokens} if tokens else None
