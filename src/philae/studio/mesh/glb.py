"""A surface as a file: binary glTF 2.0 with positions, normals and colours at the vertices (Khronos glTF 2.0, section 4)."""

import json
import struct
from typing import Any

import numpy as np

from philae.studio.label import NOTE, SOFTWARE, Origin
from philae.studio.mesh.surface import Surface

FLOAT, UINT, USHORT = 5126, 5125, 5123
VERTICES, INDICES = 34962, 34963
"""The standard's numbers for types of components, and for what a buffer is bound to."""


def encode(shape: Surface, origin: Origin) -> bytes:
    """The file; `shape` is in metres, y up, its front towards +z, as the standard has it."""
    solid = np.ones((len(shape.points), 1), np.float32)
    colours = (np.clip(np.hstack([shape.colours, solid]), 0, 1) * 65535 + 0.5).astype(np.uint16)
    columns: list[tuple[np.ndarray[Any, Any], int, str, int]] = [
        (shape.points.astype("<f4"), FLOAT, "VEC3", VERTICES),
        (shape.normals.astype("<f4"), FLOAT, "VEC3", VERTICES),
        (colours.astype("<u2"), USHORT, "VEC4", VERTICES),
        (shape.triangles.astype("<u4").reshape(-1, 1), UINT, "SCALAR", INDICES),
    ]
    views, accessors, body = list[dict[str, Any]](), list[dict[str, Any]](), b""
    for index, (values, kind, form, target) in enumerate(columns):
        views.append({"buffer": 0, "byteOffset": len(body), "byteLength": values.nbytes, "target": target})
        accessors.append({"bufferView": index, "componentType": kind, "count": len(values), "type": form})
        body += values.tobytes()
    accessors[0] |= {"min": shape.points.min(0).tolist(), "max": shape.points.max(0).tolist()}
    accessors[2]["normalized"] = True
    return _packed(_scene(views, accessors, len(body), origin), body)


def _scene(views: list[Any], accessors: list[Any], size: int, origin: Origin) -> dict[str, Any]:
    mesh = {"attributes": {"POSITION": 0, "NORMAL": 1, "COLOR_0": 2}, "indices": 3, "material": 0}
    return {
        "asset": {"version": "2.0", "generator": SOFTWARE, "extras": {"note": NOTE} | origin.facts()},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": [mesh]}],
        "materials": [{"pbrMetallicRoughness": {"metallicFactor": 0.0, "roughnessFactor": 0.75}}],
        "buffers": [{"byteLength": size}],
        "bufferViews": views,
        "accessors": accessors,
    }


def _packed(scene: dict[str, Any], body: bytes) -> bytes:
    """Header, JSON padded with spaces, bytes padded with zeros; lengths are multiples of four."""
    text = json.dumps(scene, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 4)
    body += b"\0" * (-len(body) % 4)
    head = struct.pack("<4sII", b"glTF", 2, 12 + 8 + len(text) + 8 + len(body))
    return head + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(body), b"BIN\0") + body
