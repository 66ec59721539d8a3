"""Landscapes of the offline twin: a place, an hour, a weather and a seed become light and depth."""

from collections.abc import Callable

from philae.studio.land.bands import silent
from philae.studio.land.flow import draw_flow
from philae.studio.land.outdoors import draw_outdoors
from philae.studio.land.paper import draw_paper
from philae.studio.land.void import draw_void
from philae.studio.scene import Place, Scene
from philae.studio.stage import Progress, Stage

Drawer = Callable[[Scene, int, int, float, Progress], Stage]
INDOORS: dict[Place, Drawer] = {"space": draw_void, "abstract": draw_flow, "backdrop": draw_paper}
"""The places that are not land under a sky."""


def draw(scene: Scene, width: int, height: int, quality: float = 1.0, progress: Progress = silent) -> Stage:
    """Draw the landscape of a scene; sizes in pixels (64…4096), `quality` 0.25…2 scales samples and steps."""
    return INDOORS.get(scene.place, draw_outdoors)(scene, width, height, quality, progress)
