"""The flow of a picture: which way its strokes would run, the paint they lay down, and the bristles they leave."""

import numpy as np

from philae.studio.finish.blur import blurred, blurred_map
from philae.studio.finish.compiled import kernel, over
from philae.studio.finish.grain import white
from philae.studio.stage import Floats

_LUMA = np.array((0.299, 0.587, 0.114), np.float32)
_SECTORS = 8
_STRIDE = np.float32(1.7)


def luma(picture: Floats) -> Floats:
    """The brightness [h,w] of display values."""
    out: Floats = picture @ _LUMA
    return out


def gradient(values: Floats) -> tuple[Floats, Floats]:
    """How the map [h,w] rises to the right and downwards, per pixel."""
    padded = np.pad(values, 1, mode="edge")
    right, down = padded[1:-1, 2:] - padded[1:-1, :-2], padded[2:, 1:-1] - padded[:-2, 1:-1]
    return right * np.float32(0.5), down * np.float32(0.5)


def flow(picture: Floats, sigma: float) -> Floats:
    """Stroke directions [h,w,3]: unit vector along the edges (x, y), and how marked they are in 0..1."""
    gx, gy = gradient(blurred_map(luma(picture), max(0.6, sigma / 3)))
    tensor = blurred(np.stack((gx * gx, gx * gy, gy * gy), 2), sigma)
    xx, xy, yy = tensor[..., 0], tensor[..., 1], tensor[..., 2]
    angle = 0.5 * np.arctan2(2 * xy, xx - yy) + np.float32(np.pi / 2)
    strength = np.sqrt((xx - yy) ** 2 + 4 * xy * xy) / (xx + yy + np.float32(1e-5))
    return np.stack((np.cos(angle), np.sin(angle), strength), 2).astype(np.float32)


def _samples() -> Floats:
    """Points of eight sectors of the unit disc [8,n,3]: x, y, weight."""
    sectors = []
    for sector in range(_SECTORS):
        points = [(0.0, 0.0, 1.0)]
        for radius, turns in ((0.32, (0,)), (0.62, (-0.26, 0.26)), (0.95, (-0.34, 0.0, 0.34))):
            for turn in turns:
                angle = (sector + turn) * 2 * np.pi / _SECTORS
                points.append((radius * np.cos(angle), radius * np.sin(angle), np.exp(-1.6 * radius * radius)))
        sectors.append(points)
    return np.array(sectors, np.float32)


_DISC = _samples()


def painted(picture: Floats, along: Floats, radius: float) -> Floats:
    """The picture laid down in strokes: an anisotropic Kuwahara filter of `radius` pixels along a flow."""
    out = np.empty_like(picture)
    edge = int(2 * radius) + 2
    padded = np.pad(picture, ((edge, edge), (edge, edge), (0, 0)), mode="edge")
    over(len(picture), _kuwahara, padded, along, out, _DISC, np.float32(radius), edge)
    return out


@kernel
def _kuwahara(
    y0: int, y1: int, padded: Floats, along: Floats, out: Floats, disc: Floats, radius: np.float32, edge: int
) -> None:
    _, w, _ = out.shape
    sectors, points, _ = disc.shape
    zero, one, small = np.float32(0.0), np.float32(1.0), np.float32(1e-6)
    whole = one / disc[0, :, 2].sum()
    for y in range(y0, y1):
        for x in range(w):
            cos, sin, marked = along[y, x]
            long, short = radius * (one + marked), radius / (one + marked)
            xx, xy, yx, yy = long * cos, -short * sin, long * sin, short * cos
            middle_x, middle_y = np.float32(x + edge + 0.5), np.float32(y + edge + 0.5)
            red, green, blue, total = zero, zero, zero, zero
            for s in range(sectors):
                r, g, b, square = zero, zero, zero, zero
                for k in range(points):
                    dx, dy, weight = disc[s, k]
                    px = int(middle_x + dx * xx + dy * xy)
                    py = int(middle_y + dx * yx + dy * yy)
                    pr, pg, pb = padded[py, px]
                    r += weight * pr
                    g += weight * pg
                    b += weight * pb
                    square += weight * (pr * pr + pg * pg + pb * pb)
                r, g, b = r * whole, g * whole, b * whole
                spread = np.float32(1000.0) * max(zero, square * whole - r * r - g * g - b * b)
                chosen = one / (spread * spread + small + np.float32(0.02))
                total += chosen
                red += chosen * r
                green += chosen * g
                blue += chosen * b
            out[y, x, 0] = red / total
            out[y, x, 1] = green / total
            out[y, x, 2] = blue / total


def bristles(along: Floats, length: float, thickness: float, seed: int) -> Floats:
    """Noise combed along a flow [h,w], unit variance: the hairs of a brush, or chalk dragged over paper."""
    h, w, _ = along.shape
    noise = blurred_map(white(h, w, seed, 31), thickness)
    out = np.empty((h, w), np.float32)
    over(h, _comb, noise, along, out, max(2, int(length / 2 / _STRIDE)))
    return (out - out.mean()) / (out.std() + np.float32(1e-6))


@kernel
def _comb(y0: int, y1: int, noise: Floats, along: Floats, out: Floats, steps: int) -> None:
    h, w = noise.shape
    half = np.float32(0.5)
    for y in range(y0, y1):
        for x in range(w):
            total = noise[y, x]
            for way in range(2):
                px, py = np.float32(x) + half, np.float32(y) + half
                dx, dy = along[y, x, 0], along[y, x, 1]
                if way:
                    dx, dy = -dx, -dy
                for _ in range(steps):
                    px += dx * _STRIDE
                    py += dy * _STRIDE
                    if px < 0 or py < 0 or px >= w or py >= h:
                        break
                    ix, iy = int(px), int(py)
                    total += noise[iy, ix]
                    nx, ny = along[iy, ix, 0], along[iy, ix, 1]
                    if nx * dx + ny * dy < 0:
                        dx, dy = -nx, -ny
                    else:
                        dx, dy = nx, ny
            out[y, x] = total
