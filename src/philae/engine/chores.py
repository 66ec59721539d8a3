"""Runs chores: each again and again at its interval, whatever its last run came to."""

import asyncio
import random
from collections.abc import Awaitable, Callable

import structlog

from philae.core.errors import GatewayError
from philae.store.db import LOST

log = structlog.get_logger()
Chore = tuple[float, Callable[[], Awaitable[object]]]


async def run(name: str, chore: Chore) -> None:
    """Until canceled. A fault is told once, and again when it changes."""
    interval, deed = chore
    fault = ""
    while True:
        await asyncio.sleep(interval * random.uniform(0.9, 1.0))  # noqa: S311
        try:
            await deed()
        except (GatewayError, *LOST) as error:
            fault = _tell(name, error, fault)
        except Exception as error:
            log.exception("chore.fault", chore=name)
            fault = repr(error)
        else:
            fault = ""


def _tell(name: str, error: BaseException, before: str) -> str:
    text = getattr(error, "detail", "") or repr(error)
    if text != before:
        log.warning("chore.waits", chore=name, error=text)
    return text
