"""One response under an id of ours: what of the conversation it goes on from, and what of it is to be kept."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

import msgspec
from msgspec import Raw, Struct

from philae.core.chat import ChatRequest
from philae.core.errors import InvalidRequest
from philae.core.kept import Earlier, Kept, identity, name
from philae.core.text import TextModel
from philae.relay.peek import Peek, spliced
from philae.vendors.openai.responses import ids, response, thread

BARE = frozenset({"message", "function_call", "function_call_output", "custom_tool_call", "custom_tool_call_output"})
"""Items that a vendor takes without an id; one that it does not know could be refused."""
ENCRYPTED = "reasoning.encrypted_content"
REFERENCE = b'"item_reference"'
ENDS = frozenset({"completed", "incomplete", "failed", "cancelled"})
Items = list[dict[str, Any]]
_items = msgspec.json.Decoder(list[dict[str, Any]])


class Named(Struct, frozen=True):
    """An item, for its id."""

    id: str | None = None


class Ended(Struct, frozen=True):
    """A response, for how it ended."""

    status: str | None = None
    output: Raw = Raw(b"[]")


class Asked(Struct, frozen=True):
    """A request, for its input."""

    input: Any = None
    include: Any = None


_named = msgspec.json.Decoder(list[Named])
_ended = msgspec.json.Decoder(Ended)
_asked = msgspec.json.Decoder(Asked)


class PreviousNotFound(InvalidRequest):
    """There is no such response to go on from: OpenAI's status and code for it."""

    code = "previous_response_not_found"


class Thread:
    """`body` is the request as it came, until `join` puts the conversation in. Raises `InvalidRequest`."""

    def __init__(self, identity: UUID, account: UUID, body: bytes, seen: Peek) -> None:
        """Look at what is wanted. `identity` is the response's own."""
        self.id = self.root = identity
        self.account, self.body = account, body
        self.stored = seen.store is not False
        self.background = seen.background is True
        self.previous = _previous(seen)
        self.final: bytes | None = None
        self._asked = _read(body)
        self.references = thread.references({"input": self._asked.input}) if REFERENCE in body else []
        self._joined: Items | None = None
        if seen.conversation is not None:
            raise InvalidRequest("conversations are not kept here; use previous_response_id", param="conversation")
        if self.background and not self.stored:
            raise InvalidRequest("background needs store to be true", param="background")
        self._own = _understood({"input": self._asked.input}) if self.alone else []

    @property
    def name(self) -> str:
        """Its id, as clients have it."""
        return name(self.id)

    @property
    def alone(self) -> bool:
        """Whether it needs nothing that was kept before."""
        return self.previous is None and not self.references

    @property
    def claims(self) -> dict[str, Any]:
        """The fields of the response object that are ours to tell."""
        previous = Raw(msgspec.json.encode(name(self.previous) if self.previous else None))
        return {"id": self.name, "store": self.stored, "previous_response_id": previous, "background": self.background}

    def join(self, turns: list[Earlier], outputs: Iterable[bytes]) -> None:
        """Put what was said before into the request. Raises `InvalidRequest`, `NotFound` for what is not there."""
        if self.previous is not None:
            _whole(turns, self.previous)
            self.root = turns[-1].thread
        before = [item for turn in turns for items in (turn.input, turn.output) for item in _items.decode(items)]
        stored = {str(item.get("id")): item for items in outputs for item in _items.decode(items)}
        stored |= {str(item.get("id")): item for item in before}
        asked = thread.resolved({"input": self._asked.input}, stored)
        self._own = _understood(asked)
        self._joined = before + self._own
        self.body = spliced(self.body, {"previous_response_id": None, "input": self._joined})

    # --- what the vendor is asked -----------------------------------------------------------------------------------

    def changes(self, model: TextModel) -> dict[str, Any]:
        """What a vendor of the same format must be told otherwise: it keeps nothing, so it is told everything."""
        changes: dict[str, Any] = {"store": False, "background": None, "previous_response_id": None}
        given = self._joined if self._joined is not None else self._asked.input
        if isinstance(given, list) and (self._joined is not None or b'"reasoning"' in self.body):
            changes["input"] = [_bare(item) for item in given if not _unproven(item)]
        if self.stored and "reasoning" in model.features:
            included = self._asked.include if isinstance(self._asked.include, list) else []
            changes["include"] = included if ENCRYPTED in included else [*included, ENCRYPTED]
        return changes

    # --- what comes of it -------------------------------------------------------------------------------------------

    def shell(self, request: ChatRequest, status: response.Status) -> bytes:
        """The response object before there is an answer."""
        told = response.whole(request, self.name, status, created=ids.now())
        return spliced(msgspec.json.encode(told), self.claims)

    def begun(self, request: ChatRequest) -> Kept:
        """The row of one in the background."""
        return self._kept("in_progress", self.shell(request, "in_progress"))

    def ended(self, final: bytes) -> Kept:
        """The row, with what it ended as."""
        told = _ended.decode(final)
        output = bytes(told.output) if told.output else b"[]"
        items = tuple(item.id for item in _named.decode(output) if item.id)
        status = told.status if told.status in ENDS else "completed"
        return msgspec.structs.replace(self._kept(status, final), output=output, items=items)

    def _kept(self, status: str, told: bytes) -> Kept:
        own = msgspec.json.encode(self._own)
        head = spliced(told, {"output": []})
        return Kept(self.id, self.account, self.root, self.previous, status, head, own, background=self.background)


def _read(body: bytes) -> Asked:
    try:
        return _asked.decode(body)
    except (ValueError, RecursionError) as error:
        raise InvalidRequest(f"the request cannot be read: {str(error)[:200]}", param="input") from error


def _previous(seen: Peek) -> UUID | None:
    if seen.previous_response_id is None:
        return None
    previous = identity(seen.previous_response_id)
    if previous is None:
        raise _absent(seen.previous_response_id)
    return previous


def _absent(named: object) -> PreviousNotFound:
    message = f"Previous response with id '{str(named)[:100]}' not found."
    return PreviousNotFound(message, param="previous_response_id")


def _whole(turns: list[Earlier], previous: UUID) -> None:
    """Raise `InvalidRequest` unless the conversation is there from its beginning and not still going on."""
    if not turns:
        raise _absent(name(previous))
    if turns[0].previous is not None:
        raise _absent(name(turns[0].previous))
    if turns[-1].status == "in_progress":
        message = f"Previous response with id '{name(previous)}' is still in progress."
        raise InvalidRequest(message, param="previous_response_id")


def _understood(asked: dict[str, Any]) -> Items:
    """The request's own items as they are kept. Raises `InvalidRequest`."""
    try:
        return thread.items(asked)
    except (TypeError, AttributeError) as error:
        raise InvalidRequest("input must be a text or a list of items", param="input") from error


def _unproven(item: Any) -> bool:
    """A thought that its vendor would look up by its id: there it was never stored."""
    return isinstance(item, dict) and item.get("type") == "reasoning" and not item.get("encrypted_content")


def _bare(item: Any) -> Any:
    if not isinstance(item, dict) or item.get("type", "message") not in BARE or "id" not in item:
        return item
    return {field: value for field, value in item.items() if field != "id"}
