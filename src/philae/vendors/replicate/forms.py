"""Films and shapes of other makers on Replicate. Sources: replicate.com/{model}/api/schema as read in 2026, by our ids.

A film from a first frame has that frame's shape there: whoever asks for another is served elsewhere.
"""

from typing import Any

from msgspec.structs import replace

from philae.core.hosted import Form, Forms

RANDOM = {"seed": {-1: None}}
VEO = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "seed", "resolution"}),
    renamed={"negativePrompt": "negative_prompt", "durationSeconds": "duration", "aspectRatio": "aspect_ratio"},
    only={"resolution": ("720p", "1080p")},
    fixed={"generate_audio": True},
)
FRAMES: Forms = (
    replace(
        VEO, needs=frozenset({"prompt", "image"}), media={"image": "image", "lastFrame": "last_frame"}
    ),
    VEO,
)  # fmt: skip
REFERENCES = replace(
    VEO,
    needs=frozenset({"prompt", "referenceImages"}),
    only={**VEO.only, "durationSeconds": (8,), "aspectRatio": ("16:9",)},
    lists={"referenceImages": "reference_images"},
)

KLING = Form(
    needs=frozenset({"prompt", "image"}),
    plain=frozenset({"prompt", "negative_prompt", "duration"}),
    words={
        "duration": {str(n): n for n in range(3, 16)},
        "sound": {"on": True, "off": False},
        "mode": {"std": "standard"},
    },
    only={"mode": ("pro",)},
    media={"image": "start_image"},
)
BOTH = {"image": "start_image", "image_tail": "end_image"}
HEARD = {"sound": "generate_audio"}


def _kling(form: Form) -> Forms:
    """From a first frame, and from a text."""
    written = replace(
        form, needs=frozenset({"prompt"}), plain=form.plain | {"aspect_ratio"}, media={},
        only={**form.only, "aspect_ratio": ("16:9", "9:16", "1:1")},
    )  # fmt: skip
    return (form, written)


SEEDANCE = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "resolution", "duration", "camera_fixed", "seed"}),
    renamed={"ratio": "aspect_ratio"},
    words=RANDOM,
    only={"ratio": ("16:9", "4:3", "1:1", "3:4", "9:16", "21:9")},
    neutral={
        "watermark": False, "return_last_frame": False, "framespersecond": 24, "execution_expires_after": 172_800,
        "draft": False, "service_tier": "default",
    },
)  # fmt: skip
SOUNDING = replace(SEEDANCE, plain=SEEDANCE.plain | {"generate_audio"})
MEDIA = {"first_frame": "image", "last_frame": "last_frame_image"}


def _seedance(form: Form, **written: Any) -> Forms:
    pictured = replace(
        form, needs=frozenset({"prompt", "first_frame"}), renamed={}, only={"ratio": ("adaptive",)}, media=MEDIA
    )
    return (pictured, replace(form, **written))


SECOND = replace(
    SOUNDING,
    plain=SOUNDING.plain - {"camera_fixed"},
    only={},
    media=MEDIA,
    fixed={"aspect_ratio": "adaptive"},
)
HAILUO = Form(
    needs=frozenset({"prompt"}),
    plain=frozenset({"prompt", "prompt_optimizer", "duration", "resolution"}),
    words={"resolution": {"768P": "768p", "1080P": "1080p"}},
    only={"resolution": ("768P", "1080P")},
    media={"first_frame_image": "first_frame_image", "last_frame_image": "last_frame_image"},
    neutral={"aigc_watermark": False, "fast_pretreatment": False},
)
# What PBR, a number of faces or a format costs there is not known.
HUNYUAN = Form(
    renamed={"Prompt": "prompt", "GenerateType": "generate_type"},
    only={"Model": ("3.1",), "GenerateType": ("Normal", "Geometry")},
    media={"ImageBase64": "image"},
    neutral={"EnablePBR": False},
)

FORMS: dict[str, Forms] = {
    "veo-3.1-generate-preview": (REFERENCES, *FRAMES),
    "veo-3.1-fast-generate-preview": FRAMES,
    "kling-v3": _kling(
        replace(KLING, plain=KLING.plain | {"mode"}, renamed=HEARD, only={"mode": ("std", "pro")}, media=BOTH)
    ),
    "kling-v2-6": _kling(replace(KLING, renamed=HEARD)),
    "kling-v2-5-turbo": _kling(replace(KLING, media=BOTH)),
    "kling-v2-1": (replace(KLING, plain=KLING.plain | {"mode"}, only={"mode": ("std", "pro")}),),
    "kling-v2-1-master": _kling(replace(KLING, only={"mode": ("std", "pro")})),
    "doubao-seedance-1-0-pro": _seedance(SEEDANCE),
    "doubao-seedance-1-5-pro": _seedance(SOUNDING, needs=frozenset({"prompt", "ratio"})),
    "doubao-seedance-2-0": (SECOND,),
    "doubao-seedance-2-0-fast": (SECOND,),
    "MiniMax-Hailuo-02": (HAILUO,),
    "hunyuan-3d-pro": (HUNYUAN,),
}
