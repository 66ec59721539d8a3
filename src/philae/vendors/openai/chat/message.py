"""The assistant's message: read from a vendor's answer or a client's history, and worded for either."""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from philae.core.chat import Audio, Image, Part, Reason, Refusal, Source, Text, Thinking, ToolCall
from philae.vendors.openai.chat.parts import link, source
from philae.vendors.openai.chat.wire import Call, Detail, Fragment, Said, Turn

REASONS: dict[str, Reason] = {
    "stop": "stop",
    "length": "length",
    "tool_calls": "tool_calls",
    "content_filter": "content_filter",
    # OpenAI's first functions; Mistral; Together; Z.AI
    "function_call": "tool_calls",
    "model_length": "length",
    "eos": "stop",
    "sensitive": "content_filter",
}
FINISHES: dict[Reason, str] = {
    "stop": "stop",
    "length": "length",
    "tool_calls": "tool_calls",
    "content_filter": "content_filter",
    "refusal": "stop",
    "pause": "stop",
}
BROKEN = frozenset({"error", "insufficient_system_resource", "network_error"})
"""Reasons to end that are faults: Mistral, DeepSeek, Z.AI."""


def reason(finish: str | None, parts: Iterable[type[Part]]) -> Reason:
    """Why a choice ended. Vendors say `stop` also after a tool call that was asked for by name, and after a refusal."""
    end = REASONS.get(finish or "stop", "stop")
    if end != "stop":
        return end
    kinds = set(parts)
    return "tool_calls" if ToolCall in kinds else "refusal" if Refusal in kinds else "stop"


def finish(end: Reason, parts: Iterable[type[Part]]) -> str:
    """The end in OpenAI's words: a refusal has words of its own there, else it is the filter's."""
    wordless = end == "refusal" and Refusal not in set(parts)
    return "content_filter" if wordless else FINISHES[end]


def spoken(said: Said, answer_id: str) -> Iterator[Part]:
    """The parts of a whole message, thoughts first."""
    if thought := said.reasoning_content or said.reasoning:
        yield Thinking(thought)
    for thinks, text in contents(said.content):
        yield Thinking(text) if thinks else Text(text, annotations=said.annotations or ())
    for image in said.images or ():
        yield pictured(image)
    if said.audio:
        yield Audio(Source(data=said.audio.data), id=said.audio.id)
        yield Text(said.audio.transcript)
    if said.refusal:
        yield Refusal(said.refusal)
    for place, call in enumerate(said.tool_calls or ()):
        function = call.function or {}
        name, arguments = function.get("name") or "", argued(function)
        yield ToolCall(called(call, answer_id, place), name, arguments, signed(call))


def contents(content: Any) -> Iterator[tuple[bool, str]]:
    """Text, or Mistral's list of text and thinking, as (whether it is thinking, the words)."""
    if isinstance(content, str):
        content = [{"type": "text", "text": content}]
    pieces = content if isinstance(content, list) else ()
    for piece in (p for p in pieces if isinstance(p, dict)):
        thinks = piece.get("type") == "thinking"
        if thinks:
            inner = piece.get("thinking")
            text = inner if isinstance(inner, str) else "".join(text for _, text in contents(inner))
        else:
            text = str(piece.get("text") or "")
        if text:
            yield thinks, text


def pictured(image: dict[str, Any]) -> Image:
    """A picture that the model made, as OpenRouter has it: an `image_url` part."""
    url = image.get("image_url")
    url = url.get("url") if isinstance(url, dict) else url
    return Image(source(url if isinstance(url, str) else ""))


def argued(function: dict[str, Any]) -> str:
    """The arguments as a JSON text; some servers send the object itself."""
    arguments = function.get("arguments") or ""
    return arguments if isinstance(arguments, str) else msgspec.json.encode(arguments).decode()


def called(call: Fragment, answer_id: str, place: int) -> str:
    """The call's id; a vendor's that gives none is made up, so that the client can answer it."""
    return call.id or f"call_{answer_id}_{place}"


def signed(call: Call | Fragment) -> str:
    """Google's signature of the call, which its OpenAI-compatible API puts at `extra_content`."""
    google = call.extra_content.get("google") if isinstance(call.extra_content, dict) else None
    return google.get("thought_signature") or "" if isinstance(google, dict) else ""


def thoughts(turn: Turn) -> Iterator[Thinking]:
    """Earlier thinking that a client sends back: with OpenRouter's details, or in plain words."""
    for detail in turn.reasoning_details or ():
        origin = detail.format or ""
        text = detail.text or detail.summary or ""
        yield Thinking(text, detail.signature or "", detail.data or "", detail.id or "", origin)
    plain = turn.reasoning_content or turn.reasoning
    if plain and not turn.reasoning_details:
        yield Thinking(plain)


def worded(parts: tuple[Part, ...]) -> dict[str, Any]:
    """An answer's message for a client."""
    message: dict[str, Any] = {"role": "assistant", "content": joined(parts, Text), "refusal": joined(parts, Refusal)}
    if thought := joined(parts, Thinking):
        message["reasoning_content"] = thought
    if details := [detailed(p) for p in parts if isinstance(p, Thinking) and (p.signature or p.redacted)]:
        message["reasoning_details"] = details
    if annotations := [a for p in parts if isinstance(p, Text) for a in p.annotations]:
        message["annotations"] = annotations
    if images := [shown(p) for p in parts if isinstance(p, Image)]:
        message["images"] = images
    if sound := next((p for p in parts if isinstance(p, Audio)), None):
        transcript = message["content"] or ""
        message |= {"content": None, "audio": heard(sound, transcript)}
    if calls := [asked(p) for p in parts if isinstance(p, ToolCall)]:
        message["tool_calls"] = calls
    return message


def joined(parts: tuple[Part, ...], kind: type[Text | Refusal | Thinking]) -> str | None:
    """The words of all parts of one kind, None if there are none."""
    texts = [p.text for p in parts if isinstance(p, kind) and p.text]
    return "".join(texts) if texts else None


def asked(call: ToolCall) -> dict[str, Any]:
    """A tool call; Google's signature goes where its own compatible API has it."""
    signature = {"extra_content": {"google": {"thought_signature": call.signature}}} if call.signature else {}
    function = {"name": call.name, "arguments": call.arguments}
    return {"id": call.id, "type": "function", "function": function} | signature


def detailed(thought: Thinking) -> dict[str, Any]:
    """Signed or hidden thinking, in OpenRouter's words, so that the client can send it back."""
    detail = Detail(
        type="reasoning.encrypted" if thought.redacted else "reasoning.text",
        text=thought.text or None,
        signature=thought.signature or None,
        data=thought.redacted or None,
        id=thought.id or None,
        format=thought.origin or None,
    )
    return {name: value for name, value in msgspec.structs.asdict(detail).items() if value is not None}


def shown(image: Image) -> dict[str, Any]:
    """A picture that the model made."""
    return {"type": "image_url", "image_url": {"url": link(image.source)}}


def heard(sound: Audio, transcript: str) -> dict[str, Any]:
    """A spoken answer. How long the vendor keeps it under its id we do not know, so it counts as gone already."""
    return {"id": sound.id, "data": sound.source.data, "transcript": transcript, "expires_at": 0}
