"""What the engine must know to go on with a task: its parts, one per vendor job, and the open attempt of each."""

from typing import Literal

import msgspec
from msgspec import Struct

from philae.core.money import Usage
from philae.core.outcome import Ref
from philae.core.request import Origin
from philae.core.task import Asset, Failure

AttemptState = Literal["intent", "accepted", "refused", "unknown", "done", "failed"]


class Attempt(Struct, frozen=True, omit_defaults=True):
    """One try at one channel. `sent` is when its intent was committed, in epoch seconds, `timeout` how long it may last.

    `key` is unguessable: the vendor knows the attempt by it, as idempotency key and in our callback's address.
    """

    no: int
    key: str
    channel: str
    sent: float
    timeout: float
    state: AttemptState = "intent"
    cost: int | None = None


class Part(Struct, frozen=True, omit_defaults=True):
    """One vendor job. `ref` is set from the moment that the vendor accepted it; `tried` are channels that refused."""

    no: int
    attempt: Attempt | None = None
    ref: Ref | None = None
    tried: tuple[str, ...] = ()
    tries: int = 0
    outputs: tuple[Asset, ...] = ()
    usage: Usage = {}
    details: dict[str, object] = {}
    actions: tuple[str, ...] = ()
    served_by: str = ""
    failure: Failure | None = None
    over: bool = False


class Work(Struct, frozen=True, omit_defaults=True):
    """The column `work`. `origin` is the task that this one goes on from, itself where it was resumed.

    `rounds`: how often it has waited for its client.
    """

    parts: tuple[Part, ...]
    v: int = 1
    rounds: int = 0
    origin: Origin | None = None

    def replace(self, part: Part) -> "Work":
        """With that part in the place of its former self."""
        return msgspec.structs.replace(self, parts=tuple(part if p.no == part.no else p for p in self.parts))
