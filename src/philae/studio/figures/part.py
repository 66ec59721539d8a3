"""The vocabulary of templates: parts of a figure as values, in figure space (x ahead, y up, z to its right side).

One unit of figure space is about half the height of a subject; sizes are in units, angles in radians.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from philae.studio.figures import columns, materials
from philae.studio.figures.vectors import Array, Vector, rotation, towards
from philae.studio.scene import RGB

UPRIGHT = np.eye(3)
UPRIGHT.setflags(write=False)


@dataclass(frozen=True, slots=True)
class Look:
    """What a part is made of, its colour in linear light."""

    material: int
    colour: RGB


@dataclass(frozen=True, slots=True)
class Part:
    """One primitive: `frame` holds its axes in figure space as columns, `squash` stretches it along them.

    `opens` begins a new group: what is cut later in the group leaves earlier groups whole; the group melts into
    them over `join`. `remains` is a sphere (middle in the part's own frame, radius) around what
    cuts leave of a part that is much larger; it is given after mirroring and scaling.
    """

    kind: int
    centre: Vector
    dims: tuple[float, ...]
    look: Look
    frame: Array
    squash: Vector = (1.0, 1.0, 1.0)
    k: float = 0.0
    op: int = columns.UNION
    opens: bool = False
    join: float = 0.0
    pattern: int = columns.SOLID
    frequency: float = 1.0
    soft: float = 0.02
    remains: tuple[Vector, float] | None = None


Parts = list[Part]


def hexa(text: str) -> RGB:
    """An sRGB colour such as "e0701a" in linear light."""
    values = [int(text[i : i + 2], 16) / 255.0 for i in (0, 2, 4)]
    red, green, blue = (v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in values)
    return (red, green, blue)


def mix(a: RGB, b: RGB, share: float) -> RGB:
    """The colour that lies `share` of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share)


def dark(colour: RGB, share: float = 0.5) -> RGB:
    """The colour, darkened by a share."""
    return mix(colour, (0.0, 0.0, 0.0), share)


def light(colour: RGB, share: float = 0.5) -> RGB:
    """The colour, lightened by a share."""
    return mix(colour, (1.0, 1.0, 1.0), share)


def limb(a: Vector, b: Vector, ra: float, rb: float, look: Look, k: float = 0.0, flat: Vector = (1, 1, 1)) -> Part:
    """A round cone from a (radius ra) to b (radius rb); `flat` squashes it across (x), along (y) and sideways (z)."""
    direction = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
    length = float(np.linalg.norm(direction))
    if length <= abs(ra - rb) * 1.001:  # one end swallows the other
        return ball(a if ra > rb else b, max(ra, rb), look, k)
    return Part(columns.ROUND_CONE, a, (length / flat[1], ra, rb), look, towards(direction), flat, k)


def chain(points: Sequence[Vector], radii: Sequence[float], look: Look, k: float = 0.02) -> Parts:
    """Round cones through points, melting into one another over k."""
    ends = zip(points[:-1], points[1:], radii[:-1], radii[1:], strict=True)
    return [limb(a, b, ra, rb, look, k) for a, b, ra, rb in ends]


def ball(centre: Vector, size: float | Vector, look: Look, k: float = 0.0, turned: Array = UPRIGHT) -> Part:
    """A sphere or an ellipsoid with three radii."""
    radii = (size, size, size) if isinstance(size, int | float) else size
    return Part(columns.ELLIPSOID, centre, radii, look, turned, k=k)


def box(
    centre: Vector, half: Vector, look: Look, *, rounding: float = 0.0, taper: tuple[float, float] = (0.0, 0.0),
    k: float = 0.0, turned: Array = UPRIGHT,
) -> Part:  # fmt: skip
    """A box with half sizes; `taper` narrows it towards its top along x and z (1.0: to an edge)."""
    return Part(columns.BOX, centre, (*half, rounding, *taper), look, turned, k=k)


def drum(a: Vector, b: Vector, ra: float, rb: float, look: Look, *, rounding: float = 0.0, k: float = 0.0) -> Part:
    """A cylinder or cone with flat ends from a to b."""
    middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
    direction = (b[0] - a[0], b[1] - a[1], b[2] - a[2])
    half = float(np.linalg.norm(direction)) / 2
    return Part(columns.DRUM, middle, (half, ra, rb, min(rounding, half * 0.99)), look, towards(direction), k=k)


