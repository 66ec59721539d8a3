"""A streamed answer: the events of this API as server-sent events, numbered in their order."""

import msgspec

from philae.core.chat import ChatRequest
from philae.core.stream import Event
from philae.vendors.openai.responses.assembly import Assembly
from philae.vendors.openai.responses.item import Events
from philae.vendors.openai.responses.wire import Raw


class StreamWriter:
    """Words a stream. `final` is the whole response, there as soon as the last event is made and before it is sent."""

    def __init__(self, request: ChatRequest) -> None:
        self._assembly = Assembly(request)
        self._number = 0

    @property
    def final(self) -> Raw | None:
        """The response as it ended: completed, incomplete or failed."""
        return self._assembly.final

    def __call__(self, event: Event | None) -> bytes:
        """The frames of an event, b"" for none; None ends the response. Nothing follows an end."""
        if self._assembly.final:
            return b""
        return self._framed(self._assembly.finish() if event is None else self._assembly.take(event))

    def _framed(self, events: Events) -> bytes:
        frames = []
        for event in events:
            body = {"type": event["type"], "sequence_number": self._number, **event}
            frames.append(b"event: %b\ndata: %b\n\n" % (event["type"].encode(), msgspec.json.encode(body)))
            self._number += 1
        return b"".join(frames)
