"""What stands in `content`, with parameters behind the prompt, and back (reference, 6.2).

{"type": "text", "text": "a fox --ratio 16:9"}  ↔  prompt, ratio
"""

import re
from typing import Any

from philae.core.native import content

SUFFIX = re.compile(r"(?:^|\s)--(\w+)[ =]+(\S+)")
"""A parameter behind the prompt."""
LONG = ("resolution", "ratio", "duration", "frames", "framespersecond", "seed", "watermark")
NAMES = {name: name for name in LONG} | {"camerafixed": "camera_fixed", "cf": "camera_fixed", "fps": "framespersecond"}
NAMES |= {"rs": "resolution", "rt": "ratio", "dur": "duration", "wm": "watermark"}
"""Ark's long and short names for them (docs.acedata.cloud, seedance-videos) → ours."""
ROLES: content.Roles = {
    "image_url": ("first_frame", "last_frame", "reference_image"),
    "video_url": ("reference_video",),
    "audio_url": ("reference_audio",),
}
UNSENT = ("framespersecond", "draft")
"""Of these there is but one value."""


def reads(body: dict[str, Any]) -> dict[str, Any]:
    """The body with a field for each thing in `content`. Raises `InvalidRequest`."""
    found = content.reads(ROLES, body)
    text, behind = _parted(str(found.pop("prompt", "")))
    return behind | ({"prompt": text} if text else {}) | found


def _parted(text: str) -> tuple[str, dict[str, Any]]:
    """The prompt itself, and the parameters that stand behind it; a word that is none stays."""
    found = {NAMES[name]: _value(word) for name, word in SUFFIX.findall(text) if name in NAMES}
    rest = SUFFIX.sub(lambda match: "" if match[1] in NAMES else match[0], text)
    return rest.strip(), found


def _value(word: str) -> Any:
    """A word as JSON would have it."""
    if word in ("true", "false"):
        return word == "true"
    return int(word) if re.fullmatch(r"-?\d{1,12}", word) else word


def writes(fields: dict[str, Any]) -> dict[str, Any]:
    """The vendor's body, whose `content` has what belongs there."""
    return {name: value for name, value in content.writes(ROLES, fields).items() if name not in UNSENT}
