"""Weather and wonders laid over a picture: fog, snow, rain, clouds, aurora, rainbow. Oklab in, Oklab out."""

from collections.abc import Callable

import numpy as np

from philae.studio.edit import look
from philae.studio.edit.hour import stars
from philae.studio.edit.photo import resized
from philae.studio.edit.smooth import blur, smoothstep
from philae.studio.edit.vector import vec
from philae.studio.stage import Floats

Change = Callable[[Floats, Floats, Floats, int], Floats]
"""(picture, its sky's mask [h,w], nearness [h,w], seed) → picture."""


def noise(shape: tuple[int, int], seed: int, coarse: float, stretch: float = 1.0) -> Floats:
    """Cloudy noise [h,w] around 0 with deviation 1; `coarse` is its largest size in pixels, `stretch` its width."""
    dice, out = np.random.default_rng([seed, 7]), np.zeros(shape, np.float32)
    for octave in range(6):
        size = max(coarse / 2**octave, 1.0)
        rows, columns = max(int(shape[0] / size), 2), max(int(shape[1] / (size * stretch)), 2)
        out += resized(dice.normal(0, 0.55**octave, (rows, columns)).astype(np.float32), shape[1], shape[0])
    return out / max(float(out.std()), 1e-6)


def fog(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """Thick where things are far, in drifts."""
    drift = noise(sky.shape, seed, max(sky.shape) / 4, 2.5)
    thick = np.clip(0.95 - 1.1 * near + 0.08 * drift, 0.04, 0.93)[..., None]
    air = vec(float(np.clip(lab[..., 0].mean() + 0.18, 0.3, 0.86)), 0, -0.008)
    return lab * vec(1, 0.75, 0.75) * (1 - thick) + air * thick


def snow(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """Snow lies on what faces up and falls in front of everything."""
    scale = max(sky.shape) / 1024
    slope = np.gradient(blur(lab[..., 0], 1.5 * scale), axis=0)
    patches = noise(sky.shape, seed, 60 * scale, 2)
    lies = np.clip(0.85 + 3.5 * -slope + 0.18 * patches + 0.4 * (lab[..., 0] - 0.5), 0, 0.92) * (1 - sky)
    lies = lies * (1 - 0.75 * look.subject(lab))
    cover = (lies * smoothstep(0.15, 0.75, lies))[..., None]
    top = float(np.percentile(lab[..., 0], 95))
    level = 0.1 + 0.5 * top + 0.4 * lab[..., :1]
    white = np.concatenate([level, lab[..., 1:2] * 0.15, lab[..., 2:] * 0.15 - 0.012], -1)
    grey = lab * vec(1, 1 - 0.35, 1 - 0.35)
    out = fog(grey + (white - grey) * cover, sky, np.clip(near + 0.62, 0, 1), seed)
    return out + (flakes(sky.shape, seed)[..., None] * (vec(1.0, 0, -0.004) - out)).astype(np.float32)


def flakes(shape: tuple[int, int], seed: int) -> Floats:
    """Coverage of falling flakes [h,w], from many tiny far ones to a few soft near ones."""
    dice, scale = np.random.default_rng([seed, 43]), max(shape) / 1024
    out = np.zeros(shape, np.float32)
    for size, many, bright in ((0.9, 1500, 0.75), (1.7, 420, 0.8), (3.2, 90, 0.6), (7.5, 14, 0.3)):
        field = np.zeros(shape, np.float32)
        at = (dice.random((2, many)) * vec(*shape)[:, None]).astype(int)
        field[at[0], at[1]] = dice.uniform(0.5, 1, many)
        out = np.maximum(out, np.clip(blur(field, size * scale) * 2 * np.pi * (size * scale) ** 2 * 1.3, 0, 1) * bright)
    return out


def rain(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """Grey light, wet shine, slanting streaks."""
    grey = lab * vec(0.78, 0.55, 0.55) + vec(0.01, -0.004, -0.010)
    cloudy = clouds(grey, sky, near, seed) * vec(0.93, 1, 1)
    misty = fog(cloudy, sky, np.clip(near + 0.42, 0, 1), seed)
    wet = blur(misty[..., 0], max(sky.shape) / 90)
    shine = 0.10 * smoothstep(0.5, 1.0, near) * (1 - sky) * noise(sky.shape, seed, max(sky.shape) / 30, 5)
    misty[..., 0] += np.clip(shine, 0, 0.2) * wet
    return misty + streaks(sky.shape, seed)[..., None] * vec(0.26, 0, -0.003)


def streaks(shape: tuple[int, int], seed: int) -> Floats:
    """Lightness of rain [h,w]: thin slanted lines at three distances."""
    dice, scale = np.random.default_rng([seed, 47]), max(shape) / 1024
    out = np.zeros(shape, np.float32)
    for length, many, bright in ((14, 2200, 0.35), (34, 800, 0.6), (80, 150, 0.85)):
        y, x = dice.random(many) * shape[0], dice.random(many) * shape[1] * 1.2
        strong = dice.uniform(0.4, 1.0, many) * bright
        for step in np.arange(0, length * scale, 0.7):
            rows, columns = (y + step).astype(int), (x - 0.22 * step).astype(int)
            inside = (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
            out[rows[inside], columns[inside]] = np.maximum(out[rows[inside], columns[inside]], strong[inside])
    return blur(out, 0.6 * scale)


def clouds(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """A covered sky: lit from above, grey below."""
    del near
    high = noise(sky.shape, seed, max(sky.shape) / 3, 2.2)
    cover = smoothstep(-0.4, 1.1, high)
    light = float(np.clip(lab[..., 0].mean() * 1.1 + 0.1, 0.25, 0.9))
    tone = light + 0.07 * np.gradient(blur(high, max(sky.shape) / 150), axis=0) * max(sky.shape) / 40
    body = np.stack([tone, np.full_like(tone, 0.0), np.full_like(tone, -0.008)], -1)
    return (lab + (body - lab) * (cover * blur(sky, 1.0) * 0.88)[..., None]).astype(np.float32)


def storm(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """Dark clouds over rain."""
    dark = lab * vec(0.72, 0.75, 0.75)
    return rain(clouds(dark, sky, near, seed) * vec(0.9, 1, 1), sky, near, seed)


def clear(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """Haze taken out: local contrast and colour."""
    del sky, near, seed
    light = lab[..., :1]
    wide = blur(light, max(lab.shape) / 12)
    return np.concatenate([wide + (light - wide) * 1.3 + 0.01, lab[..., 1:] * 1.18], -1).astype(np.float32)


def aurora(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """Green curtains, violet above."""
    del near
    rows, columns = sky.shape
    y = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    wave = noise((2, columns), seed, columns / 3)[:1]
    fine = noise((2, columns), seed + 1, columns / 40)[:1]
    foot = 0.34 + 0.06 * wave
    up = np.clip(foot - y, 0, 1)
    veil = np.where(y < foot, np.exp(-up / 0.16), np.exp(-(((y - foot) / 0.02) ** 2))) * (0.65 + 0.25 * fine)
    veil = np.clip(blur(veil.astype(np.float32), max(sky.shape) / 300), 0, 1) * sky
    tint = np.stack(np.broadcast_arrays(0.48 - 0.2 * up, -0.14 + 0.55 * up, 0.07 - 0.5 * up), -1)
    return (lab + tint * veil[..., None]).astype(np.float32)


def rainbow(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """An arc, red outside."""
    del near
    rows, columns = sky.shape
    y, x = np.arange(rows, dtype=np.float32)[:, None], np.arange(columns, dtype=np.float32)[None, :]
    middle = columns * (0.42 if seed % 2 else 0.58)
    place = (np.hypot(x - middle, y - rows * 0.78) / rows - 0.56) / 0.055
    band = np.exp(-((place * 1.5) ** 4)) * (0.35 + 0.65 * sky) * smoothstep(0.8, 0.5, y / rows)
    angle = np.interp(np.clip(place, -1, 1), [-1, -0.4, 0, 0.45, 1], [-0.9, -1.9, -3.6, -4.75, -5.9])
    tint = np.stack([np.full_like(place, 0.09), 0.12 * np.cos(angle), 0.12 * np.sin(angle)], -1)
    return (lab + tint * (band * 0.75)[..., None]).astype(np.float32)


def starry(lab: Floats, sky: Floats, near: Floats, seed: int) -> Floats:
    """Stars in the sky as it is."""
    del near
    return lab + stars(sky, seed)[..., None] * vec(1, 0, 0)


WEATHERS: dict[str, Change] = {
    "fog": fog, "snow": snow, "rain": rain, "clouds": clouds, "storm": storm, "clear": clear,
}  # fmt: skip
PHENOMENA: dict[str, Change] = {"aurora": aurora, "rainbow": rainbow, "stars": starry}
