"""The shape of the land: one height function whose terms (hills, peaks, dunes, shores, craters) a place weighs."""

import math
from typing import NamedTuple

from philae.studio.land.noise import fbm, flat, hash3, jit, ridged, sloped, smooth

Peak = tuple[float, float, float, float]
"""x, z, height, width (m); no peak where the height is 0."""


class Relief(NamedTuple):
    """Weights of the terms of the height function; metres throughout, except slopes."""

    shift: tuple[float, float]
    bumps: float = 0.05  # small unevenness everywhere
    roll: float = 0.4  # gentle waves of the meadow, from a few metres before the eye
    roll_size: float = 25.0
    hill: float = 0.0
    hill_size: float = 300.0
    hill_from: float = 60.0
    peak: float = 0.0  # ridged mountains
    peak_size: float = 2600.0
    peak_from: float = 1500.0
    peak_to: float = 7000.0
    sharp: float = 1.0
    peaks: tuple[Peak, Peak] = ((0.0, 9000.0, 0.0, 1500.0), (0.0, 9000.0, 0.0, 1500.0))  # the great ones
    drop: float = 0.0  # the ground falls by this much beyond drop_from: a valley before the far land
    drop_from: float = 30.0
    drop_to: float = 200.0
    valley: float = 0.0  # side walls rise to this height ...
    valley_width: float = 200.0  # ... beyond this distance from the axis
    dune: float = 0.0
    dune_size: float = 90.0
    dune_from: float = 12.0
    crater: float = 0.0
    above: float = 0.0  # how high the ground at the eye stands above water (0: no water)
    shore: float = 1e9  # here the ground has sunk to the water ...
    shore_far: float = 1e9  # ... and here it rises out of it again
    bank: float = 0.02  # slope of the shore
    skew: float = 0.0  # how far the shore runs off to one side
    swell: float = 0.0  # the land is the sea: waves of this height
    swell_size: float = 40.0
    cave: float = 0.0  # half width of a cave that the eye stands in ...
    mouth: float = 1e9  # ... which opens at this distance
    vault: float = 0.0  # above 0: this is the cave's roof, of that height, upside down
    level: float = 6.0  # up to here the ground is kept level for figures


@jit
def _dunes(x: float, z: float, r: Relief) -> float:
    wx = x + r.dune_size * 0.5 * flat(x / r.dune_size * 0.45, z / r.dune_size * 0.45)
    wz = z + r.dune_size * 0.5 * flat(x / r.dune_size * 0.45 + 7.7, z / r.dune_size * 0.45 + 3.1)
    p = wz / r.dune_size + 0.35 * wx / r.dune_size + 0.5 * flat(wx / r.dune_size * 0.8, wz / r.dune_size * 0.3)
    f = p - math.floor(p)
    # A long windward back and a short slip face that meet in a crest.
    back = f / 0.68 if f < 0.68 else (1.0 - f) / 0.32
    back = back * back * (3.0 - 2.0 * back) * 0.6 + back * 0.4
    high = 0.55 + 0.75 * flat(wx / r.dune_size * 0.37 + 5.0, wz / r.dune_size * 0.37)
    return r.dune * max(high, 0.05) * back


@jit
def _craters(x: float, z: float, d: float) -> float:
    s, size = 0.0, 260.0
    for o in range(6):
        if size < 0.045 * d:
            break
        # A crater reaches at most three quarters of a cell, so four cells are enough.
        a, b = math.floor(x / size - 0.5), math.floor(z / size - 0.5)
        for i in range(2):
            for j in range(2):
                ci, cj = int(a) + i, int(b) + j
                bits = hash3(ci, cj, o + 5)
                if bits % 8 > 4:
                    continue
                radius = size * (0.10 + 0.32 * ((bits >> 3 & 255) / 255.0) ** 2)
                px = (ci + 0.25 + (bits >> 11 & 511) / 1023.0) * size - x
                pz = (cj + 0.25 + (bits >> 20 & 511) / 1023.0) * size - z
                k = math.sqrt(px * px + pz * pz) / radius
                if k < 1.75:
                    bowl = (k * k - 1.0) * 0.30 if k < 1.0 else 0.0
                    rim = math.exp(-((k - 1.0) ** 2) * (26.0 if k < 1.0 else 9.0))
                    s += radius * 0.42 * (max(bowl, -0.24) + 0.13 * rim)
        size *= 0.42
    return s


@jit
def _crags(x: float, z: float, r: Relief) -> float:
    x, z = x / r.peak_size, z / r.peak_size
    w, v = flat(x * 0.9 + 3.3, z * 0.9), flat(x * 0.9, z * 0.9 + 8.1)
    x, z = x + 0.28 * w, z + 0.28 * v
    base = ridged(x * 0.55, z * 0.55, 8)
    # Layers fade on steep slopes, so that valleys stay smooth and crests rough, as water leaves them.
    s, a, sx, sz, f = 0.0, 0.55, 0.0, 0.0, 1.1
    for _ in range(9):
        n, dx, dz = sloped(x * f + 1.7, z * f + f)
        sx += dx * a * 1.2
        sz += dz * a * 1.2
        s += a * n / (1.0 + 1.1 * (sx * sx + sz * sz))
        a *= 0.5
        f *= 2.03
    return base**r.sharp * 0.85 + 0.42 * s + 0.08


