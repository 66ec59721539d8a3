"""The relay: everything that calls have in common, made by the composition root; storage comes injected."""

from collections.abc import Callable, Coroutine
from uuid import UUID

from msgspec import Struct

from philae.core.durable import Desk
from philae.core.errors import GatewayError, ModelNotFound
from philae.core.exchange import Exchange
from philae.core.http import HttpReply
from philae.core.record import Record
from philae.core.text import TextModel
from philae.core.tokens import Tokens
from philae.gate.keyring import Keyring
from philae.gate.limits import Limits
from philae.gate.policy import Policy
from philae.gate.proxies import Proxies
from philae.net.pool import Pool
from philae.relay.bill import Bill
from philae.relay.cache import Cache
from philae.relay.lane import Lanes
from philae.relay.purse import Purse
from philae.relay.recorder import Recorder
from philae.relay.threads import Threads
from philae.relay.traces import Traces
from philae.relay.ways import Ways


class Relay(Struct, frozen=True):
    """`find(name)` gives a model and the provider that the name pins, None where the error is `unknown(name)`.

    `twin(model, policy)`: whether the studio answers.
    `draws(wire, name)`: whether what is asked of that name in that format is the app's, since pictures come of it.
    `fault` and `tokens` read the plain endpoints, which are OpenAI's.
    `write(record)` makes it durable, in microseconds; it raises `Unavailable` if it cannot be. `threads` keeps responses,
    None: nothing is kept. `keep(exchange)` stores bodies, behind the call. `traces` are for a collector. `desk` makes tasks
    of calls that are to last; `live` are the answers that tasks of this process are being given.
    """

    gateway: str
    lanes: Lanes
    keyring: Keyring
    limits: Limits
    ways: Ways
    pool: Pool
    purse: Purse
    find: Callable[[str], tuple[TextModel, str | None] | None]
    unknown: Callable[[str], ModelNotFound]
    draws: Callable[[str, str], bool]
    bill: Callable[[TextModel], Bill]
    twin: Callable[[TextModel, Policy], bool]
    write: Callable[[Record], None]
    ready: Callable[[], None]
    fault: Callable[[HttpReply], GatewayError]
    tokens: Callable[[bytes], Tokens | None]
    proxies: Proxies
    body_limit: int
    spawn: Callable[[Coroutine[None, None, None]], object]
    cache: Cache
    keep: Callable[[Exchange], object]
    threads: Threads | None = None
    traces: Traces | None = None
    desk: Desk | None = None
    live: dict[UUID, Recorder] = {}
