"""A chat with a model that draws: the last message is the prompt, and the answer's text has the pictures' links.

OpenAI has no such model; services that sell `gpt-4o-image` do it so (piapi.ai/docs/llm-api/gpt-4o-image-generation-api).
"""

from typing import Any

import msgspec

from philae.core.dialect import Create, Endpoint, Inbound, Reply, Submission
from philae.core.errors import InvalidRequest
from philae.core.task import Event, Task
from philae.vendors.openai.answer import error, failure, tokens
from philae.vendors.openai.asked import RENAMED, Picture, submission

DONE = b"data: [DONE]\n\n"
STATES = {"queued": "> in the queue\n", "running": "> drawing\n"}
"""State → the line of a stream that tells it."""
TEXTS = {"prompt": "messages", "image": "messages", "images": "messages", "input_image": "messages"}
METERS = frozenset({"input_token", "output_token", "input_text_token", "input_image_token"})
"""Meters that OpenAI has words of its own for."""


def decode(inbound: Inbound) -> Submission:
    """What to draw. What only models of text understand is left out, and the task says so. Raises `InvalidRequest`."""
    fields = inbound.json()
    prompt, pictures = _last(fields.pop("messages", None))
    options, form = fields.pop("stream_options", None), fields.pop("response_format", None)
    if isinstance(form, dict) and form.get("type", "text") != "text":
        message = "a model that draws answers with pictures in a text, in no other form"
        raise InvalidRequest(message, param="response_format")
    given = {name: value for name, value in fields.items() if value is not None}
    asked = submission(given | {"prompt": prompt}, pictures)
    told = {"include_usage": isinstance(options, dict) and options.get("include_usage") is True}
    return msgspec.structs.replace(asked, renamed=RENAMED | TEXTS, echo=told)


def _last(messages: Any) -> tuple[str, list[Picture]]:
    """The text and the pictures of what the user said last; each call stands alone. Raises `InvalidRequest`."""
    turns = messages if isinstance(messages, list) else []
    said = [turn.get("content") for turn in turns if isinstance(turn, dict) and turn.get("role") == "user"]
    if not said:
        message = "messages must have one of the user's, which says what to draw"
        raise InvalidRequest(message, param="messages")
    content = said[-1]
    parts = [{"type": "text", "text": content}] if isinstance(content, str) else content
    if not isinstance(parts, list):
        raise _wrong()
    read = [_part(part) for part in parts]
    prompt = "\n".join(value for kind, value in read if kind == "text")
    return prompt, [("image", value) for kind, value in read if kind == "image_url"]


def _part(part: Any) -> tuple[str, str]:
    """A text, or where a picture is. Raises `InvalidRequest`."""
    kind = part.get("type") if isinstance(part, dict) else None
    value = part.get(kind) if kind in ("text", "image_url") else None
    value = value.get("url") if isinstance(value, dict) else value
    if isinstance(value, str):
        return str(kind), value
    raise _wrong()


def _wrong() -> InvalidRequest:
    return InvalidRequest("what is to be drawn is said in parts of the types text and image_url", param="messages")


def encode(task: Task) -> Reply:
    """The whole answer. Raises the task's error."""
    if task.state != "succeeded":
        raise failure(task)
    message = {"role": "assistant", "content": _shown(task), "refusal": None}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
    return Reply(200, _head(task, "chat.completion") | {"choices": [choice], "usage": usage(task)})


def frame(event: Event, task: Task) -> bytes:
    """The chunks of one event: lines that tell how it gets on, and then the pictures."""
    match event.kind:
        case "state":
            role = {"role": "assistant"} if event.seq == 1 else {}
            return _chunk(task, role | {"content": STATES.get(event.data["state"], "")})
        case "progress":
            return _chunk(task, {"content": f"> {event.data['progress']:.0%}\n"})
        case "done":
            return _end(task)
    return b""


def _end(task: Task) -> bytes:
    if task.state != "succeeded":
        return _sse(error(failure(task), "").body)
    told = _chunk(task, {"content": f"\n{_shown(task)}"}) + _chunk(task, {}, "stop")
    if task.wish.get("include_usage"):
        told += _sse(_head(task, "chat.completion.chunk") | {"choices": [], "usage": usage(task)})
    return told + DONE


def _shown(task: Task) -> str:
    """The pictures as Markdown, behind what the vendor said beside them."""
    said = [text] if isinstance(text := task.details.get("text"), str) else []
    return "\n\n".join([*said, *(f"![image]({asset.url})" for asset in task.outputs)])


def _chunk(task: Task, delta: dict[str, Any], end: str | None = None) -> bytes:
    choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": end}
    return _sse(_head(task, "chat.completion.chunk") | {"choices": [choice]})


def _head(task: Task, kind: str) -> dict[str, Any]:
    made = int(task.created_at.timestamp())
    return {
        "id": f"chatcmpl-{task.id.hex}",
        "object": kind,
        "created": made,
        "model": task.wish.get("model", task.model),
    }


def usage(task: Task) -> dict[str, int]:
    """Tokens in chat's words, 0 where the model has none, and beside them what else it counts in."""
    used = tokens(task)
    counted = {name: n for name, n in task.receipt.usage.items() if name not in METERS}
    told = {"prompt_tokens": used["input_tokens"], "completion_tokens": used["output_tokens"]}
    return told | {"total_tokens": used["total_tokens"]} | counted


def _sse(body: dict[str, Any]) -> bytes:
    return b"data: %b\n\n" % msgspec.json.encode(body)


ENDPOINTS: tuple[Endpoint, ...] = tuple(
    Create(path, decode, encode, frame, linked=True) for path in ("/v1/chat/completions", "/chat/completions")
)
