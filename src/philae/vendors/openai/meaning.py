"""What an OpenAI-like vendor's refusals mean to us, whichever of its endpoints said so."""

from philae.core.errors import (
    ContentFiltered,
    GatewayError,
    InvalidRequest,
    RateLimited,
    TooLarge,
    UpstreamRefused,
    UpstreamUnknown,
)

Meaning = tuple[type[GatewayError], str]
"""The class of our tree, and what a client is told."""
FILTERED: Meaning = (ContentFiltered, "the vendor's filter stopped this request")
CLOSED: Meaning = (UpstreamRefused, "the vendor does not accept requests from this gateway now")
BUSY: Meaning = (RateLimited, "the vendor is busy")
FAILED: Meaning = (UpstreamUnknown, "the vendor failed")
WRONG: Meaning = (InvalidRequest, "the vendor refused this request")
STATUSES: dict[int, Meaning] = dict.fromkeys((401, 402, 403, 404, 503, 529), CLOSED) | {
    408: FAILED,
    413: (TooLarge, "the vendor refused inputs of this size"),
    429: BUSY,
}
AZURE: dict[str, Meaning] = dict.fromkeys(
    ("DeploymentNotFound", "OperationNotSupported", "InvalidApiVersionParameter"), CLOSED
)
"""Codes of Azure's own: another resource may have the deployment, or the version of the API."""
FULL = "context_length_exceeded"
"""The code of messages that are too long, in OpenAI's words, and the reason of such an `InvalidRequest` of ours: Codex
shortens the conversation when it is told this code.
"""
