"""One part: Gemini's, and the canonical ones that it stands for. Thinking is worded by its callers, who differ."""

from typing import Any

import msgspec

from philae.core.chat import (
    Audio,
    Document,
    Image,
    Message,
    Part,
    Refusal,
    Text,
    Thinking,
    ToolCall,
    ToolResult,
)
from philae.core.errors import InvalidRequest
from philae.vendors.gemini import media, wire
from philae.vendors.gemini.signature import unseal

MADE = "gcall_"
"""Begins the ids that we make for calls to which Google gave none; Google and its clients are not told them."""
ORIGIN = "gemini"


def parts(part: wire.Part, call: str = "") -> tuple[Part, ...]:
    """The canonical parts, proof and all; `call` is the id of a function's call or response."""
    body = _body(part, call)
    if not part.thought_signature or isinstance(body, ToolCall | Thinking):
        return _proven(part, body)
    sealed = unseal(part.thought_signature)
    proof = sealed or Thinking(signature=part.thought_signature, origin=ORIGIN)
    if not body:
        return (proof,)
    # What is sealed came before its part; what Google signs it signs behind its words.
    return (proof, body) if sealed else (body, proof)


def worded(part: Part) -> dict[str, Any] | None:
    """Google's part, None for what has no place there. Raises `InvalidRequest`."""
    match part:
        case Text(text=text) | Refusal(text=text):
            return {"text": text} if text else None
        case Audio(id=str(kept)) if kept:
            raise InvalidRequest("sound that another vendor keeps cannot be used with this model", param="messages")
        case Image() | Document() | Audio():
            return media.worded(part)
        case ToolCall():
            return _call(part)
        case _:
            return None


def result(part: ToolResult, name: str) -> dict[str, Any]:
    """A `functionResponse`; a text that is no JSON object is the `output` or the `error` in one."""
    text = "".join(p.text for p in part.parts if isinstance(p, Text))
    files = [media.worded(p) for p in part.parts if not isinstance(p, Text)]
    said = {"name": name, "response": _response(text, failed=part.error)}
    said |= {"parts": files} if files else {}
    return {"functionResponse": said | _id(part.id)}


def arguments(text: str) -> msgspec.Raw | None:
    """The arguments as they are, None if they are no JSON object."""
    try:
        value = msgspec.json.decode(text or "{}")
    except msgspec.MsgspecError:
        return None
    return msgspec.Raw((text or "{}").encode()) if isinstance(value, dict) else None


def names(messages: tuple[Message, ...]) -> dict[str, str]:
    """The name of each function called, by the call's id."""
    return {p.id: p.name for m in messages for p in m.parts if isinstance(p, ToolCall)}


def _body(part: wire.Part, call: str) -> Part | None:  # noqa: PLR0911 - as many kinds as Google has
    if part.function_call:
        return ToolCall(call, part.function_call.name, _json(part.function_call.args), part.thought_signature)
    if part.function_response:
        return _result(part.function_response, call)
    if part.inline_data:
        return media.inline(part.inline_data)
    if part.file_data:
        return media.linked(part.file_data)
    if part.executable_code:
        return Text(f"```{part.executable_code.language.lower()}\n{part.executable_code.code}\n```\n")
    if part.code_execution_result:
        return Text(f"```\n{part.code_execution_result.output}\n```\n")
    if part.thought:
        return Thinking(part.text or "", part.thought_signature, origin=ORIGIN)
    return Text(part.text) if part.text else None


def _proven(part: wire.Part, body: Part | None) -> tuple[Part, ...]:
    """A call or a thought with its signature, put back where the vendor that signed it wants it."""
    sealed = unseal(part.thought_signature) if part.thought_signature else None
    match body:
        case None:
            return ()
        case Thinking() if sealed:
            return (sealed,)
        case ToolCall() if sealed:
            return (sealed, msgspec.structs.replace(body, signature=""))
        case _:
            return (body,)


def _call(part: ToolCall) -> dict[str, Any]:
    args = arguments(part.arguments)
    if args is None:
        raise InvalidRequest("a tool call's arguments must be a JSON object", param="messages")
    signed = {"thoughtSignature": part.signature} if part.signature else {}
    return {"functionCall": {"name": part.name, "args": args} | _id(part.id)} | signed


def _id(call: str) -> dict[str, str]:
    return {} if not call or call.startswith(MADE) else {"id": call}


def _result(response: wire.FunctionResponse, call: str) -> ToolResult:
    """What the function gave: the plain text under `output` or `error`, else the whole object as JSON."""
    text = _json(response.response)
    value = msgspec.json.decode(text)
    only = next(iter(value)) if isinstance(value, dict) and len(value) == 1 else ""
    if only in ("output", "error") and isinstance(value[only], str):
        text = value[only]
    files = tuple(p for item in response.parts for p in parts(item) if isinstance(p, Image | Document))
    return ToolResult(call, ((Text(text),) if text else ()) + files, only == "error", response.name)


def _response(text: str, *, failed: bool) -> Any:
    """An object as it is, but an error must say that it is one."""
    whole = arguments(text) if text else None
    if whole is not None and (not failed or set(msgspec.json.decode(text)) == {"error"}):
        return whole
    return {"error" if failed else "output": text}


def _json(raw: msgspec.Raw) -> str:
    return bytes(raw).decode()
