"""The response as it grows: canonical events in, the events of this API out, and the whole object at the end.

A whole answer and a stream are put together here alike, so what is stored is what was streamed.
"""

from collections.abc import Iterable
from typing import Any

from philae.core.chat import ChatRequest, Image, Part, Reason, Refusal, Text, Thinking, ToolCall
from philae.core.errors import GatewayError, UpstreamError
from philae.core.stream import Begin, Close, Delta, End, Event, Fault, Mark, Open, Spent
from philae.core.tokens import Tokens
from philae.vendors.openai.responses import ids, response
from philae.vendors.openai.responses.calls import Called, Custom, Drawn
from philae.vendors.openai.responses.decode import WIRE
from philae.vendors.openai.responses.fault import field
from philae.vendors.openai.responses.item import Events, Growing, Item, Status
from philae.vendors.openai.responses.message import Said
from philae.vendors.openai.responses.reasoning import Sealed, Thought
from philae.vendors.openai.responses.wire import Raw

CUT: dict[Reason, str] = {
    "length": "max_output_tokens",
    "pause": "max_output_tokens",
    "content_filter": "content_filter",
}
TYPES = {"invalid_prompt": "invalid_request_error", "rate_limit_exceeded": "rate_limit_error"}


class Assembly:
    """One response in the making. `final` is the whole object, set by what makes the last event."""

    def __init__(self, request: ChatRequest) -> None:
        self.final: Raw | None = None
        self._request = request
        self._aliases: dict[str, Raw] = request.extra.get(WIRE, {}).get("aliases", {})
        self._begun = Begin("", "")
        self._name = ""
        self._created = 0
        self._tokens: Tokens | None = None
        self._items: list[Item] = []
        self._waiting: list[Item] = []
        self._parts: dict[int, Growing] = {}
        self._reason: Reason | None = None

    def take(self, event: Event) -> Events:
        """What to tell of an event. Only the first choice is told: this API knows one."""
        match event:
            case Begin():
                return self._begin(event)
            case Open(choice=0):
                return self._open(event.index, event.part)
            case Delta() | Mark() | Close():
                return self._grow(event)
            case End(choice=0):
                return self._end(event.reason)
            case Fault():
                return self.fail(event.error)
            case Spent():
                self._tokens = event.tokens
        return []

    def finish(self) -> Events:
        """The last event. A stream that is over without an `End` broke off."""
        if self._reason is None:
            return self.fail(UpstreamError("the vendor's answer broke off"))
        why = self._why()
        status: response.Status = "incomplete" if why else "completed"
        told = {"output": self._output(), "incomplete_details": {"reason": why} if why else None}
        self.final = self._whole(status, **told, usage=response.usage(self._tokens))
        return [{"type": f"response.{status}", "response": self.final}]

    def fail(self, error: GatewayError) -> Events:
        """The end by an error, told twice as OpenAI tells it: clients listen to either."""
        self._name = self._name or ids.response_id("")
        problem = response.problem(error)
        self.final = self._whole("failed", output=self._output(), error=problem)
        told = {**problem, "param": field(error.param)}
        nested = {"type": TYPES.get(problem["code"], "server_error"), **told}
        return [{"type": "error", **told, "error": nested}, {"type": "response.failed", "response": self.final}]

    def raw(self, item: Raw) -> None:
        """An item that only this format knows, as its vendor told it."""
        self._settle()
        self._items.append(_Kept(item, len(self._items)))

    def _begin(self, event: Begin) -> Events:
        self._begun, self._tokens = event, event.tokens
        self._name = ids.response_id(event.id)
        self._created = event.created or ids.now()
        shell = self._whole("in_progress")
        return [{"type": "response.created", "response": shell}, {"type": "response.in_progress", "response": shell}]

    def _open(self, index: int, part: Part) -> Events:
        last = self._items[-1] if self._items else None
        if isinstance(part, Text | Refusal):
            # Words after words go into the same message.
            told = [] if isinstance(last, Said) else self._settle()
            said = last if isinstance(last, Said) else Said(*self._place("message"))
            told += [] if said is last else [self._add(said)]
            self._parts[index] = said
            return told + said.begin(index, part)
        if not isinstance(part, Thinking | ToolCall | Image):
            return []  # sound, say, has no place here
        told = self._settle()
        item = self._made(part)
        self._parts[index] = item
        return [*told, self._add(item), *item.begin(index)]

    def _grow(self, event: Delta | Mark | Close) -> Events:
        item = self._parts.get(event.index)
        if item is None:
            return []
        match event:
            case Delta(index=index, text=text):
                return item.delta(index, text, event.logprobs) if text else []
            case Mark():
                return item.mark(event)
            case Close(index=index):
                return item.close(index)

    def _made(self, part: Thinking | ToolCall | Image) -> Thought | Called | Drawn:
        """The item of its own that a part is."""
        match part:
            case Thinking():
                show = self._request.reasoning.show if self._request.reasoning else None
                return Thought(*self._place("reasoning"), part, show=show)
            case ToolCall(name=name):
                alias = self._aliases.get(name, {})
                kind = Custom if alias.get("type") == "custom" else Called
                return kind(*self._place(kind.kind), part, alias)
            case Image():
                return Drawn(*self._place("image_generation_call"), part)

    def _place(self, kind: str) -> tuple[str, int]:
        """The id and the place of the next item."""
        return ids.item_id(kind, self._name, len(self._items)), len(self._items)

    def _add(self, item: Item) -> Raw:
        self._items.append(item)
        self._waiting.append(item)
        return item.added()

    def _settle(self, *, last: bool = False) -> Events:
        """The ends of all items that are whole.

        They wait for what comes next, since only the answer's end tells whether the last one was cut off.
        """
        whole = [item for item in self._waiting if not item.open]
        self._waiting = [item for item in self._waiting if item.open]
        told = []
        for item in whole:
            cut = last and bool(self._why()) and item is self._items[-1]
            told.append(item.done("incomplete" if cut else "completed"))
            told += self._sealed(item)
        return told

    def _sealed(self, item: Item) -> Events:
        """The item that carries a call's signature."""
        if not isinstance(item, Called) or not item.signature:
            return []
        sealed = Sealed(*self._place("reasoning"), item.call, item.signature)
        self._items.append(sealed)
        return [sealed.added(), sealed.done("completed")]

    def _end(self, reason: Reason) -> Events:
        self._reason = reason
        left = [(index, item) for index, item in self._parts.items() if index in item.open]
        return [event for index, item in left for event in item.close(index)] + self._settle(last=True)

    def _why(self) -> str | None:
        """Why the answer is incomplete. A refusal is complete if it has words, else a filter's."""
        if self._reason == "refusal" and not any(isinstance(item, Said) and item.refused for item in self._items):
            return "content_filter"
        return CUT.get(self._reason) if self._reason else None

    def _output(self) -> list[Raw]:
        """The items as they ended; one that never did is incomplete."""
        return [item.body("incomplete" if item.status == "in_progress" else item.status) for item in self._items]

    def _whole(self, status: response.Status, **told: Any) -> Raw:
        begun, when = self._begun, self._created or ids.now()
        known = {"model": begun.model, "tier": begun.service_tier}
        return response.whole(self._request, self._name, status, created=when, **known, **told)


class _Kept(Item):
    """An item as the vendor told it."""

    kind = "kept"

    def __init__(self, item: Raw, place: int) -> None:
        super().__init__(str(item.get("id")), place)
        self.item = item

    def body(self, status: Status) -> Raw:  # noqa: ARG002 - its state is in it
        return self.item


def assembled(request: ChatRequest, events: Iterable[Event | Raw]) -> Raw:
    """The whole response of all its events; an item of this format alone stands among them as it is."""
    assembly = Assembly(request)
    for event in events:
        if isinstance(event, dict):
            assembly.raw(event)
        else:
            assembly.take(event)
    assembly.finish()
    return assembly.final or {}
