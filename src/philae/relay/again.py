"""Whether what a vendor said is a reason to ask the next one: only where it certainly served nothing."""

from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    UpstreamError,
    UpstreamUnknown,
)

FAULTS = 500


def worth_another(error: GatewayError, status: int) -> bool:
    """Vendors bill nothing for what they refuse or fail at; what is wrong with the request itself is so everywhere."""
    if status >= FAULTS:
        return True
    if isinstance(error, InvalidRequest | ContentFiltered | UpstreamUnknown):
        return False
    return isinstance(error, UpstreamError | RateLimited) or error.retryable
