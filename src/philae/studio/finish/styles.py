"""The styles by name: each takes display values [h,w,3] in 0..1, depth [h,w] and a seed, and gives display values."""

from collections.abc import Callable

import numpy as np

from philae.studio.finish.blur import blurred, enlarged
from philae.studio.finish.film import neon, noir, vintage
from philae.studio.finish.ink import comic, pencil
from philae.studio.finish.paint import oil, pastel, watercolour
from philae.studio.finish.pixels import pixel
from philae.studio.scene import Style
from philae.studio.stage import Floats

Styling = Callable[[Floats, Floats, int], Floats]
_LINE_WORK = 1440


def natural(picture: Floats, _depth: Floats, _seed: int) -> Floats:
    """The photograph as it is."""
    return picture


def _drawn_smaller(style: Styling) -> Styling:
    """The style on at most 1440 pixels of the short side, enlarged: lines grow with the sheet anyway."""

    def styled(picture: Floats, depth: Floats, seed: int) -> Floats:
        h, w, _ = picture.shape
        factor = _LINE_WORK / min(h, w)
        if factor >= 1.0:
            return style(picture, depth, seed)
        rows, columns = round(h * factor), round(w * factor)
        small = np.maximum(enlarged(blurred(picture, 0.5), rows, columns), 0)
        near = depth[(np.arange(rows) * h // rows)[:, None], (np.arange(columns) * w // columns)[None, :]]
        return enlarged(style(small, near, seed), h, w)

    return styled


STYLED: dict[Style, Styling] = {
    "natural": natural, "oil": oil, "watercolour": watercolour, "pencil": _drawn_smaller(pencil), "pixel": pixel,
    "comic": _drawn_smaller(comic), "noir": noir, "pastel": pastel, "neon": _drawn_smaller(neon), "vintage": vintage,
}  # fmt: skip
