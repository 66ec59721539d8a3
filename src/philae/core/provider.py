"""A provider: a vendor's API as we call it, per operation two pure functions over an opaque reference."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Literal

from msgspec import Struct

from philae.core.auth import Auth, Static, bearer
from philae.core.errors import UpstreamError
from philae.core.http import Effect, HttpCall, HttpReply
from philae.core.outcome import Outcome, Ref

__all__ = ["Account", "Codec", "Provider", "Recovery", "Target", "bearer", "unreadable", "usual", "x_key"]

Recovery = Literal["key", "lookup", "none"]


def below(to: "Target", path: str) -> str:
    """The path under the channel's base URL."""
    return to.base_url.rstrip("/") + path


class Target(Struct, frozen=True):
    """Where a call goes: one channel, the model's name there, and what identifies this attempt at the vendor.

    `key` is the attempt's idempotency key. `callback` is our URL for the vendor's webhook, None if it cannot reach us.
    `place` says where the channel has a path of the vendor's API. `lend` makes a link to a file of ours, given its handle.
    """

    base_url: str
    model: str
    key: str
    callback: str | None = None
    label: dict[str, str] = {}
    lend: Callable[[str], str] | None = None
    place: Callable[["Target", str], str] = below

    def url(self, path: str) -> str:
        """An absolute URL: `path` as it is if it already is one, else where the channel has it."""
        return path if "://" in path else self.place(self, path)

    def get(self, path: str, *, timeout: float = 20.0) -> HttpCall:
        """A GET without effect."""
        return HttpCall("GET", self.url(path), timeout=timeout)

    def post(self, path: str, json: Any, *, effect: Effect = "submit", timeout: float = 60.0) -> HttpCall:
        """A POST of JSON; it carries the attempt's key, which vendors that know no such header ignore."""
        headers = (("idempotency-key", self.key),)
        return HttpCall("POST", self.url(path), headers=headers, json=json, effect=effect, timeout=timeout)


def stopped(reply: HttpReply) -> bool | None:
    """What the status of an answer to a cancel says: stopped, refused, or no such job."""
    return None if reply.status == HTTPStatus.NOT_FOUND else reply.status < HTTPStatus.BAD_REQUEST


class Codec(Struct, frozen=True):
    """How one operation is done. `request` is the kind of `core.params.REQUESTS` that belongs to the operation.

    `call(request, ref, to)` writes the next call; `read(reply, ref)` says what came of it, raising from the error tree.
    `able(request)` is the reason why this vendor cannot do this very request, or None.
    `lends(request)`: whether the vendor must fetch files of ours, for which it must reach us.
    `find(request, to)` and `found(reply)` look a lost submit up by the attempt's key: `found` gives None if the vendor
    certainly does not have it. `cancel(ref, to)` stops a running job, None where the vendor cannot; `stopped(reply)` is
    whether it did, None where the vendor does not know the job: what became of it then stays unknown.
    """

    call: Callable[[Any, Ref | None, Target], HttpCall]
    read: Callable[[HttpReply, Ref | None], Outcome]
    able: Callable[[Any], str | None] = lambda _: None
    find: Callable[[Any, Target], HttpCall] | None = None
    found: Callable[[HttpReply], Outcome | None] | None = None
    cancel: Callable[[Ref, Target], HttpCall | None] | None = None
    stopped: Callable[[HttpReply], bool | None] = stopped
    hook: Callable[[HttpReply], Ref | None] | None = None
    lends: Callable[[Any], bool] = lambda _: False


class Account(Struct, frozen=True):
    """An account at a vendor, as its operator says it: `base_url` is "" for the vendor's own, `options` name the place."""

    secret: str
    base_url: str = ""
    options: Mapping[str, str] = {}


def usual(account: Account) -> str:
    """The base URL without the trailing slash and /v1, which providers' paths have."""
    return account.base_url.rstrip("/").removesuffix("/v1")


class Provider(Struct, frozen=True):
    """A vendor that we can call. `auth(secret)` says how; what it gives goes to the channel's origin and `hosts` only.

    `secret` is the usual variable of the secret, `address` that of the base URL; `parts` are the variables of a secret of
    several parts, by name: it then is a JSON object of them and of the options. `options` are what else says where an
    account is, with their variables, and `home` the base URL that follows.
    `serves`: an operation, or the `wire` of a route, and how it is done there.
    `recovery` is what resolves a submit whose answer was lost: the vendor's idempotency keys, a look-up, or nothing.
    `callbacks`: whether asking for the vendor's webhook has no price; a channel's setting goes over it.
    `concurrency`: how many jobs the vendor runs at a time for one account, None if it names no limit.
    `challenge`: the field of a word that the vendor's webhook wants back before it tells anything.
    """

    name: str
    base_url: str
    auth: Callable[[str], Auth]
    serves: dict[str, Codec]
    secret: str = ""
    hosts: tuple[str, ...] = ()
    recovery: Recovery = "none"
    callbacks: bool = True
    concurrency: int | None = None
    challenge: str = ""
    parts: Mapping[str, str] = {}
    options: Mapping[str, tuple[str, ...]] = {}
    address: str = ""
    home: Callable[[Account], str] = usual
    place: Callable[[Target, str], str] = below


def x_key(secret: str) -> Static:
    """`x-key: …`."""
    return Static((("x-key", secret),))


def unreadable(what: str, reply: HttpReply) -> UpstreamError:
    """The error for an answer that makes no sense."""
    return UpstreamError(f"the vendor's answer {what}", detail=f"{reply.status} {reply.body[:300]!r}")
