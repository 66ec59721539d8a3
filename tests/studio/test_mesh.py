"""Orders become shapes: valid binary glTF, closed, coloured, labelled."""

import json
import struct
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from philae.studio.making import make
from philae.studio.piece import Piece
from philae.studio.request import Format, Label, Refused, Request

COMPONENTS = {5123: "<u2", 5125: "<u4", 5126: "<f4"}
WIDTHS = {"SCALAR": 1, "VEC3": 3, "VEC4": 4}


@cache
def shaped(prompt: str = "a red cup", seed: int = 4, form: Format = "glb") -> Piece:
    """A shape for a model of another vendor."""
    asked = Request(operation="mesh", prompt=prompt, format=form, seed=seed, label=Label("hunyuan3d", "task-7"))
    return make(asked, lambda _: None)


@dataclass
class Read:
    """A file as the standard's section 4 says that it is read; each accessor's values."""

    scene: dict[str, Any]
    values: list[NDArray[Any]]


def read(body: bytes) -> Read:
    """Check the layout on the way."""
    magic, version, length = struct.unpack_from("<4sII", body)
    assert (magic, version, length) == (b"glTF", 2, len(body))
    size, kind = struct.unpack_from("<I4s", body, 12)
    assert (kind, size % 4) == (b"JSON", 0)
    scene = json.loads(body[20 : 20 + size])
    rest, kind = struct.unpack_from("<I4s", body, 20 + size)
    assert (kind, rest % 4, 28 + size + rest) == (b"BIN\0", 0, len(body))
    binary = body[28 + size :]
    assert 0 <= len(binary) - scene["buffers"][0]["byteLength"] < 4
    values = []
    for accessor in scene["accessors"]:
        view = scene["bufferViews"][accessor["bufferView"]]
        part = np.frombuffer(binary, COMPONENTS[accessor["componentType"]], view["byteLength"] // np.dtype(
            COMPONENTS[accessor["componentType"]]).itemsize, view["byteOffset"])  # fmt: skip
        assert view["byteOffset"] % 4 == 0
        assert len(part) == accessor["count"] * WIDTHS[accessor["type"]]
        values.append(part.reshape(accessor["count"], WIDTHS[accessor["type"]]))
    return Read(scene, values)


def test_a_shape_is_a_valid_file_with_colours() -> None:
    """Indices name vertices, bounds are the real ones, normals have length one, the colour is the prompt's."""
    file = read(shaped().bytes)
    points, normals, colours, indices = file.values
    primitive = file.scene["meshes"][0]["primitives"][0]

    assert (primitive["attributes"], primitive["indices"]) == ({"POSITION": 0, "NORMAL": 1, "COLOR_0": 2}, 3)
    assert len(points) == len(normals) == len(colours) > 1000
    assert indices.max() == len(points) - 1
    assert len(indices) % 3 == 0
    assert file.scene["accessors"][0]["max"] == pytest.approx(points.max(0).tolist())
    assert file.scene["accessors"][0]["min"] == pytest.approx(points.min(0).tolist())
    assert np.allclose(np.linalg.norm(normals, axis=1), 1, atol=1e-3)
    assert colours[:, 0].mean() > 2 * colours[:, 2].mean()


def test_a_shape_is_closed_and_its_outside_is_outside() -> None:
    """Every edge belongs to an even number of triangles, and they enclose a positive volume; it stands on the ground."""
    points, _, _, indices = read(shaped().bytes).values
    triangles = indices.reshape(-1, 3)
    edges = np.sort(np.concatenate([triangles[:, :2], triangles[:, 1:], triangles[:, ::2]]), axis=1)
    _, counts = np.unique(edges, axis=0, return_counts=True)
    a, b, c = (points[triangles[:, i]].astype(np.float64) for i in range(3))

    assert (counts % 2 == 0).all()
    assert (a * np.cross(b, c)).sum() > 0
    assert points[:, 1].min() == pytest.approx(0, abs=1e-6)
    assert 0.1 < points[:, 1].max() < 0.16  # a cup is 12 cm high


def test_a_shape_says_what_made_it() -> None:
    """In the file's own place for it; and what was not understood stands in the details."""
    told = read(shaped().bytes).scene["asset"]
    unknown = shaped("a zyxwv")

    assert told["version"] == "2.0"
    assert {"model": "hunyuan3d", "task": "task-7", "served_by": "studio"}.items() <= told["extras"].items()
    assert "no AI model took part" in told["extras"]["note"]
    assert "zyxwv" in unknown.details["unknown"]


def test_the_same_order_gives_the_same_shape() -> None:
    """By its seed; and a picture's format is refused."""
    assert make(Request(operation="mesh", prompt="a red cup", format="glb", seed=4, label=Label("hunyuan3d", "task-7")),
                lambda _: None).bytes == shaped().bytes  # fmt: skip
    with pytest.raises(Refused):
        make(Request(operation="mesh", prompt="a cup", format="png"), lambda _: None)


def test_the_same_shape_as_text() -> None:
    """The same vertices with their colours in an OBJ, whose label stands in its comments."""
    points, _, _, indices = read(shaped().bytes).values
    lines = shaped(form="obj").bytes.decode().splitlines()
    vertices = np.array([line.split()[1:] for line in lines if line.startswith("v ")], float)
    faces = [line.split()[1:] for line in lines if line.startswith("f ")]

    assert np.allclose(vertices[:, :3], points, atol=1e-4)
    assert vertices[:, 3].mean() > 2 * vertices[:, 5].mean()
    assert [int(corner.partition("//")[0]) - 1 for face in faces for corner in face] == indices.ravel().tolist()
    assert "# model: hunyuan3d" in lines


def test_the_same_shape_for_printing() -> None:
    """Millimetres, z up, outside outside in a binary STL that says where it is from."""
    points = read(shaped().bytes).values[0]
    body = shaped(form="stl").bytes
    count = int.from_bytes(body[80:84], "little")
    facets = np.frombuffer(body, np.dtype([("n", "<f4", 3), ("p", "<f4", (3, 3)), ("r", "<u2")]), count, 84)
    a, b, c = (facets["p"][:, i].astype(np.float64) for i in range(3))

    assert len(body) == 84 + 50 * count
    assert body.startswith(b"Philae studio, not a model; model: hunyuan3d")
    assert facets["p"][..., 2].max() == pytest.approx(1000 * points[:, 1].max(), rel=1e-4)
    assert (a * np.cross(b, c)).sum() > 0
    assert np.allclose(np.linalg.norm(facets["n"], axis=1), 1, atol=1e-3)
