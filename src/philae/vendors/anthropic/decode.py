"""A Messages client's request as ours."""

from typing import Any

from philae.core.chat import ChatRequest, Choose, Sampling, Tool
from philae.core.dialect import Inbound
from philae.vendors.anthropic.blocks import cache
from philae.vendors.anthropic.conversation import conversation
from philae.vendors.anthropic.fields import Fields, wrong
from philae.vendors.anthropic.output import form, reasoning
from philae.vendors.anthropic.own import BETAS, TOOLS, Keep
from philae.vendors.anthropic.wire import FORMAT


def decode(inbound: Inbound) -> ChatRequest:
    """POST /v1/messages. Raises `InvalidRequest` naming the field in Anthropic's words."""
    fields = Fields(inbound.json())
    cap = fields.need("max_tokens", int)
    if cap < 0:
        raise wrong("max_tokens", "must not be negative")
    return _request(fields, inbound, cap)


def decode_count(inbound: Inbound) -> ChatRequest:
    """POST /v1/messages/count_tokens: the same without what only an answer needs. Raises `InvalidRequest`."""
    return _request(Fields(inbound.json()), inbound, None)


def _request(fields: Fields, inbound: Inbound, cap: int | None) -> ChatRequest:
    keep = Keep()
    stream = fields.take("stream", bool, default=False)
    tools, foreign = _tools(fields, keep)
    request = ChatRequest(
        model=fields.need("model", str),
        messages=conversation(fields, keep),
        tools=tools,
        choose=_choose(fields),
        format=form(fields, keep),
        reasoning=reasoning(fields, keep),
        sampling=Sampling(
            temperature=fields.number("temperature", 1),
            top_p=fields.number("top_p", 1),
            top_k=fields.take("top_k", int, None),
        ),
        cap=cap,
        stop=fields.texts("stop_sequences"),
        stream=stream,
        usage=stream,
        user=_user(fields, keep),
        service_tier=fields.take("service_tier", str, ""),
        extra={FORMAT: (extra := dict[str, Any]())},
    )
    extra |= fields.rest | keep.extra() | {k: v for k, v in ((BETAS, _betas(inbound)), (TOOLS, foreign)) if v}
    return request


def _betas(inbound: Inbound) -> list[str]:
    """The features that the client asks for in a header, which a Bedrock channel needs in the body."""
    return [b.strip() for b in inbound.headers.get("anthropic-beta", "").split(",") if b.strip()]


def _user(fields: Fields, keep: Keep) -> str:
    inner = fields.inner("metadata")
    if inner is None:
        return ""
    user = inner.take("user_id", str, "")
    keep.fields("metadata", inner.rest)
    return user


def _tools(fields: Fields, keep: Keep) -> tuple[tuple[Tool, ...], list[Any]]:
    """The client's functions, and the tools that only Anthropic has, as they came."""
    tools, foreign = list[Tool](), list[Any]()
    for i, value in enumerate(fields.take("tools", list, [])):
        inner = Fields(value, f"tools.{i}")
        if inner.take("type", str, "custom") != "custom":
            foreign.append(value)
            continue
        tool = Tool(
            name=inner.need("name", str),
            description=inner.take("description", str, ""),
            parameters=inner.need("input_schema", dict),
            strict=inner.take("strict", bool, None),
            cache=cache(inner),
        )
        keep.fields(f"tools.{len(tools)}", inner.rest)
        tools.append(tool)
    return tuple(tools), foreign


def _choose(fields: Fields) -> Choose | None:
    inner = fields.inner("tool_choice")
    if inner is None:
        return None
    single = inner.take("disable_parallel_tool_use", bool, None)
    parallel = None if single is None else not single
    match inner.need("type", str):
        case "auto":
            return Choose("auto", parallel=parallel)
        case "none":
            return Choose("none", parallel=parallel)
        case "any":
            return Choose("required", parallel=parallel)
        case "tool":
            return Choose("named", inner.need("name", str), parallel)
    raise wrong(inner.at("type"), "must be auto, any, tool or none")
