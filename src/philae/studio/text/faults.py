"""The faults that a client asks for in its words: `[[fault:429]]`, `[[delay:2]]` and their kin, before the first byte."""

import asyncio

from philae.studio.request import Refused
from philae.studio.words.faults import seconds

FAULTS = {
    "429": ("queue_full", "too many calls, as was asked for"),
    "500": ("engine_failed", "failed, as was asked for"),
    "moderated": ("moderated", "the content was moderated, as was asked for"),
}
SILENCE_SECONDS = 3600.0


async def befall(tags: dict[str, str]) -> None:
    """Wait, and raise Refused, as the tags say."""
    await asyncio.sleep(seconds(tags.get("delay", "")))
    fault = tags.get("fault", "")
    if fault == "silent":
        await asyncio.sleep(SILENCE_SECONDS)
    if told := FAULTS.get(fault):
        raise Refused(*told)


def resets(tags: dict[str, str]) -> bool:
    """Whether the connection is to break in the middle of the answer."""
    return tags.get("fault") == "reset"
