"""Waves from numbers: bells over a pad, and vowels one after the other."""

import hashlib
import re
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.floating[Any]]

RATE = 44100
SCALE = (0, 2, 4, 7, 9, 12, 14, 16)
"""A pentatonic scale in half tones: whatever is played of it goes together."""
BELL = ((1.0, 1.0, 1.2), (2.0, 0.5, 0.7), (2.76, 0.3, 0.4), (5.4, 0.12, 0.2))
"""A bell's partials: times its pitch, loudness, seconds until it has died down by a third."""
FORMANTS = {"a": (800, 1200), "e": (500, 1900), "i": (300, 2300), "o": (500, 900), "u": (320, 800)}
"""Where a vowel is loudest, in Hz."""
SYLLABLE, BREATH, PAUSE, HISS = 0.17, 0.05, 0.28, 0.04
"""Seconds of a syllable, between words, at a stop, and of the consonant before a vowel."""
WORD = re.compile(r"\w+|[.,;:!?。、！？]")
WIDTH = 130.0
"""How wide a formant is, in Hz."""


def bells(prompt: str, seconds: float, seed: int) -> Wave:
    """A tune that its prompt and seed decide, over a soft fifth and a breath of noise; -1 to 1."""
    dice = np.random.default_rng([seed, *hashlib.sha256(prompt.encode()).digest()[:4]])
    count, base = max(round(seconds * RATE), 1), 220.0 * 2 ** (dice.integers(-4, 5) / 12)
    time = np.arange(count) / RATE
    wave = 0.06 * (np.sin(2 * np.pi * base / 2 * time) + np.sin(2 * np.pi * base * 0.75 * time))
    wave += 0.03 * _soft(dice.normal(size=count), 60) * (1 + np.sin(2 * np.pi * 0.15 * time))
    beat = float(dice.uniform(0.28, 0.5))
    for at in np.arange(0, seconds, beat):
        if dice.random() < 0.8:
            _strike(wave, int(at * RATE), base * 2 ** (dice.choice(SCALE) / 12), float(dice.uniform(0.12, 0.25)))
    return _faded(wave)


def murmur(text: str, seed: int) -> Wave:
    """The text's rhythm in vowels: so long as somebody would speak, with pauses where it has them; -1 to 1."""
    dice = np.random.default_rng([seed, 17])
    pitch, parts = float(dice.uniform(105, 190)), list(_spoken(text))
    waves = [
        _vowel(part, pitch * (1.12 - 0.24 * place / max(len(parts), 1)), dice)
        if isinstance(part, str)
        else np.zeros(round(part * RATE))
        for place, part in enumerate(parts)
    ]
    return _faded(np.concatenate([*waves, np.zeros(round(PAUSE * RATE))]))


def _spoken(text: str) -> Iterator[str | float]:
    """Vowels and pauses; a sign that is no Latin letter is a syllable."""
    for word in WORD.findall(text.casefold()):
        if not word[0].isalnum():
            yield PAUSE
            continue
        vowels = re.findall("[aeiouyäöüáéíóúàèâêîôû]+", word) if word.isascii() or word[0] < "\u0370" else list(word)
        yield from (v[0] if v[0] in FORMANTS else "aeiou"[ord(v[0]) % 5] for v in vowels or ["e"])
        yield BREATH


def _vowel(vowel: str, pitch: float, dice: np.random.Generator) -> Wave:
    time = np.arange(round(SYLLABLE * RATE)) / RATE
    tones = pitch * np.arange(1, int(3600 / pitch) + 1)
    loud = sum(np.exp(-(((tones - f) / WIDTH) ** 2) / 2) / (1 + n) for n, f in enumerate(FORMANTS[vowel])) + 0.02
    sung = (np.sin(2 * np.pi * np.outer(time, tones)) @ loud) * np.sin(np.pi * time / SYLLABLE) ** 0.6
    hiss = 0.3 * dice.normal(size=round(HISS * RATE)) * np.hanning(round(HISS * RATE))
    return np.concatenate([hiss, sung]).astype(np.float32)


def _strike(wave: Wave, at: int, pitch: float, loud: float) -> None:
    time = np.arange(min(len(wave) - at, 2 * RATE)) / RATE
    for times, share, lasts in BELL:
        wave[at : at + len(time)] += loud * share * np.exp(-time / lasts) * np.sin(2 * np.pi * pitch * times * time)


def _soft(noise: Wave, width: int) -> Wave:
    """Noise without its height."""
    sums = np.cumsum(np.pad(noise, (width, 0)))
    return (sums[width:] - sums[:-width])[: len(noise)] / np.sqrt(width)


def _faded(wave: Wave) -> Wave:
    """As loud as it may be, its ends soft."""
    wave = wave * (0.8 / max(float(np.abs(wave).max()), 1e-6))
    ramp = np.linspace(0, 1, min(RATE // 50, len(wave) // 2))
    wave[: len(ramp)] *= ramp
    wave[len(wave) - len(ramp) :] *= ramp[::-1]
    return wave.astype(np.float32)
