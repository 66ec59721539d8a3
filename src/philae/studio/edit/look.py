"""What a picture shows, guessed from its pixels: the subject, the sky, how near things are, where light is from."""

import numpy as np

from philae.studio.edit import edges
from philae.studio.edit.photo import resized
from philae.studio.edit.smooth import blur, distance, guided, smoothstep
from philae.studio.edit.vector import vec
from philae.studio.stage import Floats

SMALL = 160
CLUSTERS = 10
STEP = 0.03
"""A change of colour from pixel to pixel of the small copy that ends the sky."""


def subject(lab: Floats) -> Floats:
    """How likely each pixel [h,w] of an Oklab picture belongs to the subject, 0..1, following its edges.

    Colours that are common in the middle and rare along the border are taken for it, if they also differ from what
    the left and right border show at the same height: grass behind a fox goes on beside it, the fox does not.
    """
    rows, columns = lab.shape[:2]
    small = _small(lab)
    names, middle, border = _clusters(small), _middle(small.shape[:2]), _border(small.shape[:2])
    inside = np.bincount(names.ravel(), (middle * ~border).ravel(), CLUSTERS) / middle.sum()
    outside = np.bincount(names.ravel(), border.ravel().astype(np.float64), CLUSTERS) / border.sum()
    own = (inside / (inside + 2.0 * outside + 1e-3))[names].astype(np.float32)
    strange = smoothstep(0.03, 0.11, _unlike_sides(small * vec(1, 1.7, 1.7)))
    likely = _main(blur((0.55 * strange + 0.45 * strange * own + 0.25 * own) * middle**0.4, 0.8))
    likely = smoothstep(0.2, 0.42, likely)
    return np.clip(guided(resized(likely, columns, rows), lab[..., 0], max(rows, columns) / 170, 1e-3), 0, 1)


def _unlike_sides(small: Floats) -> Floats:
    """Distance in colour [h,w] to the most similar pixel of the left and right border near the same row."""
    rows, columns = small.shape[:2]
    wide, span = max(columns // 9, 2), max(rows // 18, 2)
    sides = np.concatenate([small[:, :wide:2], small[:, -wide::2]], axis=1)
    out = np.empty((rows, columns), np.float32)
    for y in range(rows):
        near = sides[max(y - span, 0) : y + span + 1 : 2].reshape(-1, 3)
        out[y] = np.sqrt(((small[y][:, None] - near) ** 2).sum(-1).min(1))
    return out


def _main(likely: Floats) -> Floats:
    """Only what hangs together with the largest likely area, and areas a third as large."""
    names = edges.regions(likely < 0.18, 12)
    names[likely < 0.18] = -1
    weight = np.bincount(names[names >= 0].ravel(), likely[names >= 0].ravel(), max(int(names.max()) + 1, 1))
    kept = np.flatnonzero(weight >= weight.max() / 3)
    return np.where(np.isin(names, kept) & (names >= 0), likely, 0).astype(np.float32)


def sky(lab: Floats) -> Floats:
    """How likely each pixel [h,w] is sky, 0..1: what hangs together with the upper edge, above the horizon."""
    rows, columns = lab.shape[:2]
    small = _small(lab) * vec(1, 1.6, 1.6)
    dy, dx = np.gradient(blur(small, 0.7), axis=(0, 1))
    names = edges.regions(np.sqrt((dy**2 + dx**2).sum(-1)) > STEP, 40)
    upper = np.isin(names, np.unique(names[:2]))
    upper[_horizon(small) :] = False
    # A sky that ends in one column far above its neighbours was stopped by a cloud.
    ends = upper.sum(0)
    beside = np.sort(np.stack([np.roll(ends, k) for k in range(-16, 17, 2)]), 0)
    upper |= (np.arange(len(small))[:, None] < 0.9 * beside[len(beside) // 3]) & (
        small[..., 0] > np.median(small[upper, 0]) - 0.06
    )
    soft = guided(
        resized(blur(upper.astype(np.float32), 0.6), columns, rows), lab[..., 0], max(rows, columns) / 170, 6e-4
    )
    return smoothstep(0.15, 0.85, np.clip(soft, 0, 1))


def _horizon(small: Floats) -> int:
    """The row where the picture changes most from above to below, looked for in its middle."""
    rows, band = len(small), max(len(small) // 20, 2)
    means = np.cumsum(np.pad(np.median(small, 1), ((1, 0), (0, 0))), 0)
    places = range(max(rows // 6, band), rows - max(rows // 8, band))
    change = [np.abs(means[y + band] - 2 * means[y] + means[y - band]).sum() for y in places]
    return places[int(np.argmax(change))]


def nearness(lab: Floats) -> Floats:
    """How near each pixel [h,w] is, 0 (sky) to 1: lower, more colourful, sharper things and the subject are nearer."""
    rows, columns = lab.shape[:2]
    height = np.linspace(0, 1, rows, dtype=np.float32)[:, None] * np.ones((1, columns), np.float32)
    body = subject(lab)
    thick = distance(body > 0.5)
    thick /= max(float(thick.max()), 1.0)
    colourful = blur(np.hypot(lab[..., 1], lab[..., 2]), max(rows, columns) / 60)
    rough = 0.55 * smoothstep(0.25, 1.05, height) + 0.35 * body * (0.6 + 0.4 * np.sqrt(thick))
    rough = (rough + 0.5 * np.clip(colourful, 0, 0.2)) * (1 - 0.95 * sky(lab))
    smooth = guided(rough.astype(np.float32), lab[..., 0], max(rows, columns) / 60, 1.5e-3)
    low, high = np.percentile(smooth, (1, 99))
    return np.clip((smooth - low) / max(high - low, 1e-3), 0, 1)


def brighter_side(lab: Floats) -> float:
    """-1 (light comes from the left) to 1 (from the right)."""
    light = lab[..., 0].mean(0)
    return float(np.clip(np.polyfit(np.linspace(-1, 1, len(light)), light, 1)[0] * 8, -1, 1))


def _small(lab: Floats) -> Floats:
    scale = SMALL / max(lab.shape[:2])
    return resized(lab, max(round(lab.shape[1] * scale), 8), max(round(lab.shape[0] * scale), 8))


def _clusters(small: Floats) -> np.ndarray[tuple[int, int], np.dtype[np.intp]]:
    """Each pixel's cluster of colour: a few turns of k-means, started along the lightness."""
    points = (small * vec(1, 2, 2)).reshape(-1, 3)
    centres = points[np.argsort(points @ vec(1, 0.6, 0.4))[np.linspace(0, len(points) - 1, CLUSTERS).astype(int)]]
    for _ in range(8):
        names = ((points[:, None] - centres) ** 2).sum(-1).argmin(1)
        count = np.bincount(names, minlength=CLUSTERS)
        for c in range(3):
            sums = np.bincount(names, points[:, c], CLUSTERS)
            centres[:, c] = np.where(count > 0, sums / np.maximum(count, 1), centres[:, c])
    return names.reshape(small.shape[:2])


def _middle(shape: tuple[int, int]) -> Floats:
    y, x = (np.linspace(-1, 1, n, dtype=np.float32) for n in shape)
    return np.exp(-2.2 * (x[None, :] ** 2 + 0.8 * (y[:, None] - 0.1) ** 2)).astype(np.float32)


def _border(shape: tuple[int, int]) -> "np.ndarray[tuple[int, int], np.dtype[np.bool_]]":
    edge = np.zeros(shape, np.bool_)
    thick = max(min(shape) // 12, 1)
    edge[:thick], edge[:, :thick], edge[:, -thick:], edge[-thick:] = True, True, True, True
    return edge
