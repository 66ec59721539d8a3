"""Kling's task API: its rows, its errors, its account (reference video-midjourney, section 7)."""

from philae.core.dialect import Inbound, Listing
from philae.core.errors import ContentFiltered, InvalidRequest, RateLimited, UpstreamRefused
from philae.core.native.row import Faults, Lane
from philae.core.native.template import CODE, MESSAGE, REQUEST, Fact
from philae.vendors.kling.replies import BALANCE, envelope
from philae.vendors.kling.rows import ROWS
from philae.vendors.kling.token import PARTS, auth


def by_number(inbound: Inbound) -> Listing:
    """The page of that number, from 1 on: `?pageNum=1&pageSize=30`. Raises `InvalidRequest`."""
    number, size = (
        _between(inbound, name, otherwise, most)
        for name, otherwise, most in (("pageNum", 1, 1000), ("pageSize", 30, 500))
    )
    return Listing(limit=size, skip=(number - 1) * size)


def _between(inbound: Inbound, name: str, otherwise: int, most: int) -> int:
    text = inbound.query.get(name) or str(otherwise)
    if text.isascii() and text.isdecimal() and 1 <= int(text[:6]) <= most:
        return int(text)
    message = f"{name} must be a whole number from 1 to {most}"
    raise InvalidRequest(message, param=name)


FAULTS = Faults(
    body={"code": CODE, "message": MESSAGE, "request_id": REQUEST},
    good=("0",),
    absent=("1203",),
    means={
        **dict.fromkeys(
            ("1000", "1001", "1002", "1003", "1004", "1100", "1101", "1102", "1103", "1304"), UpstreamRefused
        ),
        **dict.fromkeys(("1200", "1201"), InvalidRequest),
        **dict.fromkeys(("1202", "1203"), UpstreamRefused),
        **dict.fromkeys(("1300", "1301"), ContentFiltered),
        **dict.fromkeys(("1302", "1303"), RateLimited),
    },
    says={
        "invalid_request": (400, 1201),
        "invalid_input": (400, 1201),
        "too_large": (400, 1201),
        "conflict": (400, 1201),
        "invalid_api_key": (401, 1002),
        "forbidden": (403, 1103),
        "insufficient_funds": (429, 1101),
        "not_found": (404, 1203),
        "model_not_found": (404, 1203),
        "no_channel": (404, 1203),
        "method_not_allowed": (404, 1202),
        "not_implemented": (501, 1202),
        "content_filtered": (400, 1301),
        "rate_limited": (429, 1302),
        "unavailable": (503, 5001),
        "timeout": (504, 5002),
    },
    otherwise=5000,
    filtered=("risk", "sensitive", "moderat", "safety", "policy"),
)

LANE = Lane(
    name="kling",
    prefix="/kling",
    wrapped=True,
    pages=by_number,
    listed=envelope(Fact("items")),
    rows=ROWS,
    faults=FAULTS,
    base_url="https://api-singapore.klingai.com",
    secret="KLING_API_KEY",  # noqa: S106  the variable's name
    auth=auth,
    parts=PARTS,
    hosts=("klingai.com",),
    recovery="lookup",
    credit=140_000_000,
    balance=("/account/costs", BALANCE),
)
