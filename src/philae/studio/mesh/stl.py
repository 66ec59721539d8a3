"""A surface for printing: binary STL, which has no colours."""

import numpy as np

from philae.studio.label import SOFTWARE, Origin
from philae.studio.mesh.surface import Surface

HEAD = 80
"""Bytes of free text before the count of triangles; they may not begin with `solid`."""
FACET = np.dtype([("normal", "<f4", 3), ("corners", "<f4", (3, 3)), ("rest", "<u2")])


def encode(shape: Surface, origin: Origin) -> bytes:
    """The file, in millimetres and z up, as printers have it. As much of its label as has room stands at its head."""
    points = shape.points[:, [0, 2, 1]] * np.array([1000, -1000, 1000], np.float32)
    facets = np.zeros(len(shape.triangles), FACET)
    facets["corners"] = points[shape.triangles]
    across = np.cross(
        facets["corners"][:, 1] - facets["corners"][:, 0], facets["corners"][:, 2] - facets["corners"][:, 0]
    )
    facets["normal"] = across / np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-12)
    facts = "; ".join(f"{name}: {text}" for name, text in origin.facts().items() if name != "engine")
    head = f"{SOFTWARE} studio, not a model; {facts}".encode("ascii", "replace")[:HEAD].ljust(HEAD)
    return head + np.uint32(len(facets)).tobytes() + facets.tobytes()
