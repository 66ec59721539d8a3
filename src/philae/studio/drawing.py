"""A prompt drawn whole: words make the scene, land and figures draw it, finish develops it to eight bits."""

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from philae.studio import figures, finish, land, words
from philae.studio.scene import Scene
from philae.studio.stage import Floats, Progress

Bytes = NDArray[np.uint8]
LARGEST = 2048 * 2048
"""Pixels that are really drawn; a larger picture is enlarged from these."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture [h,w,3] sRGB with its depth [h,w] in metres (inf: sky), and what of the prompt is in it."""

    rgb: Bytes
    depth: Floats | None = None
    understood: dict[str, Any] = field(default_factory=dict)
    unknown: tuple[str, ...] = ()


def draw(prompt: str, seed: int, width: int, height: int, quality: float, progress: Progress) -> Drawing:
    """Draw what the prompt says at exactly this size."""
    return draw_scene(words.read(prompt, seed), seed, width, height, quality, progress)


def draw_scene(scene: Scene, seed: int, width: int, height: int, quality: float, progress: Progress) -> Drawing:
    """Draw a scene at exactly this size."""
    scale = min(1.0, (LARGEST / (width * height)) ** 0.5)
    columns, rows = max(round(width * scale), 1), max(round(height * scale), 1)
    stage = land.draw(scene, columns, rows, quality, lambda x: progress(0.62 * x))
    stage = figures.draw(stage, scene.subjects, seed, quality, lambda x: progress(0.62 + 0.28 * x))
    rgb = finish.develop(stage.rgb, stage.depth, scene, seed)
    progress(0.98)
    drawn = Drawing(rgb, stage.depth, dict(scene.understood), tuple(scene.unknown))
    return drawn if scale == 1.0 else _enlarged(drawn, stage.depth, width, height)


def _enlarged(drawn: Drawing, depth: Floats, width: int, height: int) -> Drawing:
    rgb = Image.fromarray(drawn.rgb).resize((width, height), Image.Resampling.LANCZOS)
    far = Image.fromarray(depth).resize((width, height), Image.Resampling.NEAREST)
    return replace(drawn, rgb=np.asarray(rgb), depth=np.asarray(far))
