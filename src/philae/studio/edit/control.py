"""Pictures that follow a given structure: the edges of a control image (`canny`) or its depth (`depth`)."""

import numpy as np
from PIL import Image

from philae.studio import drawing
from philae.studio.drawing import Bytes, Drawing
from philae.studio.edit import colour, edges, look, photo
from philae.studio.edit.smooth import blur, distance, smoothstep
from philae.studio.degree import quality
from philae.studio.request import Request
from philae.studio.stage import Floats, Progress

LOW, HIGH = 50.0, 200.0


def canny(request: Request, seed: int, progress: Progress) -> Drawing:
    """Draw the prompt, its colours flooded between the control image's edges and rounded by them."""
    control, ready = _control(request)
    rgb = control.rgb
    grey = np.asarray(Image.fromarray(rgb).convert("L"), np.float32)
    if ready:
        lines = grey >= 128 if (grey >= 128).mean() <= 0.5 else grey < 128
    else:
        lines = edges.canny(grey, request.number("canny_low_threshold", LOW), request.number("canny_high_threshold", HIGH))
    drawn = _scene(request, rgb, seed, lambda x: progress(0.8 * x))
    return Drawing(_flooded(colour.oklab(drawn.rgb), lines, seed), None, drawn.understood, drawn.unknown)


def depth(request: Request, seed: int, progress: Progress) -> Drawing:
    """Draw the prompt, its colours laid over the shape that the control image's depth has."""
    control, ready = _control(request)
    lab = colour.oklab(control.rgb)
    near = lab[..., 0] if ready else look.nearness(lab)
    drawn = _scene(request, control.rgb, seed, lambda x: progress(0.8 * x))
    detail = np.zeros_like(near) if ready else lab[..., 0] - blur(lab[..., 0], max(near.shape) / 40)
    return Drawing(_shaped(colour.oklab(drawn.rgb), near, detail), None, drawn.understood, drawn.unknown)


def _control(request: Request) -> tuple[photo.Photo, bool]:
    """The control image at the output's size, and whether it is a map already."""
    ready = photo.chosen(request, "preprocessed")
    image = ready or photo.first(request, "control", "image", "input")
    return photo.Photo(photo.fitted(image.rgb, *photo.target(request, image))), ready is not None


def _scene(request: Request, rgb: Bytes, seed: int, progress: Progress) -> Drawing:
    return drawing.draw(request.prompt, seed, rgb.shape[1], rgb.shape[0], quality(request), progress)


def _flooded(lab: Floats, lines: photo.Mask, seed: int) -> Bytes:
    """Small regions take one colour, large ones keep the drawing; all bulge between their edges, which stay as ink."""
    rows, columns = lines.shape
    scale = max(rows, columns) / 1024
    away = distance(~lines)
    names = edges.regions(away <= 1.6 * scale, max(int(rows * columns * 2e-4), 12))
    count = int(names.max()) + 1
    area = np.bincount(names.ravel(), minlength=count)
    means = np.stack([np.bincount(names.ravel(), lab[..., c].ravel(), count) / np.maximum(area, 1) for c in range(3)], 1)
    own = np.random.default_rng(seed).normal(0, (0.045, 0.012, 0.012), (count, 3))
    flat = (means + own).astype(np.float32)[names]
    large = smoothstep(0.04, 0.25, (area / area.sum()).astype(np.float32))[names][..., None]
    painted = flat * (1 - large) + lab * large + (lab - blur(lab, 12 * scale)) * (1 - large) * 0.6
    painted = painted * np.float32([1, 1.12, 1.12])
    return colour.from_oklab(_inked(_lit(painted, _bulge(away, 26 * scale), 1 - 0.7 * large[..., 0]), away, scale))


def _bulge(away: Floats, reach: float) -> Floats:
    """A height that rises steeply at edges and flattens `reach` pixels from them."""
    t = np.clip(away / reach, 0, 1)
    return blur(np.sqrt(np.maximum(1 - (1 - t) ** 2, 0)) * reach * 0.55, reach * 0.06)


def _lit(lab: Floats, height: Floats, share: Floats | float) -> Floats:
    """Light from the upper left over a height in pixels; also a small gleam where it points to the light."""
    dy, dx = np.gradient(height)
    up = 1 / np.sqrt(1 + dx * dx + dy * dy)
    facing = np.clip((-0.45 * -dx - 0.6 * -dy + 0.66) * up, -1, 1) - 0.66
    gleam = np.clip(facing - 0.16, 0, 1) ** 2
    out = lab.copy()
    out[..., 0] = np.clip(lab[..., 0] * (1 + 0.5 * facing * share) + 0.9 * gleam * share, 0, 1)
    return out


def _inked(lab: Floats, away: Floats, scale: float) -> Floats:
    ink = np.exp(-((away / (1.3 * scale)) ** 2))[..., None]
    return lab * (1 - 0.62 * ink * np.float32([1, 0.5, 0.5]))


def _shaped(lab: Floats, near: Floats, detail: Floats) -> Bytes:
    """Scene colours by depth: far like the drawing's sky, near like its ground; lit as a relief, hazy far away."""
    rows, columns = near.shape
    scale = max(rows, columns) / 1024
    row = np.clip((0.12 + 0.83 * blur(near, 1.5 * scale)) * (rows - 1), 0, rows - 1).astype(np.int32)
    laid = lab[row, np.arange(columns)[None, :]]
    laid = 0.75 * laid + 0.25 * lab
    lit = _lit(laid, blur(near, 1.2 * scale) * 90 * scale, 1.0)
    lit[..., 0] += detail * 0.9 * (0.3 + 0.7 * near)
    haze = (0.55 * (1 - smoothstep(0.0, 0.75, near)))[..., None]
    air = np.median(lab[: max(rows // 3, 1)].reshape(-1, 3), axis=0)
    return colour.from_oklab((lit * (1 - haze) + air * haze).astype(np.float32))
