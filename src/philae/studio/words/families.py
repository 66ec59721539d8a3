"""Pictures that need no subject: the families that a mood, or the seed alone, chooses from."""

from typing import NamedTuple

from philae.studio.scene import Phenomenon, Place, Time, Weather


class Family(NamedTuple):
    """One kind of landscape, at its best hour."""

    place: Place
    time: Time
    weather: Weather
    phenomena: frozenset[Phenomenon] = frozenset()


FAMILIES: dict[str, Family] = {
    "alpine dawn": Family("alpine", "dawn", "clear"),
    "burning alps": Family("alpine", "sunset", "clouds"),
    "storm over the peaks": Family("alpine", "day", "storm", frozenset({"lightning"})),
    "sea storm": Family("sea", "day", "storm", frozenset({"lightning"})),
    "moonlit sea": Family("sea", "night", "clear", frozenset({"moon"})),
    "nebula": Family("space", "night", "clear", frozenset({"stars"})),
    "floating islands": Family("islands", "sunset", "clouds"),
    "desert night": Family("desert", "night", "clear", frozenset({"stars", "moon"})),
    "aurora": Family("lake", "night", "clear", frozenset({"aurora", "stars"})),
    "winter silence": Family("snow", "sunset", "clear"),
    "forest light": Family("forest", "dawn", "fog"),
    "firefly forest": Family("forest", "night", "clear", frozenset({"fireflies", "moon"})),
    "misty night forest": Family("forest", "night", "fog", frozenset({"moon"})),
    "abstract flow": Family("abstract", "day", "clear"),
    "neon city": Family("city", "night", "rain"),
    "rainbow meadow": Family("meadow", "day", "clouds", frozenset({"rainbow"})),
    "lavender dusk": Family("lake", "sunset", "clear"),
    "tropical beach": Family("beach", "day", "clear"),
    "beach sunset": Family("beach", "sunset", "clouds"),
    "coral garden": Family("underwater", "day", "clear"),
    "crystal cave": Family("cave", "day", "clear"),
}
ANY: tuple[str, ...] = (
    "alpine dawn", "sea storm", "nebula", "floating islands", "desert night", "aurora", "forest light", "abstract flow",
    "burning alps", "lavender dusk",
)  # fmt: skip
"""What a prompt without subject, place or mood may become."""

AT: dict[Time, tuple[str, ...]] = {
    "dawn": ("alpine dawn", "forest light"),
    "day": ("rainbow meadow", "tropical beach", "alpine dawn"),
    "sunset": ("burning alps", "beach sunset", "floating islands", "lavender dusk"),
    "night": ("aurora", "desert night", "moonlit sea"),
}
"""What a prompt that says only the time may become."""

UNDER: dict[Weather, tuple[str, ...]] = {
    "clear": ("alpine dawn", "tropical beach"), "clouds": ("burning alps", "floating islands"),
    "rain": ("neon city", "forest light"), "snow": ("winter silence",), "fog": ("forest light",),
    "storm": ("sea storm", "storm over the peaks"),
}  # fmt: skip
"""What a prompt that says only the weather may become."""
