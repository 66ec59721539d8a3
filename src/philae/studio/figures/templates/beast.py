"""The measures of a four-legged animal, as data; lengths in units of figure space (a fox's shoulder is near 0.8)."""

from dataclasses import dataclass
from typing import Literal

from philae.studio.figures import materials
from philae.studio.scene import RGB

Ears = Literal["pointed", "round", "floppy", "long", "leaf", "fan", "none"]
Tail = Literal["brush", "thin", "tuft", "stub", "curl", "flow", "plume", "puff"]
Horns = Literal["none", "antlers", "swept", "cow", "spiral", "ossicones"]


@dataclass(frozen=True, slots=True)
class Head:
    """The head: skull radius, muzzle (length, radius at base, at tip, drop), ears, eyes, horns, mane."""

    skull: float = 0.16
    muzzle: tuple[float, float, float, float] = (0.24, 0.085, 0.04, 0.07)
    cheeks: float = 0.10
    ears: Ears = "pointed"
    ear: float = 0.22
    eye: float = 0.036
    eyes_at: float = 0.62  # radians from straight ahead
    iris: RGB = (0.16, 0.06, 0.012)
    pupil: float = 0.55
    nose: RGB = (0.012, 0.010, 0.010)
    nose_size: float = 0.036
    snout: bool = False  # a pig's flat end
    horns: Horns = "none"
    tilt: float = -0.08
    trunk: bool = False


@dataclass(frozen=True, slots=True)
class Beast:
    """The whole animal; colours left None are the main colour's own."""

    leg: float = 0.46
    body: float = 0.40
    chest: float = 0.20
    waist: float = 0.165
    haunch: float = 0.19
    neck: tuple[float, float] = (0.24, 0.34)  # forward, upward from the shoulders
    neck_radius: tuple[float, float] = (0.16, 0.115)
    shank: tuple[float, float] = (0.075, 0.042)  # radii of a leg, above and at the foot
    foot: float = 0.05
    hoof: RGB | None = None
    head: Head = Head()
    tail: Tail = "brush"
    tail_length: float = 0.7
    tail_size: float = 0.13
    fur: int = materials.FUR
    pale: RGB | None = None  # belly, throat, cheeks and the underside of the muzzle
    socks: RGB | None = None
    ear_tips: RGB | None = None
    tail_tip: RGB | None = None
    muzzle_colour: RGB | None = None
    stripes: RGB | None = None
    spots: RGB | None = None
    patches: RGB | None = None
    net: RGB | None = None  # a giraffe's lines
    saddle: RGB | None = None  # a darker back
    bands: RGB | None = None  # a panda's legs and shoulders
    eye_patches: RGB | None = None
    mane: RGB | None = None
    ruff: RGB | None = None  # a lion's
    humps: int = 0
    alicorn: RGB | None = None
    face: RGB | None = None
