"""Replicate's prediction on the wire: the fields that we read."""

from typing import Any

from msgspec import Struct


class Prediction(Struct, frozen=True):
    """A job. `output` is a link or a list of links for image models, and goes an hour after the end."""

    id: str
    status: str
    output: Any = None
    error: Any = None
    logs: str | None = None
    metrics: dict[str, Any] | None = None


class Problem(Struct, frozen=True):
    """Why a request was refused (RFC 7807 with their own extras)."""

    title: str = ""
    detail: str = ""
