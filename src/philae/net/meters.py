"""What operators see of the calls to vendors."""

import time
from collections.abc import Awaitable
from functools import cache
from http import HTTPStatus

from prometheus_client import Histogram

from philae.core.errors import GatewayError
from philae.core.http import HttpReply

LATENCIES = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 180.0)
CALLS = Histogram(
    "philae_vendor_call_seconds",
    "Calls to vendors: how they ended and how long they took. Effect: submit costs money, none is a poll.",
    ("channel", "effect", "outcome"),
    buckets=LATENCIES,
)
_call = cache(CALLS.labels)


async def timed(channel: str, effect: str, exchange: Awaitable[HttpReply]) -> HttpReply:
    """The exchange, observed: `ok`, `429`, `4xx`, `5xx`, or the code of the error that it ended with."""
    began, outcome = time.perf_counter(), "canceled"
    try:
        reply = await exchange
        outcome = _outcome(reply.status)
    except GatewayError as error:
        outcome = error.code
        raise
    else:
        return reply
    finally:
        _call(channel, effect, outcome).observe(time.perf_counter() - began)


def _outcome(status: int) -> str:
    if status < HTTPStatus.BAD_REQUEST:
        return "ok"
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "429"
    return "4xx" if status < HTTPStatus.INTERNAL_SERVER_ERROR else "5xx"