def ring(centre: Vector, radius: float, thick: float, look: Look, *, axis: Vector = (0, 1, 0), k: float = 0.0) -> Part:
    """A torus around an axis."""
    return Part(columns.TORUS, centre, (radius, thick), look, towards(axis), k=k)


def lathe(profile: Sequence[tuple[float, float]], look: Look, *, k: float = 0.0, fine: int = 6) -> Parts:
    """A solid of revolution about y: a smooth curve through (radius, height) pairs in rising order."""
    points = np.array([profile[0], *profile, profile[-1]], np.float64)
    curve = [profile[0]]
    for p, q, r, s in zip(points[:-3], points[1:-2], points[2:-1], points[3:], strict=True):
        for t in (step / fine for step in range(1, fine + 1)):
            x, y = 0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t**3)
            curve.append((max(float(x), 0.0), float(y)))
    dims = tuple(value for point in ((0.0, profile[0][1]), *curve, (0.0, profile[-1][1])) for value in point)
    return [Part(columns.LATHE, (0.0, 0.0, 0.0), dims, look, UPRIGHT, k=k)]


def cut(part: Part, k: float = 0.0) -> Part:
    """Take the part away from its group instead of adding it."""
    return replace(part, op=columns.CUT, k=k)


def paint(part: Part, *, soft: float = 0.02, pattern: int = columns.SOLID, frequency: float = 1.0) -> Part:
    """Colour the surface inside the part; the colour fades over `soft` and shows where the pattern lets it."""
    return replace(part, op=columns.PAINT, soft=soft, pattern=pattern, frequency=frequency)


def solid(parts: Iterable[Part], join: float = 0.0) -> Parts:
    """Make the parts a group of their own, melting into the figure so far over `join`."""
    first, *rest = parts
    return [replace(first, opens=True, join=join), *(replace(part, join=join) for part in rest)]


def mirrored(parts: Iterable[Part]) -> Parts:
    """The parts followed by their mirror images on the other side (z ↦ -z)."""
    flip = np.array([1.0, 1.0, -1.0])
    both = list(parts)
    for part in list(both):
        frame = flip[:, None] * part.frame * flip[None, :]  # stays a rotation
        both.append(replace(part, centre=(part.centre[0], part.centre[1], -part.centre[2]), frame=frame))
    return both


def turned(parts: Iterable[Part], about: Vector, yaw: float = 0.0, pitch: float = 0.0, roll: float = 0.0) -> Parts:
    """The parts rotated about a point."""
    matrix, pivot = rotation(yaw, pitch, roll), np.array(about, np.float64)

    def moved(centre: Vector) -> Vector:
        x, y, z = matrix @ (np.array(centre) - pivot) + pivot
        return (float(x), float(y), float(z))

    return [replace(part, centre=moved(part.centre), frame=matrix @ part.frame) for part in parts]


def moved(parts: Iterable[Part], by: Vector) -> Parts:
    """The parts shifted."""
    return [
        replace(part, centre=(part.centre[0] + by[0], part.centre[1] + by[1], part.centre[2] + by[2])) for part in parts
    ]


def scaled(parts: Iterable[Part], by: float) -> Parts:
    """The parts scaled about the origin, blends and soft edges with them; ratios stay."""

    def dims(part: Part) -> tuple[float, ...]:
        lengths = {columns.BOX: 4, columns.ELLIPSOID: 3}.get(part.kind, len(part.dims))
        return tuple(d * by if i < lengths else d for i, d in enumerate(part.dims))

    return [
        replace(
            part, centre=(part.centre[0] * by, part.centre[1] * by, part.centre[2] * by), dims=dims(part),
            k=part.k * by, join=part.join * by, soft=part.soft * by, frequency=part.frequency / by,
        )
        for part in parts
    ]  # fmt: skip


def lid(centre: Vector, radius: float, gaze: Vector, look: Look) -> Part:
    """A dark socket just behind an eyeball, so that it stands out from fur and feathers."""
    length = float(np.linalg.norm(gaze))
    back = 0.32 * radius / length
    return ball(
        (centre[0] - gaze[0] * back, centre[1] - gaze[1] * back, centre[2] - gaze[2] * back), radius * 1.16, look
    )


def eye(centre: Vector, radius: float, gaze: Vector, iris: RGB, *, white: float = 0.0, pupil: float = 0.5) -> Part:
    """An eyeball that looks along `gaze`; `white` is how much sclera shows (0: none), `pupil` the share of the iris."""
    look = Look(materials.EYE, iris)
    return Part(columns.ELLIPSOID, centre, (radius, radius, radius, white, pupil), look, towards(gaze))
