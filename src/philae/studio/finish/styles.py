"""The styles by name: each takes display values [h,w,3] in 0..1, depth [h,w] and a seed, and gives display values."""

from collections.abc import Callable

from philae.studio.finish.film import neon, noir, vintage
from philae.studio.finish.ink import comic, pencil
from philae.studio.finish.paint import oil, pastel, watercolour
from philae.studio.finish.pixels import pixel
from philae.studio.scene import Style
from philae.studio.stage import Floats


def natural(picture: Floats, _depth: Floats, _seed: int) -> Floats:
    """The photograph as it is."""
    return picture


STYLED: dict[Style, Callable[[Floats, Floats, int], Floats]] = {
    "natural": natural, "oil": oil, "watercolour": watercolour, "pencil": pencil, "pixel": pixel, "comic": comic,
    "noir": noir, "pastel": pastel, "neon": neon, "vintage": vintage,
}  # fmt: skip
