"""The inputs of FLUX models on Replicate: what has a place there, and under which name.

Sources: the models' schemas at replicate.com/black-forest-labs/{name}/api/schema, read in 2026, and reference 3.7.
flux-canny-pro and flux-depth-pro: their field lists as other resellers document them.
"""

from typing import Literal

from msgspec import Struct

ULTRA = ("21:9", "16:9", "3:2", "4:3", "5:4", "1:1", "4:5", "3:4", "2:3", "9:16", "9:21")


class Inputs(Struct, frozen=True):
    """What one model takes. `plain`: parameters under BFL's own name; `renamed`: BFL's name → theirs.

    `media`: picture fields, BFL's name → theirs; `images`: the one list that takes them all instead, at most `most`.
    `size`: by `pixels` within `sides`, by a `ratio` of `ratios`, or `none` (it follows the input).
    `tolerance`: the lowest safety_tolerance, 0 is the strictest; None: there is no such input. `loosest`: the highest
    beside pictures. `many`: num_outputs.
    """

    plain: frozenset[str]
    size: Literal["pixels", "ratio", "none"]
    renamed: dict[str, str] = {}
    media: dict[str, str] = {}
    images: str = ""
    most: int = 1
    mask: bool = False
    sides: tuple[int, int] = (256, 1440)
    ratios: tuple[str, ...] = ()
    tolerance: int | None = 1
    loosest: int = 6
    formats: tuple[str, ...] = ("jpeg", "png", "webp")
    many: bool = False


_PROMPT = {"image_prompt": "image_prompt"}
_DETAILS = frozenset({"prompt_upsampling", "steps", "guidance"})
_JPG_PNG = ("jpeg", "png")
_OPEN = Inputs(
    frozenset({"guidance"}), "ratio", {"steps": "num_inference_steps"}, ratios=ULTRA, tolerance=None, many=True
)
_HOSTED = frozenset({"go_fast", "output_quality", "disable_safety_checker"})
_KONTEXT = Inputs(
    frozenset({"prompt_upsampling"}),
    "ratio",
    media={"input_image": "input_image"},
    ratios=(*ULTRA, "2:1", "1:2"),
    tolerance=0,
    loosest=2,
    formats=_JPG_PNG,
)
_CONTROL = Inputs(_DETAILS, "none", media={"control_image": "control_image"}, formats=_JPG_PNG)
_FLUX2 = Inputs(frozenset(), "pixels", images="input_images", most=8, sides=(256, 2048))
_KLEIN = Inputs(frozenset(), "ratio", images="images", most=5, ratios=ULTRA, tolerance=None)

INPUTS: dict[str, Inputs] = {
    "flux-pro-1.1": Inputs(frozenset({"prompt_upsampling"}), "pixels", media=_PROMPT),
    "flux-pro": Inputs(_DETAILS | {"interval"}, "pixels", media=_PROMPT),
    "flux-pro-1.1-ultra": Inputs(
        frozenset({"raw", "image_prompt_strength"}), "ratio", media=_PROMPT, ratios=ULTRA, formats=_JPG_PNG
    ),
    "flux-dev": _OPEN,
    "flux-pro-1.0-fill": Inputs(_DETAILS, "none", media={"image": "image"}, mask=True, formats=_JPG_PNG),
    "flux-pro-1.0-canny": _CONTROL,
    "flux-pro-1.0-depth": _CONTROL,
    "flux-kontext-pro": _KONTEXT,
    "flux-kontext-max": _KONTEXT,
    "flux-2-pro": _FLUX2,
    "flux-2-max": _FLUX2,
    "flux-2-flex": Inputs(_DETAILS, "pixels", images="input_images", most=10, sides=(256, 2048)),
    "flux-schnell": Inputs(_HOSTED, "ratio", ratios=ULTRA, tolerance=None, many=True),
    "flux-2-dev": Inputs(_HOSTED, "pixels", images="input_images", most=4, tolerance=None),
    "flux-2-klein-4b": _KLEIN,
    "flux-2-klein-9b": _KLEIN,
}

NEUTRAL = {"canny_low_threshold": 50, "canny_high_threshold": 200, "safety_tolerance": 2}
"""BFL's defaults: a parameter that has no place may be left out while it says only this."""
