"""The envelope in which older documents of task APIs have a vendor's answer (reference video-midjourney, 12.3).

What tells of operators there (user, channel, group, quota) is left out, and the link stands in `result_url` alone, never in the
field for errors.
"""

from typing import Any

from philae.core.native.row import Words
from philae.core.native.template import CREATED, FINISHED, ID, MESSAGE, PROGRESS, STARTED, STATUS, UPDATED, Fact

WORDS: Words = {
    "SUBMITTED": "queued",
    "QUEUED": "queued",
    "NOT_START": "queued",
    "IN_PROGRESS": "running",
    "SUCCESS": "succeeded",
    "FAILURE": "failed",
}
TASK: dict[str, Any] = {
    "task_id": ID,
    "action": Fact("action", ""),
    "status": STATUS,
    "fail_reason": Fact(MESSAGE.name, ""),
    "result_url": Fact("result", ""),
    "submit_time": CREATED,
    "start_time": Fact(STARTED.name, 0),
    "finish_time": Fact(FINISHED.name, 0),
    "progress": PROGRESS,
    "created_at": CREATED,
    "updated_at": UPDATED,
    "properties": {},
    "data": Fact("body"),
}
ENVELOPE: dict[str, Any] = {"code": "success", "message": "", "data": TASK}
UNITS: dict[str, Any] = {"words": WORDS, "time": "s", "percent": "text"}
"""What a row has otherwise there."""


def action(path: str) -> str:
    """What the task does, as its path says: `/v1/image_to_video` is IMAGE_TO_VIDEO."""
    return path.rpartition("/")[2].replace("-", "_").upper()
