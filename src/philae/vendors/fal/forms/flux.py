"""FLUX as fal takes it: one endpoint draws from a text, another from pictures."""

from msgspec.structs import replace

from philae.core.hosted import Form, Forms

TOLERANCE = {n: str(n) for n in range(1, 7)}
FIVE = {n: str(n) for n in range(1, 6)}
FORMATS = ("jpeg", "png")
PICTURES = ("input_image", *(f"input_image_{n}" for n in range(2, 9)))

PIXELS = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "seed", "output_format", "safety_tolerance"}),
    words={"safety_tolerance": TOLERANCE},
    only={"safety_tolerance": tuple(TOLERANCE), "output_format": FORMATS},
    size="image_size",
    neutral={"prompt_upsampling": False},
)
SHAPED = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "seed", "output_format", "safety_tolerance", "aspect_ratio"}),
    words={"safety_tolerance": TOLERANCE},
    only={
        "safety_tolerance": tuple(TOLERANCE),
        "output_format": FORMATS,
        "aspect_ratio": ("21:9", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16", "9:21"),
    },
    neutral={"prompt_upsampling": False},
)
KONTEXT: Forms = (
    replace(SHAPED, needs=frozenset({"prompt", "input_image"}), media={"input_image": "image_url"}),
    replace(SHAPED, at="/text-to-image"),
)
TWO = replace(
    PIXELS,
    words={"safety_tolerance": FIVE},
    only={"safety_tolerance": tuple(FIVE), "output_format": FORMATS},
    neutral={"disable_pup": False},
)
KLEIN = replace(
    TWO,
    plain=frozenset({"prompt", "seed", "output_format"}),
    words={},
    only={"output_format": FORMATS},
    neutral={"safety_tolerance": 2},
)
FLEX = replace(
    TWO,
    renamed={"prompt_upsampling": "enable_prompt_expansion", "steps": "num_inference_steps", "guidance": "guidance_scale"},
    neutral={},
)  # fmt: skip


def _two(form: Form, most: int = 8) -> Forms:
    """Edits, and draws: where nobody says a size, fal's own for a text is not BFL's, so one must be said."""
    lists = dict.fromkeys(PICTURES[:most], "image_urls")
    return (
        replace(form, at="/edit", needs=frozenset({"prompt", "input_image"}), lists=lists),
        replace(form, needs=frozenset({"prompt", "width", "height"})),
    )


FLUX: dict[str, Forms] = {
    "flux-pro-1.1": (PIXELS,),
    "flux-pro-1.1-ultra": (
        replace(
            SHAPED,
            plain=SHAPED.plain | {"raw", "image_prompt_strength"},
            media={"image_prompt": "image_url"},
            neutral={"prompt_upsampling": False, "image_prompt_strength": 0.1},
        ),
    ),
    "flux-kontext-pro": KONTEXT,
    "flux-kontext-max": KONTEXT,
    "flux-dev": (
        Form(
            needs=frozenset({"prompt"}),
            plain=frozenset({"prompt", "seed", "output_format"}),
            renamed={"steps": "num_inference_steps", "guidance": "guidance_scale"},
            only={"output_format": FORMATS},
            size="image_size",
            neutral={"prompt_upsampling": False, "safety_tolerance": 2},
        ),
    ),
    "flux-2-pro": _two(TWO),
    "flux-2-max": _two(TWO),
    "flux-2-flex": _two(FLEX),
    "flux-2-klein-9b": _two(KLEIN, most=4),
}
