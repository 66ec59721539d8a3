"""Midjourney's actions, each a model as relays price them (reference video-midjourney, 3.4 to 3.9)."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from philae.core.media import Media
from philae.core.model import Model, Route
from philae.core.money import Rate, Usage
from philae.core.params import Params
from philae.core.request import Operation

PRICES = "the preset prices of relays: QuantumNous/new-api, docs Midjourney.md and the list of model prices"
AS_OF = "2026-11"


class Filter(BaseModel):
    """Which of the proxy's accounts may do it; what else it may say is the operator's."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    modes: list[Literal["RELAX", "FAST", "TURBO"]] | None = None
    remix: bool | None = None
    remixAutoConsidered: bool | None = None  # noqa: N815  the vendor's name


class Midjourney(Params):
    """What every submit takes."""

    vendor: ClassVar[str] = "midjourney"

    accountFilter: Annotated[Filter | None, Field(description="Speed modes.")] = None  # noqa: N815
    state: Annotated[str | None, Field(max_length=255, description="Comes back with the task.")] = None

    def bound(self, n: int) -> Usage:
        """Sold by the call."""
        return {"call": n}


class Submit(Midjourney):
    """What is no follow-up names the bot."""

    botType: Annotated[  # noqa: N815
        Literal["MID_JOURNEY", "NIJI_JOURNEY"], Field(description="Which bot draws: Niji is for anime.")
    ] = "MID_JOURNEY"


Prompt = Annotated[str, Field(min_length=1, max_length=8192, description="What to show, with Midjourney's --flags.")]
Parent = Annotated[str, Field(description="The earlier task.")]


class Imagine(Submit):
    """Four pictures in one."""

    prompt: Prompt
    base64Array: Annotated[  # noqa: N815
        list[Annotated[str, Media("reference")]] | None, Media("reference"), Field(description="Pictures to go by.")
    ] = None


class Action(Midjourney):
    """A button of an earlier task, by its id or by what it does."""

    customId: Annotated[str | None, Field(max_length=400, description="The button's.")] = None  # noqa: N815
    taskId: Parent  # noqa: N815
    action: Annotated[
        Literal["UPSCALE", "VARIATION", "REROLL"] | None,
        Field(description="What it does, where the button is not named."),
    ] = None
    index: Annotated[int | None, Field(ge=1, le=4, description="Which of the four pictures.")] = None
    enableRemix: Annotated[bool | None, Field(description="Whether the prompt may be changed first.")] = None  # noqa: N815
    chooseSameChannel: Annotated[  # noqa: N815
        bool | None, Field(description="Whether the earlier task's account is to do it; it always does.")
    ] = None

    @model_validator(mode="after")
    def _some_button(self) -> Self:
        if not (self.customId or self.action):
            message = "customId is required"
            raise ValueError(message)
        if self.action in ("UPSCALE", "VARIATION") and self.index is None:
            message = "index is required"
            raise ValueError(message)
        return self


class Swap(Midjourney):
    """One face in the place of another."""

    sourceBase64: Annotated[str, Media("reference"), Field(description="Whose face.")]  # noqa: N815
    targetBase64: Annotated[str, Media("source"), Field(description="Where it goes.")]  # noqa: N815


class Upload(Midjourney):
    """Pictures for prompts."""

    base64Array: Annotated[  # noqa: N815
        list[Annotated[str, Media("reference")]],
        Media("reference"),
        Field(min_length=1, max_length=5, description="The pictures."),
    ]


class Seed(Midjourney):
    """What a picture was drawn from."""


class Modal(Midjourney):
    """The answer to a window: another prompt, or the area to redraw."""

    taskId: Parent  # noqa: N815
    prompt: Annotated[str, Field(max_length=8192, description="The new prompt.")] = ""
    maskBase64: Annotated[str | None, Media("mask"), Field(description="White is drawn anew.")] = None  # noqa: N815


