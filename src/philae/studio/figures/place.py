"""Where each figure stands, how large and which way it looks: composition, before anything is drawn."""

import math
from dataclasses import dataclass, replace

import numpy as np

from philae.studio.figures import columns as c
from philae.studio.figures.pack import Packed, pack
from philae.studio.figures.part import Parts, moved, scaled
from philae.studio.figures.pose import Pose
from philae.studio.figures.table import ROWS, Row
from philae.studio.figures.templates.islet import islet
from philae.studio.figures.vectors import Array, rotation
from philae.studio.scene import Subject
from philae.studio.stage import Stage

MOST = 12  # figures of one picture
BIG, SMALL = 3.5, 0.5  # metres: what stands behind the others, what lies before them
PITCH = 1.75  # units between neighbours of usual size
WIDEST = 3.3  # units: a subject's extent across the picture


@dataclass(frozen=True, slots=True)
class Standing:
    """A packed figure with its place: position and floor in metres, rotation figure → world, metres per unit."""

    packed: Packed
    position: Array
    turn: Array
    scale: float
    floor: float

    def row(self, first: int) -> Array:
        """The kernels' row of this figure, whose parts begin at row `first` of all parts."""
        row = np.zeros(c.FIGURE_COLUMNS)
        row[c.POSITION : c.POSITION + 3] = self.position
        row[c.TURN : c.TURN + 9] = self.turn.ravel()
        row[[c.SCALE, c.FLOOR]] = self.scale, self.floor
        row[[c.FIRST, c.PAINTS, c.LAST]] = first, first + self.packed.solids, first + self.packed.drawn
        row[c.BOUND : c.BOUND + 3] = self.position + self.scale * (self.turn @ self.packed.middle)
        row[c.BOUND + 3] = self.scale * self.packed.radius
        return row


@dataclass(frozen=True, slots=True)
class Slot:
    """One figure to place: its subject, offset from the spot and share of its usual size.

    `across` counts neighbours' distances, `away` units; `lift` moves it up or down if it hovers, in halves of the
    picture's height; `line` is how many stand in its line.
    """

    subject: Subject
    across: float
    away: float
    share: float
    lift: float
    line: int


def arrange(stage: Stage, subjects: tuple[Subject, ...], seed: int) -> list[Standing]:
    """Place every subject of the picture; unknown nouns are left out."""
    known = tuple(subject for subject in subjects if subject.noun in ROWS and subject.count > 0)
    slots = _slots(known, np.random.default_rng([seed, 17]))
    alone = len(known) == 1
    return [_stand(stage, slot, np.random.default_rng([seed, 23, i]), alone=alone) for i, slot in enumerate(slots)]


def _slots(subjects: tuple[Subject, ...], dice: np.random.Generator) -> list[Slot]:
    """Rows of places: equals side by side, big things behind, small ones before."""
    each = [replace(subject, count=1) for subject in subjects for _ in range(subject.count)][:MOST]
    alone = len(subjects) == 1
    bands: dict[int, list[Subject]] = {}
    for index, subject in enumerate(each):
        height = ROWS[subject.noun].height
        band = 0 if alone or index == 0 else (1 if height > BIG else (-1 if height < SMALL else 0))
        bands.setdefault(band, []).append(subject)
    slots: list[Slot] = []
    for band, members in bands.items():
        slots += _band(members, band, len(each), dice)
    if not alone and len(slots) > 2 and ROWS[slots[0].subject.noun].height <= BIG:  # the first is the picture's subject
        slots[0] = replace(slots[0], share=slots[0].share * 1.25, away=slots[0].away - 0.5, lift=0.0)
    return slots


