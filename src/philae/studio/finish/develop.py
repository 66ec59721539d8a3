"""The order of developing: weather, light, film, style, bytes."""

import numpy as np
from numpy.typing import NDArray

from philae.studio.finish.styles import STYLED
from philae.studio.finish.tone import bloom, eight_bit, exposure, filmed
from philae.studio.finish.weather import with_weather
from philae.studio.scene import Scene
from philae.studio.stage import Floats

_VIGNETTE = 0.30
_SATURATION = 1.16


def develop(stage_rgb: Floats, depth: Floats, scene: Scene, seed: int) -> NDArray[np.uint8]:
    """The finished picture [h,w,3] of a stage in linear light [h,w,3] with its depth [h,w] in metres.

    The same stage, scene and seed give the same bytes.
    """
    rgb = np.nan_to_num(np.ascontiguousarray(stage_rgb, np.float32), nan=0.0, posinf=64.0, neginf=0.0)
    weathered = with_weather(rgb, depth, scene, seed)
    picture = filmed(weathered, bloom(weathered), exposure(rgb), _VIGNETTE, _SATURATION)
    return eight_bit(STYLED[scene.style](picture, depth, seed), seed)
