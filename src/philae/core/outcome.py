"""What a provider reads from a vendor's reply: done, pending, or a question back."""

from typing import Any

from msgspec import Struct

from philae.core.request import Result

Ref = dict[str, Any]
"""What a provider needs to ask again: opaque JSON, stored with the task."""


class Done(Struct, frozen=True):
    """The vendor's job is finished; `cost` is what the vendor says it took, in nano-USD."""

    result: Result
    cost: int | None = None


class Pending(Struct, frozen=True):
    """Not yet: ask again with `ref` after that many seconds. `expires` seconds from now the ref is worthless.

    `previews` are the addresses of early pictures, all that there were so far, in their order.
    """

    ref: Ref
    after: float
    progress: float | None = None
    expires: float | None = None
    cost: int | None = None
    previews: tuple[str, ...] = ()


class Ask(Struct, frozen=True):
    """The vendor waits for a choice of the client's among `actions`. `details` are what a dialect tells of them."""

    actions: tuple[str, ...]
    ref: Ref
    details: dict[str, Any] = {}


Outcome = Done | Pending | Ask
