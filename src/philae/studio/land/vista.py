"""What a place is made of, as a value: land, cover, water, plants and where the eye is."""

from dataclasses import dataclass, field
from typing import Literal

from philae.studio.land.relief import Relief
from philae.studio.land.skin import Skin
from philae.studio.scene import RGB


@dataclass(frozen=True, slots=True)
class Sea:
    """Water at height 0: its body colour, waves (m), their length (m), foam, and how far down one sees (m)."""

    deep: RGB = (0.010, 0.035, 0.045)
    shallow: RGB = (0.05, 0.16, 0.15)
    wave: float = 0.05
    length: float = 3.0
    foam: float = 0.0
    clear: float = 3.0


@dataclass(frozen=True, slots=True)
class Planting:
    """Plants of one kind: how many, where (distances in m), how tall (m), and where they do not grow."""

    kind: str
    count: int
    near: float
    far: float
    tall: tuple[float, float]
    colour: RGB
    colour2: RGB
    clump: float = 0.5  # 0 even … 1 in groves
    grove: float = 60.0  # m, size of a grove
    slope: float = 0.8  # steepest ground
    low: float = -900.0  # m above the water at least
    high: float = 1e9  # tree line
    aisle: float = 0.0  # half width kept free before the eye, as a share of the distance
    sink: float = 0.0  # share of the height that is in the ground
    snow: float = 0.0
    floats: bool = False  # stands on the water


@dataclass(frozen=True, slots=True)
class Vista:
    """A place outdoors, ready to be drawn."""

    relief: Relief
    skin: Skin
    sea: Sea | None = None
    plants: tuple[Planting, ...] = field(default=())
    horizon: float = 0.44  # share of the height from the top
    lift: float = 1.65  # m, eye above the ground
    tan: float = 0.5
    far: float = 45000.0
    spot: float = 6.3  # m away
    surface: str = "ground"
    mist: float = 0.0  # 1/m, of ground mist
    mist_top: float = 60.0
    mist_floor: float = 0.0
    haze: float = 1.0  # factor
    shafts: float = 0.0  # beams of light through gaps
    dim: float = 1.0  # share of the sky's light that gets in
    side: float = 0.0  # degrees that the sun stands farther aside, where shapes need light from there
    canopy: float = 0.0  # share of the sky's brightness that leaves overhead hold back
    medium: Literal["air", "water", "void"] = "air"
    town: Literal["", "village", "city"] = ""
    isles: bool = False
    mouth: float = 0.0  # m, where the cave that the eye stands in opens (0: none)
    vault: float = 0.0  # m, height of the cave
