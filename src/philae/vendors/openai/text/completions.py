"""The old text completions: POST /v1/completions, passed on where the vendor has it, else put to a chat model."""

from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from philae.core.chat import Answer, ChatRequest, Choice, Message, Reason, Sampling, Text
from philae.core.dialect import Inbound, Reply
from philae.core.errors import InvalidRequest
from philae.core.provider import Target
from philae.core.stream import Begin, Delta, End, Event, Fault, Open, Spent, Writer
from philae.core.text import Written
from philae.core.tokens import Tokens
from philae.vendors.openai.chat import meter
from philae.vendors.openai.chat.errors import error
from philae.vendors.openai.chat.message import joined
from philae.vendors.openai.chat.request import shaped
from philae.vendors.openai.chat.wire import Count, Heat, Penalty, Share, StreamOptions

TIMEOUT = 600.0
DONE = b"data: [DONE]\n\n"
USUAL_CAP = 16
"""Tokens of an answer unless told otherwise (OpenAI's API reference of completions)."""
FINISHES: dict[Reason, str] = {"length": "length", "content_filter": "content_filter", "refusal": "content_filter"}
ONLY_PASSED = {"suffix": None, "best_of": 1}
"""What chat cannot do, and the value at which it asks for nothing."""


class Asked(Struct, frozen=True, kw_only=True):
    """A request's body, as far as a chat model can follow it."""

    model: str
    prompt: str | tuple[str, ...]
    stream: bool = False
    stream_options: StreamOptions | None = None
    max_tokens: Count = USUAL_CAP
    temperature: Heat | None = None
    top_p: Share | None = None
    n: Annotated[int, Meta(ge=1, le=128)] = 1
    stop: str | tuple[str, ...] = ()
    seed: int | None = None
    presence_penalty: Penalty | None = None
    frequency_penalty: Penalty | None = None
    logit_bias: dict[str, float] | None = None
    logprobs: Annotated[int, Meta(ge=0, le=5)] | None = None
    echo: bool = False
    user: str = ""


class Prompted(Struct, frozen=True):
    """A prompt put to a chat model. `echo` is the prompt once more, where the client wants it back."""

    request: ChatRequest
    echo: str = ""


SAMPLING = frozenset(Sampling.__struct_fields__) & frozenset(Asked.__struct_fields__) - {"logprobs"}
KNOWN = frozenset(Asked.__struct_fields__) | ONLY_PASSED.keys()


def call(body: dict[str, Any], to: Target, *, prefix: str = "/v1") -> Written:
    """The client's own request, for a vendor that has completions: the model's name alone is another."""
    return Written(to.post(f"{prefix}/completions", body | {"model": to.model}, timeout=TIMEOUT))


def decode(inbound: Inbound) -> tuple[Prompted, ...]:
    """A chat request for each prompt. Raises `InvalidRequest`, also for what no chat model can do."""
    body = {k: v for k, v in inbound.json().items() if v is not None and (v != "" or k == "prompt")}
    for name, neutral in ONLY_PASSED.items():
        if body.get(name, neutral) != neutral:
            raise _cannot(name)
    if isinstance(prompt := body.get("prompt"), list) and not all(isinstance(p, str) for p in prompt):
        message = "prompt must be a text or texts: this model takes no tokens"
        raise InvalidRequest(message, param="prompt")
    asked = shaped(body, Asked)
    prompts = (asked.prompt,) if isinstance(asked.prompt, str) else asked.prompt
    if not prompts or (asked.stream and len(prompts) > 1):
        message = "a stream answers exactly one prompt" if prompts else "prompt is required"
        raise InvalidRequest(message, param="prompt")
    strange = {name: value for name, value in body.items() if name not in KNOWN}
    return tuple(Prompted(_request(asked, p, strange), p if asked.echo else "") for p in prompts)


def encode(answers: tuple[Answer, ...], prompts: tuple[Prompted, ...]) -> Reply:
    """The answers to all prompts, `n` after `n`, in one; the first gives the id and the model."""
    pairs = [
        (prompt.echo, choice) for answer, prompt in zip(answers, prompts, strict=True) for choice in answer.choices
    ]
    first, counts = answers[0], [answer.tokens for answer in answers if answer.tokens]
    body: dict[str, Any] = {
        "id": first.id,
        "object": "text_completion",
        "created": first.created,
        "model": first.model or prompts[0].request.model,
        "choices": [_choice(i, echo, choice) for i, (echo, choice) in enumerate(pairs)],
    }
    return Reply(200, body | ({"usage": meter.worded(_sum(counts))} if counts else {}))


