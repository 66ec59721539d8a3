"""What a picture shows, as a value: `words` write it, `land` and `figures` draw it, `finish` gives it its style."""

from dataclasses import dataclass, field
from typing import Literal, get_args

Place = Literal[
    "alpine", "sea", "beach", "desert", "forest", "meadow", "snow", "lake", "city", "village",
    "islands", "space", "underwater", "jungle", "cave", "moon", "abstract", "backdrop",
]  # fmt: skip
Time = Literal["dawn", "day", "sunset", "night"]
Weather = Literal["clear", "clouds", "rain", "snow", "fog", "storm"]
Phenomenon = Literal["aurora", "stars", "moon", "rainbow", "fireflies", "lightning"]
Style = Literal["natural", "oil", "watercolour", "pencil", "pixel", "comic", "noir", "pastel", "neon", "vintage"]
RGB = tuple[float, float, float]
"""A colour in linear light, 0..1 per channel."""

PLACES: tuple[Place, ...] = get_args(Place)
TIMES: tuple[Time, ...] = get_args(Time)
WEATHERS: tuple[Weather, ...] = get_args(Weather)
STYLES: tuple[Style, ...] = get_args(Style)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that stands, swims or flies in the picture: `count` of the noun, in a colour if one was said."""

    noun: str
    count: int = 1
    colour: RGB | None = None
    size: float = 1.0


@dataclass(frozen=True, slots=True)
class Scene:
    """The whole picture. `unknown` are the words of the prompt that nobody here can draw, told to the user."""

    place: Place = "alpine"
    time: Time = "dawn"
    weather: Weather = "clear"
    phenomena: frozenset[Phenomenon] = frozenset()
    subjects: tuple[Subject, ...] = ()
    style: Style = "natural"
    palette: RGB | None = None
    unknown: tuple[str, ...] = ()
    seed: int = 0
    understood: dict[str, str] = field(default_factory=dict)
