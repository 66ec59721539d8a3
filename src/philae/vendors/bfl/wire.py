"""Black Forest Labs on the wire: its words, its unit of money, and the fields of its answers that we read."""

from decimal import Decimal
from typing import Any

from msgspec import Struct

PENDING = "Pending"
READY = "Ready"
ERROR = "Error"
FAILED = "Failed"
NOT_FOUND = "Task not found"
REQUEST_MODERATED = "Request Moderated"
CONTENT_MODERATED = "Content Moderated"

CREDIT = 10_000_000
"""A credit is one US cent: so many nano-USD."""

PICTURES = frozenset(
    {"image", "images", "mask", "image_prompt", "control_image", "preprocessed_image", "person", "garment"}
)
"""Fields that hold pictures, beside the numbered `input_image` ones."""

STRICT = frozenset({"flux-3-image", "flux-tools/outpainting-v1"})
"""Models that know no webhook fields and refuse what they do not know."""


class Submitted(Struct, frozen=True):
    """The answer to a submit. Where a webhook is set there is no `polling_url`. `cost` is in credits."""

    id: str
    polling_url: str | None = None
    cost: float | None = None


class Polled(Struct, frozen=True):
    """The answer to a poll. `details` was seen as text and as an object; `cost` is settled, in credits."""

    status: str
    result: Any = None
    progress: float | None = None
    details: Any = None
    cost: float | None = None


class Sample(Struct, frozen=True):
    """A finished picture, at a link that dies in ten minutes."""

    sample: str
    seed: int | None = None
    prompt: str | None = None


class Called(Struct, frozen=True):
    """What a webhook says; older ones name the task `task_id`."""

    id: str | None = None
    task_id: str | None = None


class Fault(Struct, frozen=True):
    """Where a 422 points: `loc` is ["body", field]."""

    loc: list[Any] = []


class Refusal(Struct, frozen=True):
    """A 422's body."""

    detail: list[Fault]


class Found(Struct, frozen=True):
    """A task of a gateway like ours."""

    id: str


class Listed(Struct, frozen=True):
    """A page of such tasks."""

    data: list[Found]


def is_picture(name: str) -> bool:
    """Whether the field of that name holds a picture."""
    return name in PICTURES or (name.startswith("input_image") and name != "input_image_blob_path")


def in_credits(amount: int) -> float:
    """Nano-USD in credits."""
    return float(Decimal(amount) / CREDIT)


def in_nano(cost: float | None) -> int | None:
    """Credits in nano-USD."""
    return None if cost is None else round(Decimal(str(cost)) * CREDIT)
