"""The studio's HTTP API on the wire: the fields that we read."""

from typing import Any

from msgspec import Struct


class Problem(Struct, frozen=True):
    """Why a job failed, or was not taken; `param` is the field at fault."""

    code: str = ""
    message: str = ""
    param: str = ""


class Job(Struct, frozen=True):
    """A job as it stands; what is not known yet is absent. Seconds are spent so far, and guessed until its turn."""

    id: str
    state: str
    progress: float = 0.0
    previews: int = 0
    seconds: float = 0.0
    ahead_seconds: float = 0.0
    seed: int | None = None
    mime: str = ""
    bytes: int = 0
    width: int = 0
    height: int = 0
    details: dict[str, Any] = {}
    error: Problem | None = None


class Refusal(Struct, frozen=True):
    """The body of every 4xx and 5xx."""

    error: Problem
