"""Pictures that follow a given structure: the edges of a control image (`canny`) or its depth (`depth`)."""

from dataclasses import replace

import numpy as np
from PIL import Image

from philae.studio import drawing, words
from philae.studio.degree import quality
from philae.studio.drawing import Bytes, Drawing
from philae.studio.edit import colour, edges, look, photo
from philae.studio.edit.insert import covering
from philae.studio.edit.smooth import blur, distance, guided, smoothstep
from philae.studio.edit.vector import vec
from philae.studio.request import Request
from philae.studio.scene import Scene
from philae.studio.stage import Floats, Progress

LOW, HIGH = 50.0, 200.0


def canny(request: Request, seed: int, progress: Progress) -> Drawing:
    """Draw the prompt along the control image's edges: flat between them, inked on them, in the prompt's colours."""
    control, ready = _control(request)
    scene, drawn = _land(request, control.rgb, seed, progress)
    grey = np.asarray(Image.fromarray(control.rgb).convert("L"), np.float32)
    low, high = request.number("canny_low_threshold", LOW), request.number("canny_high_threshold", HIGH)
    lines = _given(grey) if ready else edges.canny(grey, low, high)
    painted = colour.oklab(drawn.rgb if ready else control.rgb)
    away = distance(~lines)
    flat, large = _flooded(painted, away, seed if ready else None)
    if not ready:
        flat = _dressed(flat, painted, drawn, _coat(scene, seed))
    scale = _scale(grey)
    lit = _lit(flat, _bulge(away, 22 * scale), 0.75 - 0.55 * large)
    return Drawing(colour.from_oklab(_inked(lit, away, scale)), None, drawn.understood, drawn.unknown)


def depth(request: Request, seed: int, progress: Progress) -> Drawing:
    """Draw the prompt in the shape that the control image's depth has: its colours, lit and hazy by that depth."""
    control, ready = _control(request)
    scene, drawn = _land(request, control.rgb, seed, progress)
    lab = colour.oklab(control.rgb)
    near = lab[..., 0] if ready else look.nearness(lab)
    laid = _laid(colour.oklab(drawn.rgb), near) if ready else _dressed(lab, lab, drawn, _coat(scene, seed))
    return Drawing(_shaped(laid, near, drawn), None, drawn.understood, drawn.unknown)


def _control(request: Request) -> tuple[photo.Photo, bool]:
    """The control image at the output's size, and whether it is a map already."""
    ready = photo.chosen(request, "preprocessed")
    image = ready or photo.first(request, "control", "image", "input")
    return photo.Photo(photo.fitted(image.rgb, *photo.target(request, image))), ready is not None


def _land(request: Request, rgb: Bytes, seed: int, progress: Progress) -> tuple[Scene, Drawing]:
    """What the prompt says, and its place drawn without its subjects: the control image's own stand there."""
    scene = words.read(request.prompt, seed)
    alone, size = replace(scene, subjects=()), (rgb.shape[1], rgb.shape[0])
    return scene, drawing.draw_scene(alone, seed, *size, quality(request), lambda x: progress(0.8 * x))


def _coat(scene: Scene, seed: int) -> Floats | None:
    """The colours of the prompt's subject, Oklab [n,3]."""
    return covering(scene.subjects[:1], seed) if scene.subjects else None


def _given(grey: Floats) -> photo.Mask:
    """Lines of a ready edge map, white on black or black on white."""
    return grey >= 128 if (grey >= 128).mean() <= 0.5 else grey < 128


def _dressed(lab: Floats, control: Floats, drawn: Drawing, coat: Floats | None) -> Floats:
    """The control picture part by part in new colours: sky and land in the drawing's, the subject in `coat`."""
    new, above = colour.oklab(drawn.rgb), look.sky(control)
    body = look.subject(control)[..., None] if coat is not None else np.zeros((*above.shape, 1), np.float32)
    ground = 1 - above
    open_sky = ~np.isfinite(drawn.depth) if drawn.depth is not None else above > 0.5
    land = _toned(lab, ground * (1 - body[..., 0]), new[~open_sky] if (~open_sky).any() else new.reshape(-1, 3))
    wide = max(lab.shape) / 20
    heaven = new if open_sky.mean() > 0.1 else land
    heaven = heaven + (lab - blur(lab, wide)) * 0.3
    out = land + (heaven - land) * above[..., None]
    if coat is None:
        return out.astype(np.float32)
    dressed = _toned(lab, body[..., 0], coat)
    return (out + (dressed - out) * body).astype(np.float32)