class Blend(Submit):
    """Two to five pictures become one."""

    base64Array: Annotated[  # noqa: N815
        list[Annotated[str, Media("reference")]],
        Media("reference"),
        Field(min_length=2, max_length=5, description="The pictures."),
    ]
    dimensions: Annotated[Literal["PORTRAIT", "SQUARE", "LANDSCAPE"], Field(description="Shape of the picture.")] = (
        "SQUARE"
    )


class Describe(Submit):
    """Four prompts for a picture."""

    base64: Annotated[str, Media("source"), Field(description="The picture.")]


class Video(Midjourney):
    """Films from a first frame, or further ones from earlier films."""

    motion: Annotated[Literal["low", "high"], Field(description="How much moves.")]
    image: Annotated[str | None, Media("first"), Field(description="The first frame.")] = None
    endImage: Annotated[str | None, Media("last"), Field(description="The last frame.")] = None  # noqa: N815
    prompt: Annotated[str, Field(max_length=8192, description="What happens.")] = ""
    loop: Annotated[bool | None, Field(description="Whether the film ends as it begins.")] = None
    videoType: Annotated[  # noqa: N815
        Literal["vid_1.1_i2v_480", "vid_1.1_i2v_720"] | None, Field(description="Model and lines of the picture.")
    ] = None
    batchSize: Annotated[Literal[1, 2, 4] | None, Field(description="How many films.")] = None  # noqa: N815
    action: Annotated[Literal["extend"] | None, Field(description="What to do with an earlier film.")] = None
    index: Annotated[int | None, Field(ge=0, le=3, description="Which of the earlier films.")] = None
    taskId: Annotated[str | None, Field(description="The earlier task.")] = None  # noqa: N815

    @model_validator(mode="after")
    def _something_to_film(self) -> Self:
        if self.action and (self.index is None or not self.taskId):
            message = "index_and_task_id_are_required"
            raise ValueError(message)
        if not (self.action or self.image):
            message = "image is required"
            raise ValueError(message)
        return self


class Edits(Submit):
    """A picture drawn anew where it is transparent, or masked."""

    prompt: Prompt
    image: Annotated[str, Media("source"), Field(description="What is transparent is drawn anew.")]
    maskBase64: Annotated[str | None, Media("mask"), Field(description="White is drawn anew.")] = None  # noqa: N815


class Shorten(Submit):
    """What matters in a prompt."""

    prompt: Prompt


def _row(
    name: str, price: str, params: type[Params], wire: str, operation: Operation = "image.generate", **more: Any
) -> Model:
    return Model(f"mj_{name}", operation, params, PRICES, AS_OF, (Rate("call", Decimal(price)),),
                 (Route("midjourney", f"mj_{name}", wire),), owner="midjourney", title=f"Midjourney {name.replace('_', ' ')}",
                 max_n=1, deadline=3600.0, **more)  # fmt: skip


ROWS = (
    _row("imagine", "0.1", Imagine, "imagine"),
    *(_row(name, "0.05", Action, "action") for name in ("upscale",)),
    *(
        _row(name, "0.1", Action, "action")
        for name in ("variation", "low_variation", "high_variation", "reroll", "zoom", "pan", "picread")
    ),
    *(_row(name, "0", Action, "action") for name in ("inpaint", "custom_zoom")),
    _row("animate", "0.8", Action, "animate", "video.generate"),
    _row("retry", "0.05", Action, "retry", "describe"),
    _row("modal", "0.1", Modal, "modal"),
    _row("blend", "0.1", Blend, "blend"),
    _row("describe", "0.05", Describe, "describe", "describe"),
    _row("video", "0.8", Video, "video", "video.generate"),
    _row("edits", "0.1", Edits, "edits"),
    _row("shorten", "0.1", Shorten, "shorten", "describe"),
    _row("swap_face", "0.05", Swap, "swap_face"),
    _row("upload", "0.05", Upload, "upload", "assist"),
    _row("seed", "0", Seed, "seed", "assist"),
)
"""Inpaint and custom zoom open a window: what is done in it, mj_modal, is what costs."""
