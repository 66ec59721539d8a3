"""The engine: what a line needs to move its task, in one value that the composition root makes."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from msgspec import Struct

from philae.core.durable import Speech
from philae.core.model import Model
from philae.engine.hub import Hub
from philae.engine.keep import Keeper
from philae.engine.order import Admitted, Order
from philae.engine.previews import Previews
from philae.engine.router import Router
from philae.engine.transition import Transition
from philae.net.client import Client
from philae.net.fill import Load
from philae.store.db import Database

if TYPE_CHECKING:
    from philae.engine.worker import Worker

Price = Callable[[Model, dict[str, int], dict[str, object]], "Prices"]


class Prices(Struct, frozen=True):
    """What usage costs: rounded up for a hold, half up for a capture; nano-USD."""

    hold: int
    capture: int


class Engine(Struct, frozen=True):
    """Everything with a life outside of one task. `public` is our origin as vendors reach it, empty if they cannot; `speech` makes calls.

    `lend` makes a link by which a vendor may fetch the file of that handle from us, None if it cannot.
    """

    database: Database
    find: Callable[[str], Model]
    price: Price
    router: Router
    client: Client
    keeper: Keeper
    previews: Previews
    load: Load
    hub: Hub
    worker: "Worker"
    admit: Callable[[Order], Awaitable[Admitted]]
    move: Callable[[Transition], Awaitable[bool]]
    public: str = ""
    speech: Speech | None = None
    lend: Callable[[str], str] | None = None

    def callback(self, key: str) -> str | None:
        """Where a vendor may tell us of that attempt."""
        return f"{self.public}/callbacks/{key}" if self.public else None
