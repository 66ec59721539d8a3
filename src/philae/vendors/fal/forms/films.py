"""Veo, Seedance and Hailuo as fal takes them."""

from typing import Any

from msgspec.structs import replace

from philae.core.hosted import Form, Forms

VEO = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "seed", "resolution"}),
    renamed={"negativePrompt": "negative_prompt", "durationSeconds": "duration", "aspectRatio": "aspect_ratio"},
    words={"durationSeconds": {4: "4s", 6: "6s", 8: "8s"}},
    # Google's own films always have sound, and nobody rewrites what they are told.
    fixed={"generate_audio": True, "auto_fix": False},
)
FRAMES: Forms = (
    replace(
        VEO, at="/first-last-frame-to-video", needs=frozenset({"prompt", "image", "lastFrame"}),
        media={"image": "first_frame_url", "lastFrame": "last_frame_url"},
    ),
    replace(VEO, at="/image-to-video", needs=frozenset({"prompt", "image"}), media={"image": "image_url"}),
    VEO,
)  # fmt: skip
REFERENCES = replace(
    VEO,
    at="/reference-to-video",
    needs=frozenset({"prompt", "referenceImages"}),
    plain=frozenset({"prompt", "resolution"}),
    renamed={"durationSeconds": "duration", "aspectRatio": "aspect_ratio"},
    only={"durationSeconds": (8,)},
    lists={"referenceImages": "image_urls"},
)

SEEDANCE = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "resolution", "camera_fixed", "seed"}),
    renamed={"ratio": "aspect_ratio", "duration": "duration", "frames": "num_frames"},
    words={"duration": {n: str(n) for n in range(2, 16)}, "ratio": {"adaptive": "auto"}},
    neutral={
        "watermark": False, "return_last_frame": False, "framespersecond": 24, "execution_expires_after": 172_800,
        "draft": False, "service_tier": "default",
    },
)  # fmt: skip
SOUNDING = replace(SEEDANCE, plain=SEEDANCE.plain | {"generate_audio"}, fixed={"aspect_ratio": "auto"})
# -1 is a random seed here, and nothing is known of it there.
SECOND = replace(
    SOUNDING,
    plain=frozenset({"prompt", "resolution", "seed", "generate_audio"}),
    words={**SEEDANCE.words, "seed": {-1: None}},
)
SHAPES = ("21:9", "16:9", "4:3", "1:1", "3:4", "9:16")


def _seedance(form: Form, **written: Any) -> Forms:
    """From a first frame, perhaps to a last one, and from a text."""
    media = {"first_frame": "image_url", "last_frame": "end_image_url"}
    pictured = replace(form, at="/image-to-video", needs=frozenset({"prompt", "first_frame"}), media=media)
    return (pictured, replace(form, at="/text-to-video", **written))


STANDARD = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "prompt_optimizer"}),
    renamed={"duration": "duration"},
    words={"duration": {6: "6", 10: "10"}},
    only={"resolution": ("768P",)},
    neutral={"aigc_watermark": False, "fast_pretreatment": False},
)
FINE = replace(STANDARD, renamed={}, words={}, only={"resolution": ("1080P",), "duration": (6,)})
FIRST = {"first_frame_image": "image_url"}
BOTH = FIRST | {"last_frame_image": "end_image_url"}


def _pictured(form: Form, at: str, media: dict[str, str] = FIRST, **more: Any) -> Form:
    return replace(
        form, at=f"{at}/image-to-video", needs=frozenset({"prompt", "first_frame_image"}), media=media, **more
    )


WRITTEN: Forms = (replace(STANDARD, at="/standard/text-to-video"), replace(FINE, at="/pro/text-to-video"))
FROM_FIRST: Forms = (_pictured(STANDARD, "/standard"), _pictured(FINE, "/pro"))
COARSE = _pictured(
    STANDARD, "/standard", BOTH, plain=STANDARD.plain | {"resolution"}, only={"resolution": ("512P", "768P")}
)

FILMS: dict[str, Forms] = {
    "veo-3.1-generate-preview": (REFERENCES, *FRAMES),
    "veo-3.1-fast-generate-preview": FRAMES,
    "doubao-seedance-1-0-pro": _seedance(SEEDANCE, only={"ratio": SHAPES}),
    "doubao-seedance-1-5-pro": _seedance(SOUNDING),
    "doubao-seedance-2-0": _seedance(SECOND),
    "doubao-seedance-2-0-fast": _seedance(SECOND),
    "MiniMax-Hailuo-2.3": (*FROM_FIRST, *WRITTEN),
    "MiniMax-Hailuo-2.3-Fast": FROM_FIRST,
    "MiniMax-Hailuo-02": (COARSE, _pictured(FINE, "/pro", BOTH), *WRITTEN),
}
