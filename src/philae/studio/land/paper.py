"""A photographer's backdrop: a sheet of paper that curves from wall to floor under a soft lamp."""

import math

import numpy as np

from philae.studio.land.bands import bands
from philae.studio.land.frame import View, ray
from philae.studio.land.noise import fbm, flat, jit
from philae.studio.land.views import camera_of, row, view_of
from philae.studio.scene import RGB, Scene
from philae.studio.stage import Floats, Light, Progress, Stage

BEND, ROUND = 7.5, 3.2
"""Where the floor begins to rise, and the radius of the curve (m)."""


@jit
def fill(
    first: int,
    last: int,
    rgb: Floats,
    depth: Floats,
    view: View,
    tone: RGB,
    x0: float,
    y0: float,
    wide: float,
    seed: float,
) -> None:
    """Paint a band of paper: floor, quarter circle, wall; lit by a lamp whose spot lies at x0, y0 on the wall."""
    h, w = depth.shape
    for j in range(first, last):
        for i in range(w):
            u, v = (i + 0.5) / w * 2.0 - 1.0, 1.0 - (j + 0.5) / h * 2.0
            dx, dy, dz = ray(u, v, view)
            t = -view.eye / dy if dy < -1e-6 else 1e9
            ny, nz = 1.0, 0.0
            if t * dz > BEND:
                oz, oy = -BEND, view.eye - ROUND
                a = dz * dz + dy * dy
                b = oz * dz + oy * dy
                c = oz * oz + oy * oy - ROUND * ROUND
                t = (-b + math.sqrt(max(b * b - a * c, 0.0))) / a
                if view.eye + dy * t > ROUND:
                    t = (BEND + ROUND) / dz
                    ny, nz = 0.0, -1.0
                else:
                    ny, nz = -(view.eye + dy * t - ROUND) / ROUND, -(dz * t - BEND) / ROUND
            x, y, z = dx * t, view.eye + dy * t, dz * t
            depth[j, i] = t
            s = y + max(z - BEND, 0.0) * 0.4
            pool = math.exp(-(((x - x0) / wide) ** 2) - (((s - y0) / (wide * 0.8)) ** 2))
            near = math.exp(-((x / 4.0) ** 2) - (((z - 5.5) / 4.0) ** 2))
            k = 0.40 + 1.15 * pool * (0.4 + 0.6 * abs(nz)) + 0.80 * ny * near + 0.16 * ny
            k *= 1.0 + 0.012 * fbm(x * 3.0 + seed, s * 3.0 + z, 4) + 0.010 * flat(x * 60.0, (s + z) * 60.0)
            warm = 0.06 * (pool - 0.4)
            rgb[j, i, 0] = tone[0] * k * (1.0 + warm)
            rgb[j, i, 1] = tone[1] * k
            rgb[j, i, 2] = tone[2] * k * (1.0 - warm)


_TONES: tuple[RGB, ...] = (
    (0.62, 0.60, 0.57), (0.20, 0.36, 0.42), (0.62, 0.40, 0.30), (0.36, 0.42, 0.30), (0.50, 0.34, 0.44), (0.24,
        0.25, 0.29), (0.66, 0.52, 0.30),
    (0.30, 0.36, 0.58),
)  # fmt: skip


def _rise(_x: Floats, z: Floats) -> Floats:
    on = np.clip(np.broadcast_arrays(_x, z)[1] - BEND, 0.0, ROUND)
    return (ROUND - np.sqrt(ROUND * ROUND - on * on)).astype(np.float32)


def draw_paper(scene: Scene, width: int, height: int, _quality: float, progress: Progress) -> Stage:
    """Draw the backdrop; the hour sets how warm and strong the lamp is."""
    rng = np.random.default_rng([scene.seed & 0xFFFFFFFF, 31])
    tone = scene.palette or _TONES[int(rng.integers(len(_TONES)))]
    lamp = {
        "dawn": (1.06, 0.98, 0.92),
        "day": (1.05, 1.05, 1.05),
        "sunset": (1.12, 0.92, 0.78),
        "night": (0.42, 0.46, 0.56),
    }[scene.time]
    tone = (tone[0] * lamp[0], tone[1] * lamp[1], tone[2] * lamp[2])
    view = view_of(0.40, 0.42, 1.5, width / height)
    rgb, depth = np.empty((height, width, 3), np.float32), np.empty((height, width), np.float32)
    side = float(rng.uniform(-2.6, 2.6))
    place, wide, grain = float(rng.uniform(1.6, 3.4)), float(rng.uniform(2.6, 4.2)), float(rng.uniform(0, 90))
    bands(lambda a, b: fill(a, b, rgb, depth, view, tone, side, place, wide, grain), height, progress)
    to_sun = row(-0.5 if side > 0 else 0.5, 0.72, -0.48)
    to_sun /= np.float32(np.linalg.norm(to_sun))
    light = Light(
        to_sun,
        row(*(2.1 * c for c in lamp)),
        row(*(0.75 * c for c in lamp)),
        row(*(0.6 * c for c in tone)),
        row(*tone),
        0.0,
    )
    return Stage(rgb, depth, camera_of(view), light, _rise, (0.0, 6.0), 2.0 * view.tan * 6.0 / 4.5, "ground")
