"""ByteDance's task API as we serve it: the rows, and beside them the list (reference, 6.2)."""

from http import HTTPStatus
from typing import Any

from msgspec.structs import replace

from philae.core.dialect import Inbound, List, Listing, Page, Reply
from philae.core.errors import InvalidRequest
from philae.core.native import face, told
from philae.vendors.bytedance.lane import LANE, TASKS

FILMS = LANE.prefix + TASKS
OPERATION = "video.generate"
MOST, USUAL = 500, 10
"""Tasks of one page, and pages."""
DAYS = 7
"""How far back the vendor lists."""


def asked(inbound: Inbound) -> Listing:
    """Which tasks: `page_num`, `page_size`, and `filter.` status, model, service_tier, task_ids. Raises `InvalidRequest`."""
    query = inbound.query
    number, size = _whole(inbound, "page_num", 1), _whole(inbound, "page_size", USUAL)
    word = query.get("filter.status", "")
    state = LANE.rows[0].state(word) if word else None
    if word and state is None:
        message = f"filter.status must be one of {', '.join(LANE.rows[0].words)}"
        raise InvalidRequest(message, param="filter.status")
    ids = tuple(name for text in inbound.all("filter.task_ids") for name in text.split(","))
    said: dict[str, dict[str, Any]] = {}
    if model := query.get("filter.model"):
        said["wish"] = {"model": model}
    if tier := query.get("filter.service_tier"):
        said["params"] = {"service_tier": tier}
    return Listing(
        limit=size, skip=(number - 1) * size, counted=True, state=state, ids=ids or None, days=DAYS, asked=said
    )


def _whole(inbound: Inbound, name: str, usual: int) -> int:
    """A page's number or size."""
    text = inbound.query.get(name, str(usual))
    if text.isascii() and text.isdigit() and len(text) < 4 and 1 <= int(text) <= MOST:  # noqa: PLR2004
        return int(text)
    message = f"{name} must be a whole number from 1 to {MOST}"
    raise InvalidRequest(message, param=name)


def listed(page: Page, _: str) -> Reply:
    """A page of films."""
    items = [told.encode(LANE, LANE.rows, "polled", task).body for task in page.tasks]
    return Reply(HTTPStatus.OK, {"total": len(items) if page.total is None else page.total, "items": items})


DIALECT = replace(
    face.dialect(LANE),
    endpoints=(*face.endpoints(LANE), List(FILMS, listed, asked, OPERATION)),
)
