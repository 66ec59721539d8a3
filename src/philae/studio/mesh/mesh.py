"""An order becomes a shape: the first thing that the prompt names and the studio knows."""

from collections.abc import Callable

import numpy as np

from philae.studio import label, words
from philae.studio.figures.pack import Packed, pack
from philae.studio.figures.pose import Pose
from philae.studio.figures.table import ROWS
from philae.studio.mesh import glb, obj, stl
from philae.studio.mesh.surface import Surface, surface
from philae.studio.piece import Piece, Show
from philae.studio.request import MIME, Format, Refused, Request
from philae.studio.scene import Subject
from philae.studio.stage import Progress

FORMATS: dict[Format, Callable[[Surface, label.Origin], bytes]] = {
    "glb": glb.encode,
    "obj": obj.encode,
    "stl": stl.encode,
}
FINENESS = 150
"""Cells along the longest side: some 40,000 vertices."""
UNNAMED = Subject("teapot")
"""The shape where the prompt names nothing that is known; its words are told as unknown."""


def make(request: Request, seed: int, progress: Progress, _: Show) -> Piece:
    """Shape an order. Raises Refused for what no shape can be."""
    encode = FORMATS.get(request.format)
    if encode is None:
        raise Refused("invalid_request", f"a shape is one of {', '.join(FORMATS)}", "format")
    scene = words.read(request.prompt, seed)
    subject = next((each for each in scene.subjects if each.noun in ROWS), UNNAMED)
    dice = np.random.default_rng([seed, 43])
    pose = Pose(look=float(dice.uniform(-0.4, 0.4)), stride=float(dice.uniform(-1, 1)), chance=float(dice.random()))
    row = ROWS[subject.noun]
    figure = pack(row.template(subject.colour or row.colour, pose))
    shape = _standing(surface(figure, FINENESS, progress), figure, row.height * subject.size)
    understood = {"subject": scene.understood.get("subject", subject.noun)}
    details = {"engine": "studio", "note": label.NOTE, "understood": understood, "unknown": list(scene.unknown)}
    made = encode(shape, label.Origin(request.label, seed))
    progress(1.0)
    return Piece(made, MIME[request.format], seed, details)


def rehearsal() -> Request:
    """A shape that compiles the kernels."""
    return Request(operation="mesh", prompt="a cup", format="glb", seed=1)


def _standing(shape: Surface, figure: Packed, height: float) -> Surface:
    """In metres, its feet on the ground at the origin; figures look along +x, files along +z."""
    scale = height / float(figure.high[1] - figure.low[1])
    low, high = shape.points.min(0), shape.points.max(0)
    foot = np.array([(low[0] + high[0]) / 2, low[1], (low[2] + high[2]) / 2], np.float32)
    return Surface(
        _forward((shape.points - foot) * np.float32(scale)), _forward(shape.normals), shape.colours, shape.triangles
    )


def _forward(
    vectors: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]",
) -> "np.ndarray[tuple[int, ...], np.dtype[np.float32]]":
    """A quarter turn about y that brings +x to +z."""
    return np.ascontiguousarray(np.stack([-vectors[:, 2], vectors[:, 1], vectors[:, 0]], axis=1))
