"""A simple question, of vectors or of an order: its own bytes where the format is the same, else anew; one whole answer."""

from typing import Any
from uuid import UUID

import msgspec
from msgspec import Raw

from philae.core.dialect import Inbound
from philae.core.errors import Internal
from philae.core.http import HttpReply
from philae.core.text import PlainCodec, PlainFace, TextModel
from philae.core.tokens import Tokens
from philae.relay import head
from philae.relay.asking import Asking, Count
from philae.relay.peek import spliced
from philae.relay.tally import estimate
from philae.relay.ways import Way


class PlainAsking(Asking):
    """As `Asking`, for the lanes that have a `PlainFace`."""

    _asked: Any = None

    def written(self, way: Way, model: TextModel, key: UUID) -> bytes:
        """The whole request in the channel's words. Raises `InvalidRequest` for what the channel cannot do."""
        if not self.foreign(way):
            body = self._renamed(way)
            return way.request(head.passed(self._headers), body)
        face, codec = self._sides(way)
        if self._asked is None:
            path = {"model": self.lane.model}
            headers = {n.decode("latin-1"): v.decode("latin-1") for n, v in self._headers.items()}
            asked = face.decode(Inbound("POST", path, {}, headers, self.body))
            self._asked = msgspec.structs.replace(asked, model=model.id)
        written = codec.write(self._asked, way.channel.target(way.name, key.hex))
        self.dropped = written.dropped
        return way.written(written.call)

    def answer(self, way: Way, reply: HttpReply, tokens: Count) -> tuple[bytes, Tokens | None]:
        """A whole reply as the client gets it, and what it took. Raises from the error tree."""
        body, used = reply.body, (way.plain.tokens if way.plain else tokens)(reply.body)
        if self.foreign(way):
            face, codec = self._sides(way)
            answer = codec.read(reply, self._asked)
            body, used = msgspec.json.encode(face.encode(answer, self._asked).body), answer.tokens
        return body, used or estimate(self.body, 0)

    def _sides(self, way: Way) -> tuple[PlainFace, PlainCodec]:
        if self.lane.plain is None or way.plain is None:
            raise Internal("this channel does not speak the client's format")
        return self.lane.plain, way.plain

    def _renamed(self, way: Way) -> bytes:
        """The body with the model's name at the vendor; Google's has it in the path, and perhaps in each question too."""
        if self.lane.model:
            return self.body if way.name == self.lane.model else _googles(self.body, f"models/{way.name}")
        return self.body if self.seen.model == way.name else spliced(self.body, {"model": way.name})


_batch = msgspec.json.Decoder(dict[str, Raw])
_many = msgspec.json.Decoder(list[dict[str, Any]])


def _googles(body: bytes, name: str) -> bytes:
    changes: dict[str, Any] = {}
    fields = _batch.decode(body)
    if "model" in fields:
        changes["model"] = name
    if "requests" in fields:
        changes["requests"] = [one | {"model": name} for one in _many.decode(fields["requests"])]
    return spliced(body, changes)
