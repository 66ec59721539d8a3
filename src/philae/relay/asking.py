"""What a client asks, ready to be written for any channel: its own bytes where the format is the same, else anew."""

from collections.abc import Callable
from uuid import UUID

import msgspec

from philae.core.chat import ChatRequest
from philae.core.dialect import Inbound
from philae.core.errors import Internal, InvalidRequest, NoChannel, UpstreamError
from philae.core.estimate import estimate_body
from philae.core.http import HttpReply
from philae.core.text import TextModel
from philae.core.tokens import Tokens
from philae.relay import head
from philae.relay.claims import Claimed, claimed
from philae.relay.head import Headers
from philae.relay.lane import SEALED, Lane
from philae.relay.peek import peek, spliced
from philae.relay.sinks import Replayed, Sink, Translated, Untouched
from philae.relay.tally import estimate
from philae.relay.thread import Thread
from philae.relay.ways import Way

Count = Callable[[bytes], Tokens | None]
JSON = (b"{", b"[")
WHOLE = "application/json"
TOLD = ("chat", "completions")
"""Formats whose streams tell their usage if they are asked to."""


class Asking:
    """A whole request. Raises `InvalidRequest` for one that cannot be read."""

    def __init__(self, lane: Lane, url: bytes, headers: Headers, body: bytes) -> None:
        """Look into it; it is decoded only for a channel of another format."""
        self.lane, self.body = lane, body
        self.seen = peek(body)
        self.streamed = lane.stream if lane.stream is not None else self.seen.stream is True
        self.dropped: tuple[str, ...] = ()
        self._url, self._headers = url, headers
        self._anew = lane.anew or _sealed(lane.wire, body)
        self._request: ChatRequest | None = None
        self.thread: Thread | None = None

    @property
    def named(self) -> str:
        """The model's name. Raises `InvalidRequest`."""
        name = self.lane.model or self.seen.model
        if not isinstance(name, str) or not name:
            message = "the field model is required"
            raise InvalidRequest(message, param="model", reasons=("missing",))
        return name

    @property
    def sticky(self) -> str:
        """What keeps calls together on one channel, so that its cache of prompts is met."""
        key = self.seen.prompt_cache_key
        if self.thread and not key:
            return self.thread.root.hex  # what a vendor encrypted, its own account alone can read
        return key if isinstance(key, str) else ""

    def weight(self, model: TextModel) -> tuple[int, int]:
        """The tokens that it is likely to take, about, and how many of these it only reads.

        What it may make counts as far as the client says how much that is.
        """
        read, cap = estimate_body(self.body), self.seen.cap or 0
        made = (min(cap, model.output) if model.output else cap) * self.seen.choices
        return read + made, read

    def join(self, thread: Thread) -> None:
        """It is of a kept conversation, which is part of what is asked."""
        self.thread, self.body = thread, thread.body
        self._anew = self._anew or _sealed(self.lane.wire, self.body)

    def foreign(self, way: Way) -> bool:
        """Whether it has to be written anew for this channel."""
        return way.foreign or self._anew

    def written(self, way: Way, model: TextModel, key: UUID) -> bytes:
        """The whole request in the channel's words. Raises `InvalidRequest` for what the channel cannot do."""
        if self.foreign(way):
            return self._translated(way, model, key)
        changes: dict[str, object] = {}
        if self.lane.wire != "gemini" and self.seen.model != way.name:
            changes["model"] = way.name
        if self.lane.wire in TOLD and self.streamed and not self.seen.wants_usage and way.tells:
            changes["stream_options"] = {"include_usage": True}
        if self.thread:
            changes |= self.thread.changes(model)
        body = spliced(self.body, changes)
        return way.request(head.passed(self._headers), body)

    def _translated(self, way: Way, model: TextModel, key: UUID) -> bytes:
        if way.codec is None:
            message = "this channel does not speak the client's format"
            raise Internal(message)
        written = way.codec.write(self.request(model), way.channel.target(way.name, key.hex))
        self.dropped = written.dropped
        return way.written(written.call)

    def request(self, model: TextModel) -> ChatRequest:
        """The canonical request; the model's own maximum bounds its output where the client did not."""
        if self._request is None:
            decoded = msgspec.structs.replace(self._decoded(), model=model.id, stream=self.streamed)
            bounded = decoded.cap or not model.output
            self._request = decoded if bounded else msgspec.structs.replace(decoded, cap=model.output)
        return self._request

    def _decoded(self) -> ChatRequest:
        if self.lane.face is None:
            message = "no channel of this model speaks this format"
            raise NoChannel(message, param="model")
        query = {"alt": "sse"} if b"alt=sse" in self._url else {}
        headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in self._headers.items()}
        path = {"model": self.lane.model, "verb": "streamGenerateContent" if self.streamed else "generateContent"}
        return self.lane.face.decode(Inbound("POST", path, query, headers, self.body))

    def sink(self, way: Way, tokens: Count, kind: str) -> Sink:
        """What takes this channel's stream to the client; `kind` is the content type of what comes."""
        face = self.lane.face
        sink: Sink
        if self.foreign(way) and way.codec and face and self._request:
            whole = way.codec.framing != "sse" and kind.startswith(WHOLE)
            sink = (Replayed if whole else Translated)(way.codec, face, self._request)
        else:
            hide = self.lane.wire in TOLD and not self.seen.wants_usage
            spent = way.codec.spent if way.codec else tokens
            sink = Untouched(self.lane.wire, spent, face, hide=hide, choices=self.seen.choices)
        return Claimed(sink, self.thread) if self.thread else sink

    def answer(self, way: Way, reply: HttpReply, tokens: Count) -> tuple[bytes, Tokens | None]:
        """A whole reply as the client gets it, and what it took. Raises from the error tree."""
        face, body = self.lane.face, reply.body
        if self.foreign(way) and way.codec and face and self._request:
            answer = way.codec.read(reply)
            worded, used = face.encode(answer, self._request).body, answer.tokens
            body = worded if isinstance(worded, bytes) else msgspec.json.encode(worded)
        elif body.lstrip()[:1] not in JSON:
            raise UpstreamError("the vendor's answer could not be read", detail=repr(body[:200]))
        else:
            used = (way.codec.tokens if way.codec else tokens)(body)
        told = used is not None and (used.input or used.output)
        used = used if told else estimate(self.body, estimate_body(body))
        return claimed(body, self.thread) if self.thread else body, used


def _sealed(wire: str, body: bytes) -> bool:
    """Whether the request holds a signature of another vendor's that we gave this format's client."""
    mark = SEALED.get(wire)
    return mark is not None and mark in body
