"""Models as fal takes them, by our ids. Sources: fal.ai/models/{endpoint}/api, read in 2026-11."""

from philae.core.hosted import Form

_TOLERANCE = {n: str(n) for n in range(1, 7)}
_FORMATS = ("jpeg", "png")
_PIXELS = Form(
    plain=frozenset({"prompt", "seed", "output_format", "safety_tolerance"}),
    words={"safety_tolerance": _TOLERANCE},
    only={"safety_tolerance": tuple(_TOLERANCE), "output_format": _FORMATS},
    size="image_size",
    neutral={"prompt_upsampling": False},
)
_KONTEXT = Form(
    plain=frozenset({"prompt", "seed", "output_format", "safety_tolerance", "aspect_ratio"}),
    words={"safety_tolerance": _TOLERANCE},
    only={
        "safety_tolerance": tuple(_TOLERANCE),
        "output_format": _FORMATS,
        "aspect_ratio": ("21:9", "16:9", "4:3", "3:2", "1:1", "2:3", "3:4", "9:16", "9:21"),
    },
    media={"input_image": "image_url"},
    neutral={"prompt_upsampling": False},
    kinds=("/text-to-image", ""),
)
FORMS: dict[str, Form] = {
    "flux-pro-1.1": _PIXELS,
    "flux-pro-1.1-ultra": Form(
        plain=_KONTEXT.plain | {"raw", "image_prompt_strength"},
        words=_KONTEXT.words,
        only=_KONTEXT.only,
        media={"image_prompt": "image_url"},
        neutral={"prompt_upsampling": False, "image_prompt_strength": 0.1},
    ),
    "flux-kontext-pro": _KONTEXT,
    "flux-kontext-max": _KONTEXT,
    "flux-dev": Form(
        plain=frozenset({"prompt", "seed", "output_format"}),
        renamed={"steps": "num_inference_steps", "guidance": "guidance_scale"},
        only={"output_format": _FORMATS},
        size="image_size",
        neutral={"prompt_upsampling": False, "safety_tolerance": 2},
    ),
    "kling-v3": Form(
        plain=frozenset({"prompt", "negative_prompt", "duration", "cfg_scale", "aspect_ratio"}),
        renamed={"sound": "generate_audio"},
        words={"sound": {"on": True, "off": False}},
        only={"mode": ("pro",), "aspect_ratio": ("16:9", "9:16", "1:1")},
        media={"image": "start_image_url", "image_tail": "end_image_url"},
        neutral={"mode": "pro"},
        kinds=("/text-to-video", "/image-to-video"),
    ),
    "hunyuan-3d-pro": Form(
        plain=frozenset(),
        renamed={"Prompt": "prompt", "EnablePBR": "enable_pbr", "GenerateType": "generate_type"},
        only={"Model": ("3.0",), "GenerateType": ("Normal",), "ResultFormat": ("GLB", "OBJ")},
        media={"ImageBase64": "input_image_url"},
        neutral={"Model": "3.0", "ResultFormat": "GLB"},
        kinds=("/text-to-3d", "/image-to-3d"),
    ),
}
