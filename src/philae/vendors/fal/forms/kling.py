"""Kling as fal takes it: each of a model's modes is an endpoint of its own, and so are texts and pictures.

fal puts words of its own into an empty `negative_prompt`; so that the film is Kling's, it is sent empty.
"""

from philae.core.hosted import Form, Forms

TEXT = frozenset({"prompt", "negative_prompt", "duration", "cfg_scale"})
SHAPES = ("16:9", "9:16", "1:1")
SOUND = {"sound": {"on": True, "off": False}}
EMPTY = {"negative_prompt": ""}
STANDARD, PRO, EITHER = ("std",), ("pro",), ("std", "pro")
OLD = {"image": "image_url", "image_tail": "tail_image_url"}
FIRST = {"image": "image_url"}
NEW = {"image": "start_image_url", "image_tail": "end_image_url"}


def _pictured(
    at: str, mode: tuple[str, ...], media: dict[str, str], *, plain: frozenset[str] = TEXT, sound: bool = False
) -> Form:
    """From a first frame, whose shape the film has."""
    return Form(
        f"{at}/image-to-video",
        needs=frozenset({"prompt", "image"}),
        plain=plain,
        renamed={"sound": "generate_audio"} if sound else {},
        words=SOUND,
        only={"mode": mode},
        media=media,
        fixed=EMPTY,
    )


def _written(at: str, mode: tuple[str, ...], *, sound: bool = False) -> Form:
    """From a text."""
    return Form(
        f"{at}/text-to-video",
        needs=frozenset({"prompt"}),
        plain=TEXT | {"aspect_ratio"},
        renamed={"sound": "generate_audio"} if sound else {},
        words=SOUND,
        only={"mode": mode, "aspect_ratio": SHAPES},
        fixed=EMPTY,
    )


MASTER: Forms = (_pictured("", EITHER, FIRST), _written("", EITHER))
KLING: dict[str, Forms] = {
    "kling-v3": (
        _pictured("/standard", STANDARD, NEW, sound=True),
        _pictured("/pro", PRO, NEW, sound=True),
        _written("/standard", STANDARD, sound=True),
        _written("/pro", PRO, sound=True),
    ),
    "kling-v2-6": (
        _pictured("/pro", PRO, NEW, plain=TEXT - {"cfg_scale"}, sound=True),
        _written("/pro", PRO, sound=True),
    ),
    "kling-v2-5-turbo": (
        _pictured("/pro", PRO, OLD),
        _pictured("/standard", STANDARD, FIRST),
        _written("/pro", PRO),
    ),
    "kling-v2-1": (_pictured("/pro", PRO, OLD), _pictured("/standard", STANDARD, FIRST)),
    "kling-v2-1-master": MASTER,
    "kling-v2-master": MASTER,
    "kling-v1-6": (_pictured("/standard", STANDARD, FIRST), _written("/standard", STANDARD)),
}
