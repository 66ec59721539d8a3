"""Anthropic's Messages API as we call it, and every server that speaks it."""

from collections.abc import Callable
from http import HTTPStatus

from philae.core.auth import Static
from philae.core.chat import Answer, ChatRequest
from philae.core.http import HttpCall, HttpReply
from philae.core.provider import Provider, Target
from philae.core.text import ChatCodec, Written
from philae.vendors.anthropic import reader
from philae.vendors.anthropic.fault import fault
from philae.vendors.anthropic.meter import spent, tokens
from philae.vendors.anthropic.own import Own
from philae.vendors.anthropic.wire import FORMAT, Counted
from philae.vendors.anthropic.write import body, countable

PATH = "/v1/messages"
COUNT = "/v1/messages/count_tokens"
VERSION = "2023-06-01"
FORWARDED = ("anthropic-beta",)
"""Headers of the client's that the relay hands on where bytes pass untouched; a written call has them from `extra`."""
MOST = 16_000
"""Output tokens of a request that has no cap, which Anthropic requires: what its documentation calls roomy."""
TIMEOUT = 600.0


def codec(most: int = MOST) -> ChatCodec:
    """The codec; `most` caps the output of requests without a cap, for which the relay knew no maximum either."""
    return ChatCodec(
        FORMAT,
        path=lambda _model, _stream: PATH,
        write=writing(most),
        read=read,
        reader=reader.Reading,
        fault=fault,
        tokens=tokens,
        spent=spent,
    )


def writing(most: int) -> Callable[[ChatRequest, Target], Written]:
    """The codec's `write`."""

    def write(request: ChatRequest, to: Target) -> Written:
        dropped: list[str] = []
        call = to.post(PATH, body(request, to.model, most, dropped), timeout=TIMEOUT)
        return Written(_asking(call, request), tuple(dict.fromkeys(dropped)))

    return write


def count(request: ChatRequest, to: Target) -> Written:
    """The call that counts a request's input tokens; it costs nothing."""
    dropped: list[str] = []
    call = to.post(COUNT, countable(body(request, to.model, MOST, dropped)), effect="none")
    return Written(_asking(call, request), tuple(dict.fromkeys(dropped)))


def read(reply: HttpReply) -> Answer:
    """A whole answer. Raises from the error tree."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise fault(reply)
    return reader.read(reply)


def counted(reply: HttpReply) -> int:
    """The input tokens of a count. Raises from the error tree."""
    if reply.status >= HTTPStatus.BAD_REQUEST:
        raise fault(reply)
    return reply.parse(Counted).input_tokens


def auth(secret: str) -> Static:
    """The key, and the version that Anthropic requires of every call."""
    return Static((("x-api-key", secret), ("anthropic-version", VERSION)))


def _asking(call: HttpCall, request: ChatRequest) -> HttpCall:
    """The call, with the beta features that a Messages client asked for."""
    betas = Own(request).betas
    if not betas:
        return call
    headers = (*call.headers, ("anthropic-beta", ",".join(betas)))
    return HttpCall(call.method, call.url, headers, json=call.json, effect=call.effect, timeout=call.timeout)


CODEC = codec()

PROVIDER_FACTS = Provider(
    "anthropic",
    base_url="https://api.anthropic.com",
    auth=auth,
    serves={},
    secret="ANTHROPIC_API_KEY",  # noqa: S106 - the name of a variable
    hosts=("anthropic.com",),
    callbacks=False,
)
