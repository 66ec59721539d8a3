"""The one tree of errors; every dialect words it as its vendor does, every provider maps its vendor's words onto it.

    GatewayError                          status  code
    ├─ InvalidRequest                     400     invalid_request
    │  └─ UnprocessableInput              422     invalid_input        a file that cannot be used
    ├─ Unauthenticated                    401     invalid_api_key
    ├─ InsufficientFunds                  402     insufficient_funds
    ├─ Forbidden                          403     forbidden
    ├─ NotFound                           404     not_found
    │  └─ ModelNotFound                   404     model_not_found
    ├─ MethodNotAllowed                   405     method_not_allowed
    ├─ RequestTimeout                     408     request_timeout      the client took too long to send its request
    ├─ Conflict                           409     conflict
    ├─ TooLarge                           413     too_large
    ├─ ContentFiltered                    422     content_filtered     never retried
    ├─ RateLimited                        429     rate_limited
    ├─ Canceled                           499     canceled
    ├─ Internal                           500     internal
    ├─ NotImplementedYet                  501     not_implemented
    ├─ UpstreamError                      502     upstream_error       the vendor failed
    │  ├─ UpstreamRefused                 502     upstream_refused     certainly nothing was bought
    │  └─ UpstreamUnknown                 502     upstream_unknown     bytes may have left, no answer was read
    ├─ Unavailable                        503     unavailable          ours: database, storage, drain
    │  └─ NoChannel                       503     no_channel
    ├─ UpstreamTimeout                    504     timeout
    ├─ StorageFull                        507     storage_full
    └─ LoopDetected                       508     loop_detected

`public` may reach a client; `detail` reaches the log and the operator alone. No vendor body, key or host is public.
"""

from math import ceil
from typing import ClassVar


class GatewayError(Exception):
    """Base of all errors that a client may see."""

    status: ClassVar[int] = 500
    code: ClassVar[str] = "internal"
    retryable: bool = False

    def __init__(
        self,
        public: str,
        *,
        detail: str = "",
        param: str | None = None,
        retryable: bool | None = None,
        retry_after: float | None = None,
        reasons: tuple[str, ...] = (),
    ) -> None:
        """Keep `public` for the client and `detail` for the operator; `param` names the field at fault."""
        super().__init__(public)
        self.public = public
        self.detail = detail
        self.param = param
        self.retry_after = retry_after
        self.reasons = reasons
        if retryable is not None:
            self.retryable = retryable

    @property
    def wait(self) -> str:
        """`Retry-After` for `retry_after`: whole seconds, never too few, and at least one."""
        return str(max(1, ceil(self.retry_after or 0)))


class InvalidRequest(GatewayError):
    """The client's request is wrong; `param` names the field."""

    status = 400
    code = "invalid_request"


class UnprocessableInput(InvalidRequest):
    """A file of the client's cannot be fetched, decoded or used."""

    status = 422
    code = "invalid_input"


class Unauthenticated(GatewayError):
    """No key, or one that is unknown, revoked or expired."""

    status = 401
    code = "invalid_api_key"


class InsufficientFunds(GatewayError):
    """The account's balance or the key's budget does not cover the hold."""

    status = 402
    code = "insufficient_funds"


class Forbidden(GatewayError):
    """The key is known but may not do this."""

    status = 403
    code = "forbidden"


class NotFound(GatewayError):
    """Nothing of that name is there for this account."""

    status = 404
    code = "not_found"


class ModelNotFound(NotFound):
    """No model of that name; the message offers near ones."""

    code = "model_not_found"


class MethodNotAllowed(GatewayError):
    """The path is there, but not for this method."""

    status = 405
    code = "method_not_allowed"


class RequestTimeout(GatewayError):
    """The client took too long to send its request."""

    status = 408
    code = "request_timeout"
    retryable = True


class Conflict(GatewayError):
    """The thing is not in a state that allows this, or the idempotency key belongs to another request."""

    status = 409
    code = "conflict"


class TooLarge(GatewayError):
    """The body, or a file in it, is over a limit."""

    status = 413
    code = "too_large"


class ContentFiltered(GatewayError):
    """A filter stopped the prompt or the result."""

    status = 422
    code = "content_filtered"


class RateLimited(GatewayError):
    """Too many requests: ours, or the vendor's."""

    status = 429
    code = "rate_limited"
    retryable = True


class Canceled(GatewayError):
    """The caller canceled the task."""

    status = 499
    code = "canceled"


class Internal(GatewayError):
    """A fault of ours."""


class NotImplementedYet(GatewayError):
    """A path of the catalogue that is not built."""

    status = 501
    code = "not_implemented"


class UpstreamError(GatewayError):
    """The vendor failed, or its answer cannot be used."""

    status = 502
    code = "upstream_error"


class UpstreamRefused(UpstreamError):
    """The vendor, or the way to it, refused: certainly nothing was bought, so another route may be tried."""

    code = "upstream_refused"
    retryable = True


class UpstreamUnknown(UpstreamError):
    """Bytes may have left and no answer was read: perhaps something was bought."""

    code = "upstream_unknown"


class Unavailable(GatewayError):
    """A part of ours is away for the moment."""

    status = 503
    code = "unavailable"
    retryable = True


class NoChannel(Unavailable):
    """No live route serves this model."""

    code = "no_channel"
    retryable = False


class UpstreamTimeout(GatewayError):
    """The deadline passed before the vendor was done."""

    status = 504
    code = "timeout"


class StorageFull(GatewayError):
    """There was no room to keep the result."""

    status = 507
    code = "storage_full"


class LoopDetected(GatewayError):
    """The request has been through this gateway before."""

    status = 508
    code = "loop_detected"


def _tree(root: type[GatewayError]) -> dict[str, type[GatewayError]]:
    return {root.code: root} | {k: v for c in root.__subclasses__() for k, v in _tree(c).items()}


BY_CODE: dict[str, type[GatewayError]] = _tree(GatewayError)
"""Each error class under its code, so that a stored error can be worded again."""