def writer(prompt: Prompted) -> Writer:
    """What words one stream of a completion."""
    return _Stream(prompt).write


class _Stream:
    """The chunks of one completion: text alone."""

    def __init__(self, prompt: Prompted) -> None:
        self._request, self._back = prompt.request, prompt.echo
        self._head: dict[str, Any] = {}
        self._texts: dict[int, int] = {}
        self._tokens: Tokens | None = None
        self._broken = False

    def write(self, event: Event | None) -> bytes:
        """An event's chunk, b"" for nothing; None: the last ones."""
        told = b""
        match event:
            case Begin():
                self._head = {"id": event.id, "object": "text_completion", "created": event.created}
                self._head["model"] = event.model or self._request.model
                told = b"".join(self._echo())
            case Open(part=Text(), index=index, choice=choice):
                self._texts[index] = choice
            case Delta() if event.index in self._texts:
                told = self._chunk(self._texts[event.index], event.text, None, old(event.logprobs))
            case End(reason=reason, choice=choice):
                told = self._chunk(choice, "", FINISHES.get(reason, "stop"))
            case Spent(tokens=tokens):
                self._tokens = tokens
            case Fault(error=problem):
                self._broken = True
                told = _sse(error(problem, "").body)
            case None if not self._broken:
                told = self._usage() + DONE
        return told

    def _echo(self) -> Iterator[bytes]:
        """The prompt, where the client wants it back."""
        for choice in range(self._request.n if self._back else 0):
            yield self._chunk(choice, self._back)

    def _usage(self) -> bytes:
        if not self._request.usage or self._tokens is None:
            return b""
        return _sse(self._head | {"choices": [], "usage": meter.worded(self._tokens)})

    def _chunk(self, choice: int, text: str, finish: str | None = None, logprobs: Any = None) -> bytes:
        told = {"text": text, "index": choice, "logprobs": logprobs, "finish_reason": finish}
        return _sse(self._head | {"choices": [told]})


def old(logprobs: Any) -> dict[str, Any] | None:
    """Chat's log probabilities in the form of completions, without offsets, which chat does not give."""
    content = logprobs.get("content") if isinstance(logprobs, dict) else None
    if not content:
        return None
    tops = [{top.get("token", ""): top.get("logprob") for top in entry.get("top_logprobs") or ()} for entry in content]
    return {
        "tokens": [entry.get("token", "") for entry in content],
        "token_logprobs": [entry.get("logprob") for entry in content],
        "top_logprobs": tops,
    }


def _request(asked: Asked, prompt: str, strange: dict[str, Any]) -> ChatRequest:
    """The prompt as the one message of a user."""
    tops = {} if asked.logprobs is None else {"logprobs": True, "top_logprobs": asked.logprobs}
    return ChatRequest(
        model=asked.model,
        messages=(Message("user", (Text(prompt),)),),
        sampling=Sampling(**{name: getattr(asked, name) for name in SAMPLING} | tops),
        cap=asked.max_tokens,
        stop=(asked.stop,) if isinstance(asked.stop, str) else asked.stop,
        n=asked.n,
        stream=asked.stream,
        usage=bool(asked.stream_options and asked.stream_options.include_usage),
        user=asked.user,
        extra={"chat": strange} if strange else {},
    )


def _choice(index: int, echo: str, choice: Choice) -> dict[str, Any]:
    text = echo + (joined(choice.parts, Text) or "")
    finish = FINISHES.get(choice.reason, "stop")
    return {"text": text, "index": index, "logprobs": old(choice.logprobs), "finish_reason": finish}


def _sum(counts: list[Tokens]) -> Tokens:
    """All calls' tokens in one count."""
    told = [msgspec.structs.asdict(count) for count in counts]
    sums = {name: sum(count[name] for count in told) for name in told[0] if name != "estimated"}
    return Tokens(**sums, estimated=any(count.estimated for count in counts))


def _cannot(field: str) -> InvalidRequest:
    return InvalidRequest(f"{field} needs a model of text completions; this one is a chat model", param=field)


def _sse(body: dict[str, Any]) -> bytes:
    return b"data: %b\n\n" % msgspec.json.encode(body)
