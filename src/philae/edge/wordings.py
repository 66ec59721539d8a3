"""How vendors word an error whose API is not built here yet, so that their clients read our 501 as they would read theirs.

Forms: the platform reference (sections 2.3, 2.4) and the video reference (1.2, 7.14, 8, 10.5).
When a vendor is built, its dialect takes over and its wording here goes.
"""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from philae.core.dialect import Dialect, Reply
from philae.core.errors import GatewayError, NotImplementedYet

Body = Callable[[GatewayError, str, str], dict[str, Any]]
"""(error, message that names the request, request id) → the vendor's body."""


def _relayed(error: GatewayError, message: str, _: str) -> dict[str, Any]:
    """The envelope of task routes that are the product's own, not a vendor's."""
    return {"code": error.code, "message": message, "data": None}


def _console(error: GatewayError, message: str, _: str) -> dict[str, Any]:
    """The account API of the product's console."""
    return {"success": False, "message": message, "code": error.code}


def _unbuilt(error: GatewayError) -> bool:
    return isinstance(error, NotImplementedYet)


def _only_words(name: str, body: Body) -> Dialect:
    """A dialect without endpoints: all that it can do is to word errors."""

    def worded(error: GatewayError, request: str) -> Reply:
        message = f"{error.public} (request id: {request})" if request else error.public
        return Reply(HTTPStatus(error.status), body(error, message, request))

    return Dialect(name, endpoints=(), error=worded)


WORDINGS = {
    name: _only_words(name, body)
    for name, body in (
        ("relayed", _relayed),
        ("console", _console),
    )
}
"""Dialects of vendors that are not built, by name."""