def _toned(lab: Floats, where: Floats, model: Floats) -> Floats:
    """The palette of `model` [n,3] for what `where` [h,w] weighs: each lightness takes the colour of the same rank."""
    inside = lab[..., 0][where > 0.5]
    if len(inside) < 64:
        return lab
    ranks = np.linspace(0, 100, 33)
    sorted_ = model[np.argsort(model[:, 0])]
    steps = np.stack([part.mean(0) for part in np.array_split(sorted_, 33) if len(part)])
    places = np.maximum.accumulate(np.percentile(inside, ranks[: len(steps)]) + np.arange(len(steps)) * 1e-5)
    toned = np.stack([np.interp(lab[..., 0], places, steps[:, c]) for c in range(3)], -1)
    own = lab[..., 1:] - lab[where > 0.5][:, 1:].mean(0)
    toned[..., 1:] += 0.45 * own
    return toned.astype(np.float32)


def _flooded(lab: Floats, away: Floats, seed: int | None) -> tuple[Floats, Floats]:
    """Small regions take one colour, large ones keep the picture; also how large each pixel's region is, 0..1."""
    rows, columns = away.shape
    scale = _scale(away)
    names = edges.regions(away <= 1.6 * scale, max(int(rows * columns * 2e-4), 12))
    count = int(names.max()) + 1
    area = np.bincount(names.ravel(), minlength=count)
    means = np.stack(
        [np.bincount(names.ravel(), lab[..., c].ravel(), count) / np.maximum(area, 1) for c in range(3)], 1
    )
    if seed is not None:
        means += np.random.default_rng(seed).normal(0, (0.06, 0.02, 0.02), (count, 3))
    large = smoothstep(0.04, 0.25, (area / area.sum()).astype(np.float32))[names]
    smooth = np.stack([guided(lab[..., c], lab[..., 0], 5 * scale, 4e-3) for c in range(3)], -1)
    flat = means.astype(np.float32)[names] * 0.6 + smooth * 0.4
    return (flat + (smooth - flat) * large[..., None]).astype(np.float32), large


def _scale(plane: Floats) -> float:
    """How large details are drawn: 1 at 1024 pixels; lines of small pictures do not get lost."""
    return max(max(plane.shape) / 1024, 0.6)


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
    return lab * (1 - 0.62 * ink * vec(1, 0.5, 0.5))


def _laid(lab: Floats, near: Floats) -> Floats:
    """The drawing's rows by depth: what is far takes the upper ones, what is near the lower ones."""
    rows, columns = near.shape
    row = np.clip((0.12 + 0.83 * blur(near, max(near.shape) / 700)) * (rows - 1), 0, rows - 1).astype(np.int32)
    return 0.8 * lab[row, np.arange(columns)[None, :]] + 0.2 * lab


def _shaped(lab: Floats, near: Floats, drawn: Drawing) -> Bytes:
    """Lit as a relief, hazy where it is far."""
    scale = _scale(near)
    lit = _lit(lab, blur(near, 1.5 * scale) * 60 * scale, 0.8)
    new = colour.oklab(drawn.rgb)
    sky = ~np.isfinite(drawn.depth) if drawn.depth is not None else np.zeros(near.shape, np.bool_)
    air = np.median(new[sky] if sky.mean() > 0.05 else new.reshape(-1, 3), axis=0)
    haze = (0.6 * smoothstep(0.02, 0.12, near) * (1 - smoothstep(0.1, 0.65, near)))[..., None]
    return colour.from_oklab((lit * (1 - haze) + air * haze).astype(np.float32))
