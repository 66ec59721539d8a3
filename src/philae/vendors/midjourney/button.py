"""What a button of Midjourney's does, by its customId (reference video-midjourney, 3.7), or in words (3.5)."""

import re
from typing import Any

from philae.core.errors import InvalidRequest

VERBS: tuple[tuple[str, str], ...] = (
    ("upsample", "mj_upscale"),
    ("low_variation", "mj_low_variation"),
    ("high_variation", "mj_high_variation"),
    ("variation", "mj_variation"),
    ("reroll", "mj_reroll"),
    ("inpaint", "mj_inpaint"),
    ("outpaint", "mj_zoom"),
    ("customzoom", "mj_custom_zoom"),
    ("pan_", "mj_pan"),
    ("animate_", "mj_animate"),
    ("video_virtual_upscale", "mj_animate"),
    ("picreader", "mj_picread"),
    ("picread", "mj_retry"),
)
"""How a verb begins, and the model that does it; the first that fits."""


def model_of(_: str, asked: dict[str, Any]) -> str:
    """The model for the button that is pressed: `MJ::JOB::upsample::1::{hash}` is mj_upscale. Raises `InvalidRequest`."""
    words = str(asked["customId"]).casefold().split("::")
    verb = (words[2:] if words[1:2] == ["job"] else words[1:])[:1]
    for start, model in VERBS:
        if verb and verb[0].startswith(start):
            return model
    message = f"unknown_action:{str(asked['customId'])[:100]}"
    raise InvalidRequest(message, param="customId")


LETTERS = {"U": "UPSCALE", "V": "VARIATION", "R": "REROLL"}
SIMPLE = re.compile(r"(\S{1,64})\s+(?:([UV])([1-4])|(R))", re.IGNORECASE)


def model_of_change(_: str, asked: dict[str, Any]) -> str:
    """The model for a button that is named by what it does. Raises `InvalidRequest`."""
    if asked["action"] in LETTERS.values():
        return f"mj_{asked['action'].lower()}"
    message = f"unknown_action:{str(asked['action'])[:100]}"
    raise InvalidRequest(message, param="action")


def simple(asked: dict[str, Any]) -> dict[str, Any]:
    """`{"content": "<taskId> U2"}` as the fields of a change. Raises `InvalidRequest`."""
    found = SIMPLE.fullmatch(str(asked.pop("content", "")).strip())
    if found is None:
        message = "content_parse_failed"
        raise InvalidRequest(message, param="content")
    task, letter, index, reroll = found.groups()
    change = {"taskId": task, "action": LETTERS[(letter or reroll).upper()]}
    return asked | change | ({"index": int(index)} if index else {})
