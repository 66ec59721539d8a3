"""What of a request a vendor's format has no word for, by the names that the warning header tells."""

from collections.abc import Callable, Iterable, Mapping
from operator import attrgetter
from typing import Any

from philae.core.chat import ChatRequest

SET: dict[str, Callable[[ChatRequest], Any]] = {
    "sampling.seed": lambda request: request.sampling.seed is not None,
    "sampling.logprobs": lambda request: request.sampling.logprobs or request.sampling.top_logprobs,
}
"""Fields that may be set though they are 0 or False, or that are told by another's name."""


def unsaid(request: ChatRequest, names: Iterable[str]) -> list[str]:
    """Those of `names` (`user`, `sampling.seed`) that the request sets."""
    return [name for name in names if SET.get(name, attrgetter(name))(request)]


def foreign(extra: Mapping[str, Mapping[str, Any]], own: str = "") -> list[str]:
    """The fields that only other formats than `own` know, each behind its format's name."""
    return [f"{wire}.{name}" for wire, fields in extra.items() if wire != own for name in fields]