def _band(members: list[Subject], band: int, total: int, dice: np.random.Generator) -> list[Slot]:
    share = (1.0, 0.86, 0.74, 0.66)[min(total, 4) - 1] if total <= 4 else 0.56
    per_row = len(members) if len(members) <= 3 else (len(members) + 1) // 2 if len(members) <= 8 else 4
    slots = []
    for index, member in enumerate(members):
        line, place = divmod(index, per_row)
        in_line = min(per_row, len(members) - line * per_row)
        order = (in_line // 2 + (place + 1) // 2 * (1 if place % 2 else -1)) if in_line > 1 else 0
        across = order % in_line - (in_line - 1) / 2 + (0.3 if line % 2 else 0.0)
        if band == 1:
            across += -0.9 if dice.random() < 0.5 else 0.9
        if band == -1:
            across += 0.65 if dice.random() < 0.5 else -0.65
        jitter = dice.uniform(-0.12, 0.12, 2) if total > 1 else (0.0, 0.0)
        away = line * 1.7 * share + {0: 0.0, 1: 3.2, -1: -1.4}[band] + (0.25 * share if place % 2 else 0.0)
        lift = 0.0 if total == 1 else float(dice.uniform(-0.28, 0.22))
        slots.append(
            Slot(
                member,
                across + 0.6 * jitter[0],
                away + 2 * jitter[1],
                share * (1.15 if band == 1 else 1.0),
                lift,
                in_line,
            )
        )
    return slots


def _pose(row: Row, stage: Stage, dice: np.random.Generator) -> tuple[Pose, float]:
    """A pose and the heading (yaw): three quarters towards the viewer, to the left or the right."""
    side = 1 if dice.random() < 0.5 else -1
    turn = math.radians(row.turn) + dice.uniform(-0.10, 0.10)
    facing = math.atan2(-float(stage.camera.right[2]), float(stage.camera.right[0]))
    yaw = facing + (turn if side < 0 else math.pi - turn)
    pose = Pose(
        look=side * dice.uniform(0.35, 0.6), stride=dice.uniform(-1.0, 1.0), chance=float(dice.random()), side=side,
        afloat=stage.surface == "water" and row.stance in ("floats", "swims"),
        aloft=stage.surface in ("air", "underwater") or row.stance == "flies",
    )  # fmt: skip
    return pose, yaw


def _size(row: Row, packed: Packed, yaw: float, slot: Slot, *, alone: bool) -> float:
    """Units drawn per unit of figure space: real heights, compressed so that a cup and a castle both fill a picture."""
    apparent = 1.95 * max(row.height / 1.5, 0.25 if alone else 0.1) ** (0.15 if alone else 0.36)
    extent = packed.high - packed.low
    wide = _wide(packed, yaw)
    scale = apparent / max(float(extent[1]), 0.6 * wide)
    return min(scale, WIDEST / wide) * slot.share * slot.subject.size


def _pitch(stage: Stage, slot: Slot) -> float:
    """The most units between neighbours of a line, so that the line stays in the picture."""
    height, width = stage.depth.shape
    camera = stage.camera
    distance = math.hypot(stage.spot[0] - float(camera.eye[0]), stage.spot[1] - float(camera.eye[2]))
    seen = 2 * camera.tan * width / height * distance / stage.spot_scale
    usual = PITCH * slot.share * (1.4 if slot.line > 1 else 1.0)
    return min(usual, 0.9 * seen / slot.line)


def _wide(packed: Packed, yaw: float) -> float:
    """How much of the picture's width a figure takes with this heading, in its units."""
    extent = packed.high - packed.low
    return float(extent[0] * abs(math.cos(yaw)) + extent[2] * abs(math.sin(yaw)))


def _stand(stage: Stage, slot: Slot, dice: np.random.Generator, *, alone: bool) -> Standing:
    row = ROWS[slot.subject.noun]
    pose, yaw = _pose(row, stage, dice)
    parts = row.template(slot.subject.colour or row.colour, pose)
    packed = pack(parts)
    scale = _size(row, packed, yaw, slot, alone=alone)
    pitch, wide = _pitch(stage, slot), _wide(packed, yaw) * scale
    if alone and slot.line > 1:  # equals stand as close as their width asks, and shrink if the picture has no room
        pitch = min(max(1.02 * wide, 0.7 * PITCH * slot.share), pitch)
        scale *= min(1.15 * pitch / wide, 1.0)
    across, scale = slot.across * pitch, scale * stage.spot_scale
    right, forward = _flat(stage.camera.right), _flat(stage.camera.forward)
    spot = np.array([stage.spot[0], 0.0, stage.spot[1]])
    spot += (right * across + forward * slot.away) * stage.spot_scale
    floor = float(stage.ground(np.array([spot[0]], np.float32), np.array([spot[2]], np.float32))[0])
    low, tall = float(packed.low[1]), float(packed.high[1] - packed.low[1])
    nose = row.pitch if pose.aloft or pose.afloat else 0.0
    if stage.surface == "water" and row.stance == "stands":
        parts, packed = _on_islet(parts, packed)
        low = 0.0
    spot[1] = floor - low * scale - 0.01 * tall * scale
    if stage.surface in ("air", "underwater") or row.stance == "flies":
        height = _aloft(stage, row, spot, tall * scale, slot.lift)
        spot[1] = (height if stage.surface == "air" else max(height, floor + 0.12 * tall * scale)) - low * scale
    elif stage.surface == "water" and row.stance in ("floats", "swims"):
        spot[1] -= row.draught * tall * scale
    return Standing(packed, spot, rotation(yaw, nose), scale, floor)


def _on_islet(parts: Parts, packed: Packed) -> tuple[Parts, Packed]:
    """The figure on a small rock of its own, whose waterline is at zero."""
    wide = max(float(packed.high[0] - packed.low[0]), float(packed.high[2] - packed.low[2]))
    middle = (float(packed.middle[0]), -float(packed.low[1]) + 0.06 * wide, float(packed.middle[2]))
    raised = moved(parts, (-middle[0], middle[1] - 0.01, -middle[2]))
    whole = [*raised, *scaled(islet(), wide)]
    return whole, pack(whole)


def _aloft(stage: Stage, row: Row, spot: Array, tall: float, lift: float) -> float:
    """Height of the lower end of a hovering figure: above the middle of the picture, or across it in the void."""
    camera = stage.camera
    away = spot - np.asarray(camera.eye, np.float64)
    ahead, up = np.asarray(camera.forward, np.float64), np.asarray(camera.up, np.float64)
    level = 0.22 if row.stance == "flies" and stage.surface in ("ground", "water") else -0.06
    distance = float(np.hypot(away[0], away[2]))

    def height(level: float) -> float:
        direction = ahead + level * camera.tan * up
        return float(camera.eye[1] + direction[1] * distance / (float(np.hypot(direction[0], direction[2])) + 1e-6))

    return min(height(level + lift) - 0.5 * tall, height(0.92) - tall)


def _flat(vector: object) -> Array:
    """The horizontal part of a camera axis, at length one."""
    flat = np.asarray(vector, np.float64) * np.array([1.0, 0.0, 1.0])
    return np.asarray(flat / (np.linalg.norm(flat) + 1e-9), np.float64)
