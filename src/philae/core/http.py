"""HTTP as values: the call that a provider wants sent, and the reply it reads."""

from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from philae.core.errors import UpstreamError

Effect = Literal["none", "upload", "submit"]
Json = Any
T = TypeVar("T")


class HttpCall(Struct, frozen=True):
    """A request to a vendor. `json` and `form` are trees whose leaves may be `Inline` blobs, filled by the sender.

    `effect` is `submit` for the one call that costs money. `timeout` is in seconds, for the whole exchange.
    """

    method: str
    url: str
    headers: tuple[tuple[str, str], ...] = ()
    json: Json = None
    form: tuple[tuple[str, Any], ...] | None = None
    effect: Effect = "none"
    timeout: float = 30.0


class HttpReply(Struct, frozen=True):
    """A vendor's whole answer; header names are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    def parse(self, shape: type[T]) -> T:
        """Read the fields that `shape` names, leniently. Raises `UpstreamError` if they are not there."""
        try:
            return msgspec.json.decode(self.body, type=shape, strict=False)
        except msgspec.MsgspecError as error:
            message = "the vendor's answer could not be read"
            raise UpstreamError(message, detail=f"{error}: {self.body[:300]!r}") from error

    def retry_after(self) -> float | None:
        """Seconds that the vendor asks to wait, from `Retry-After` in seconds."""
        value = self.headers.get("retry-after", "")
        return float(value) if value.replace(".", "", 1).isdigit() else None
