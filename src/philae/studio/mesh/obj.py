"""A surface as text: Wavefront OBJ with normals, and colours behind the positions, as most programs read them."""

from collections.abc import Iterator

from philae.studio.label import NOTE, SOFTWARE, Origin
from philae.studio.mesh.surface import Surface


def encode(shape: Surface, origin: Origin) -> bytes:
    """The file; `shape` is in metres, y up. Its label stands in comments."""
    return "\n".join((*_label(origin), *_lines(shape), "")).encode()


def _label(origin: Origin) -> Iterator[str]:
    yield f"# {SOFTWARE}: {NOTE}"
    for name, text in origin.facts().items():
        yield f"# {name}: {' '.join(text.split())}"


def _lines(shape: Surface) -> Iterator[str]:
    """Vertices are numbered from 1; each has a normal of the same number."""
    for (x, y, z), (r, g, b) in zip(shape.points.tolist(), shape.colours.clip(0, 1).tolist(), strict=True):
        yield f"v {x:.5f} {y:.5f} {z:.5f} {r:.4f} {g:.4f} {b:.4f}"
    for x, y, z in shape.normals.tolist():
        yield f"vn {x:.4f} {y:.4f} {z:.4f}"
    for a, b, c in (shape.triangles.astype(int) + 1).tolist():
        yield f"f {a}//{a} {b}//{b} {c}//{c}"
