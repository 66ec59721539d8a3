"""Put the subjects of a scene into a drawn landscape: shadows and reflections first, then figures, then their edges."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np

from philae.studio.figures import columns as c
from philae.studio.figures.edges import refine_rows
from philae.studio.figures.lattice import blank, gap_of
from philae.studio.figures.mirror import VALUES, mirror_node_rows, mirror_rows
from philae.studio.figures.place import Standing, arrange
from philae.studio.figures.shadow import node_rows, shadow_rows
from philae.studio.figures.trace import DENSE, trace_rows
from philae.studio.figures.vectors import Array
from philae.studio.scene import Subject
from philae.studio.stage import Camera, Floats, Light, Progress, Stage

Model = tuple[Array, Array, Array, Array]  # camera, light, figures, parts: what every kernel reads
BAND = 16  # rows per unit of work
SKETCH = 0.5  # qualities below leave edges as they are


def draw(
    stage: Stage, subjects: tuple[Subject, ...], seed: int, quality: float = 1.0,
    progress: Progress = lambda _: None,
) -> Stage:  # fmt: skip
    """The stage with the subjects in it; `quality` below 0.5 skips the smoothing of edges.

    `progress` is called with 0..1 on the calling thread; what it raises ends the drawing.
    """
    figures = arrange(stage, subjects, seed)
    if not figures:
        progress(1.0)
        return stage
    return _Drawing(stage, figures, progress).finish(edges=quality >= SKETCH)


class _Drawing:
    """The arrays of one drawing under way."""

    def __init__(self, stage: Stage, figures: list[Standing], progress: Progress) -> None:
        self.stage, self.progress = stage, progress
        self.camera, self.light = _camera(stage.camera), _light(stage.light)
        firsts = np.cumsum([0, *(len(figure.packed.rows) for figure in figures[:-1])])
        self.figures = np.array([figure.row(int(first)) for figure, first in zip(figures, firsts, strict=True)])
        self.parts = np.concatenate([figure.packed.rows for figure in figures])
        self.depth = np.ascontiguousarray(stage.depth, np.float32)
        self.level = figures[0].floor

    def finish(self, *, edges: bool) -> Stage:
        scene = (self.camera, self.light, self.figures, self.parts)
        height, width = self.depth.shape
        top, bottom, left, right = _window(self.figures, self.stage.camera, width, height)
        behind = np.ascontiguousarray(self.stage.rgb, np.float32).copy()
        self._shadows(behind)
        if self.stage.surface == "water":
            self._reflections(behind, scene)
        rgb, far, ids = behind.copy(), self.depth.copy(), np.full((height, width), -1, np.int64)
        drawn, gap = (*scene, self.depth, rgb, far, ids), 1 if height < DENSE else 2
        self._rows(top, bottom, 0.4, 0.6, lambda a, b: trace_rows(a, b, left, right, gap, False, *drawn))
        if gap > 1:
            self._rows(top, bottom, 0.6, 0.8, lambda a, b: trace_rows(a, b, left, right, gap, True, *drawn))
        out = rgb.copy()
        if edges:
            rest = (2 if gap > 1 else 4, *scene, self.depth, behind, rgb, far, ids, out)
            self._rows(top, bottom, 0.8, 1.0, lambda a, b: refine_rows(a, b, left, right, *rest))
        self.progress(1.0)
        return replace(self.stage, rgb=out, depth=far)

    def _shadows(self, behind: Floats) -> None:
        height, width = self.depth.shape
        gap = gap_of(height)
        light = _scattered(self.light) if self.stage.surface == "underwater" else self.light
        nodes, rest = blank(height, width, gap, 2), (gap, self.camera, light, self.figures, self.parts, self.depth)
        self._rows(0, len(nodes), 0.0, 0.15, lambda a, b: node_rows(a, b, *rest, nodes))
        self._rows(0, height, 0.15, 0.3, lambda a, b: shadow_rows(a, b, *rest, nodes, behind))

    def _reflections(self, behind: Floats, scene: Model) -> None:
        height, width = self.depth.shape
        gap = gap_of(height)
        nodes, rest = blank(height, width, gap, VALUES), (gap, self.level, *scene, self.depth)
        self._rows(0, len(nodes), 0.3, 0.35, lambda a, b: mirror_node_rows(a, b, *rest, nodes))
        self._rows(0, height, 0.35, 0.4, lambda a, b: mirror_rows(a, b, *rest, nodes, behind))

    def _rows(self, top: int, bottom: int, start: float, end: float, work: Callable[[int, int], None]) -> None:
        """Run a kernel over bands of rows on every core; bands are independent, so their order does not matter."""
        bands = [(a, min(a + BAND, bottom)) for a in range(top, bottom, BAND)]
        if not bands:
            return
        work(top, top)  # compile before threads race to do so
        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            running = [pool.submit(work, a, b) for a, b in bands]
            try:
                for done, future in enumerate(running):
                    future.result()
                    self.progress(start + (end - start) * done / len(bands))
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise


def _camera(camera: Camera) -> Array:
    axes = (camera.eye, camera.forward, camera.right, camera.up)
    return np.concatenate([*(np.asarray(axis, np.float64) for axis in axes), [float(camera.tan)]])


def _light(light: Light) -> Array:
    colours = (light.to_sun, light.sun, light.sky, light.bounce, light.fog)
    return np.concatenate([*(np.asarray(colour, np.float64) for colour in colours), [float(light.fog_density)]])


def _scattered(light: Array) -> Array:
    """The light with most of the sun's coming from all around, as water spreads it: shadows in it are pale."""
    spread = light.copy()
    spread[c.SKY : c.SKY + 3] += 0.6 * light[c.SUN : c.SUN + 3]
    spread[c.SUN : c.SUN + 3] *= 0.4
    return spread


def _window(figures: Array, camera: Camera, width: int, height: int) -> tuple[int, int, int, int]:
    """Rows and columns (top, bottom, left, right) that the figures' bounding spheres can touch."""
    away = figures[:, c.BOUND : c.BOUND + 3] - np.asarray(camera.eye, np.float64)
    x, y, z = (away @ np.asarray(axis, np.float64) for axis in (camera.right, camera.up, camera.forward))
    radius = figures[:, c.BOUND + 3]
    if np.any(z - radius <= 0.05 * radius):
        return 0, height, 0, width
    # A sphere's outline is at most tangent of (its angle + the angle to its centre) from the axis.
    edges = []
    for side, half in ((x, camera.tan * width / height), (y, camera.tan)):
        angle = np.arctan2(side, z)
        wide = np.arcsin(np.minimum(radius / np.hypot(side, z), 1.0))
        low, high = np.tan(np.maximum(angle - wide, -1.5)), np.tan(np.minimum(angle + wide, 1.5))
        edges.append((float(low.min()) / half, float(high.max()) / half))
    (left, right), (low, high) = edges
    return (
        max(int((1 - high) / 2 * height) - 1, 0), min(int((1 - low) / 2 * height) + 2, height),
        max(int((1 + left) / 2 * width) - 1, 0), min(int((1 + right) / 2 * width) + 2, width),
    )  # fmt: skip