@jit
def _swell(x: float, z: float, r: Relief) -> float:
    s, total, f, a = 0.0, 0.0, 1.0 / r.swell_size, 1.0
    for o in range(7):
        turn = 0.5 + 0.9 * math.sin(o * 1.9 + 0.4)
        c, d = math.cos(turn), math.sin(turn)
        p, q = (x * d + z * c) * f, (x * c - z * d) * f
        w = flat(p * 1.1 + 0.35 * flat(p, q) + 13.0 * o, q * 0.55 + 5.0 * o)
        peak = 1.0 - abs(w) * 1.9
        s += a * (peak * abs(peak) if o < 4 else peak)
        total += a
        f *= 1.83
        a *= 0.50
    return r.swell * (1.55 * s / total - 0.25)


@jit
def _wall(x: float, z: float, r: Relief) -> float:
    """How far to the side of the cave a point is: 1 is the foot of its wall."""
    u, v = z + r.shift[1], r.shift[0]
    bend = 0.35 * r.cave * flat(u / r.cave * 0.22, v)
    wide = r.cave * (1.0 + 0.35 * flat(u / r.cave * 0.4, v + 9.0) + 0.16 * fbm(u / r.cave * 1.6, x * 0.2, 3))
    return abs(x + bend * smooth(4.0, 16.0, z)) / wide


@jit
def _vault(x: float, z: float, r: Relief) -> float:
    side = _wall(x, z, r)
    u, v = x + r.shift[0], z + r.shift[1]
    spike = max(flat(u * 0.55, v * 0.55) - 0.18, 0.0) * 3.4 + max(flat(u * 1.7, v * 1.7) - 0.28, 0.0) * 1.6
    y = (
        r.vault * (1.05 - 0.62 * side * side)
        + 0.9 * fbm(u * 0.22, v * 0.22, 6)
        - spike * (1.0 - min(side, 1.0) * 0.5) * smooth(3.0, 11.0, z)
    )
    open_ = smooth(0.0, 2.5, z + 3.5 * fbm(x * 0.14, v * 0.05, 4) - r.mouth)
    return y + 4000.0 * open_


@jit
def height(x: float, z: float, r: Relief) -> float:  # noqa: C901, PLR0912
    """Height of the land in metres at (x, z); the eye stands at the origin."""
    u, v = x + r.shift[0], z + r.shift[1]
    d = math.sqrt(x * x + z * z)
    free = smooth(r.level * 0.6, r.level * 3.0, d)
    if r.vault > 0.0:
        return -_vault(x, z, r)
    if r.swell > 0.0:
        return _swell(u, v, r) * (0.45 + 0.55 * free)
    h = r.above + r.bumps * (0.25 + 0.75 * free) * (fbm(u * 0.55, v * 0.55, 5) + 0.3 * flat(u * 0.09, v * 0.09))
    h += r.roll * free * fbm(u / r.roll_size, v / r.roll_size, 4)
    if r.cave > 0.0:
        side = _wall(x, z, r)
        within = 1.0 - smooth(r.mouth - 1.0, r.mouth + 5.0, z)
        h += within * (
            4.5 * smooth(0.62, 1.45, side) * (1.0 + 0.5 * fbm(u * 0.3, v * 0.3, 5))
            + 0.5 * smooth(0.35, 0.9, side) * fbm(u * 0.5, v * 0.5, 5)
        )
    if r.drop != 0.0:
        edge = d + 0.35 * r.drop_from * flat(u / r.drop_from * 0.7, v / r.drop_from * 0.7)
        h -= r.drop * smooth(r.drop_from, r.drop_to, edge)
    if r.hill > 0.0 and d > r.hill_from * 0.5:
        h += r.hill * smooth(r.hill_from, r.hill_from * 6.0, d) * (0.35 + fbm(u / r.hill_size, v / r.hill_size, 7))
    if r.valley > 0.0:
        side = abs(x + 0.5 * r.valley_width * flat(v / r.valley_width * 0.5, 3.3)) / r.valley_width
        rise = smooth(0.6, 3.0, side)
        h += r.valley * rise * (0.6 + 0.8 * ridged(u / r.valley_width * 0.4, v / r.valley_width * 0.4, 7))
    if r.dune > 0.0 and d > r.dune_from * 0.5:
        h += smooth(r.dune_from, r.dune_from * 5.0, d) * _dunes(u, v, r)
    if r.crater > 0.0 and d > r.level:
        h += r.crater * smooth(r.level, r.level * 4.0, d) * _craters(u, v, d)
    if r.peak > 0.0 and z > r.peak_from * 0.6:
        grown = smooth(r.peak_from, r.peak_to, d)
        crag = _crags(u, v, r)
        h += r.peak * grown * crag
        for p in r.peaks:
            if p[2] > 0.0:
                q = math.sqrt((x - p[0]) ** 2 + (z - p[1]) ** 2) / p[3]
                if q < 4.0:
                    h += p[2] * (0.45 * math.exp(-1.1 * q * q) + 0.55 * math.exp(-1.9 * q)) * (0.62 + 0.62 * crag)
    if r.shore < 1e8:
        line = z + r.skew * x + 0.12 * r.shore * fbm(u / r.shore * 1.1, v / r.shore * 1.1, 4)
        beyond = r.shore_far * (1.0 + 0.22 * fbm(x / r.shore_far * 2.5 + 3.0, 1.5, 5))
        if z < beyond:
            # Near land sinks below the water line; the far shore stays as the other terms made it.
            sunk = (r.shore - line) * r.bank
            k = smooth(-0.35 * r.shore, 0.35 * r.shore, line - r.shore * 0.9)
            out = smooth(0.62, 1.0, z / beyond)
            h = h * (1.0 - k) + k * (max(sunk, -30.0) * (1.0 - out) + h * out)
    return h
