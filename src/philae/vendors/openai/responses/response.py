"""The response object: what was asked, said back, around what was answered."""

from typing import Any, Literal

from philae.core.chat import ChatRequest, Format, Message, Text, Tool
from philae.core.errors import GatewayError
from philae.core.tokens import Tokens
from philae.vendors.openai.responses import tools
from philae.vendors.openai.responses.decode import WIRE
from philae.vendors.openai.responses.wire import Raw

Status = Literal["queued", "in_progress", "completed", "incomplete", "failed", "cancelled"]
TIERS = frozenset({"auto", "default", "flex", "scale", "priority", "fast", "ultrafast"})
# `response.error.code` has a list of its own; all else is the server's fault (API reference, ResponseError).
CODES = {
    "rate_limited": "rate_limit_exceeded",
    "content_filtered": "invalid_prompt",
    "invalid_request": "invalid_prompt",
}


def whole(
    request: ChatRequest, name: str, status: Status, *, created: int, model: str = "", tier: str = "", **told: Any
) -> Raw:
    """All keys of a response with the id `name`; `told` are the ones that only the answer knows.

    A response that waits or was cancelled is made of the request alone: `whole(request, "resp_…", "queued", created=…)`.
    """
    extra = request.extra.get(WIRE, {})
    sampling, reasoning = request.sampling, request.reasoning
    conversation = extra.get("conversation")
    facts = {
        "id": name,
        "object": "response",
        "created_at": created,
        "completed_at": None,
        "status": status,
        "background": extra.get("background", False),
        "error": None,
        "incomplete_details": None,
        "instructions": instructions(request.messages) or None,
        "max_output_tokens": request.cap,
        "max_tool_calls": extra.get("max_tool_calls"),
        "model": model or request.model,
        "output": [],
        "parallel_tool_calls": not request.choose or request.choose.parallel is not False,
        "previous_response_id": extra.get("previous_response_id"),
        "prompt_cache_key": request.cache_key or None,
        "prompt_cache_retention": extra.get("prompt_cache_retention"),
        "reasoning": {"effort": reasoning.effort if reasoning else None, "summary": _summary(extra)},
        "safety_identifier": extra.get("safety_identifier"),
        "service_tier": next((t for t in (tier, request.service_tier) if t in TIERS), "default"),
        "store": extra.get("store", True),
        "temperature": sampling.temperature,
        "text": {"format": form(request.format), "verbosity": request.verbosity or "medium"},
        "tool_choice": extra.get("tool_choice") or tools.chosen(request.choose, extra.get("aliases", {})),
        "tools": extra.get("raw_tools", [_echoed(tool) for tool in request.tools]),
        "top_logprobs": sampling.top_logprobs or 0,
        "top_p": sampling.top_p,
        "truncation": extra.get("truncation", "disabled"),
        "usage": None,
        "user": request.user or None,
        "metadata": request.metadata or {},
    }
    if conversation:
        facts["conversation"] = {"id": conversation} if isinstance(conversation, str) else conversation
    return facts | told


def instructions(messages: tuple[Message, ...]) -> str:
    """The first message's words if it is the system's, and words are all that it has."""
    if not messages or messages[0].role != "system":
        return ""
    texts = [part.text for part in messages[0].parts if isinstance(part, Text)]
    return "\n\n".join(texts) if len(texts) == len(messages[0].parts) else ""


def form(asked: Format | None) -> Raw:
    """`text.format`."""
    if asked is None or asked.kind == "text":
        return {"type": "text"}
    if asked.kind == "json":
        return {"type": "json_object"}
    described = {"description": asked.description} if asked.description else {}
    strict = {} if asked.strict is None else {"strict": asked.strict}
    # A name is required here; other formats have none.
    return {"type": "json_schema", "name": asked.name or "answer", "schema": asked.schema} | described | strict


def usage(tokens: Tokens | None) -> Raw | None:
    """`usage`."""
    if tokens is None:
        return None
    return {
        "input_tokens": tokens.input,
        "input_tokens_details": {"cached_tokens": tokens.cached, "cache_write_tokens": tokens.written},
        "output_tokens": tokens.output,
        "output_tokens_details": {"reasoning_tokens": tokens.reasoning},
        "total_tokens": tokens.input + tokens.output,
    }


def problem(error: GatewayError) -> Raw:
    """`error` of a failed response."""
    return {"code": CODES.get(error.code, "server_error"), "message": error.public}


def _summary(extra: Raw) -> str | None:
    said = extra.get("reasoning", {})
    return str(said.get("summary") or said.get("generate_summary") or "") or None


def _echoed(tool: Tool) -> Raw:
    """A function as it is said back: strict unless it was said not to be, as the vendor has it."""
    return tools.write(tool, strict=True)
