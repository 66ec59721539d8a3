"""Every noun that can be drawn: its template with parameters, its usual colour, its height and how it is placed."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from philae.studio.figures.part import Parts, hexa
from philae.studio.figures.pose import Pose
from philae.studio.figures.templates import (
    aircraft,
    beasts,
    bicycle,
    birds,
    boat,
    dragon,
    dwelling,
    food,
    fortress,
    household,
    insect,
    landmark,
    mollusc,
    motor,
    pastime,
    plant,
    playmates,
    rail,
    reptile,
    spacecraft,
    treasure,
    vessel,
)
from philae.studio.figures.templates.beast import Beast
from philae.studio.figures.templates.bird import Bird, bird
from philae.studio.figures.templates.person import Person, person
from philae.studio.figures.templates.quadruped import quadruped
from philae.studio.figures.templates.swimmer import DOLPHIN, FISH, SHARK, WHALE, Swimmer, swimmer
from philae.studio.scene import RGB

Stance = Literal["stands", "floats", "flies", "swims"]
Template = Callable[[RGB, Pose], Parts]


@dataclass(frozen=True, slots=True)
class Row:
    """`height` in metres; `turn` is the angle (degrees) by which it faces the viewer, 0 sideways, 90 frontally.

    `draught` is the share of its height under water; `pitch` raises its nose when it swims or flies (radians).
    """

    template: Template
    colour: RGB
    height: float
    stance: Stance = "stands"
    turn: float = 36.0
    draught: float = 0.2
    pitch: float = 0.0


def _beast(beast: Beast, colour: str, height: float) -> Row:
    return Row(partial(quadruped, beast), hexa(colour), height)


def _bird(shape: Bird, colour: str, height: float, stance: Stance = "stands", draught: float = 0.0) -> Row:
    return Row(partial(bird, shape), hexa(colour), height, stance, draught=draught)


def _swimmer(shape: Swimmer, colour: str, height: float, draught: float, pitch: float = 0.0) -> Row:
    return Row(partial(swimmer, shape), hexa(colour), height, "swims", 28.0, draught, pitch)


ROWS: dict[str, Row] = {
    "fox": _beast(beasts.FOX, "d9641a", 0.6),
    "wolf": _beast(beasts.WOLF, "7d8087", 0.9),
    "dog": _beast(beasts.DOG, "c08a4a", 0.6),
    "cat": _beast(beasts.CAT, "d08a4a", 0.35),
    "horse": _beast(beasts.HORSE, "7a4320", 1.9),
    "deer": _beast(beasts.DEER, "b0743c", 1.7),
    "bear": _beast(beasts.BEAR, "5a3a22", 1.4),
    "lion": _beast(beasts.LION, "d6a257", 1.2),
    "tiger": _beast(beasts.TIGER, "dd7a22", 1.1),
    "elephant": _beast(beasts.ELEPHANT, "8a8684", 3.2),
    "giraffe": _beast(beasts.GIRAFFE, "e8c88c", 5.0),
    "cow": _beast(beasts.COW, "efe9df", 1.5),
    "pig": _beast(beasts.PIG, "eaa9a2", 0.8),
    "sheep": _beast(beasts.SHEEP, "efe8da", 0.9),
    "goat": _beast(beasts.GOAT, "e6ddd0", 0.9),
    "rabbit": _beast(beasts.RABBIT, "a08468", 0.35),
    "mouse": _beast(beasts.MOUSE, "8c8078", 0.12),
    "squirrel": _beast(beasts.SQUIRREL, "b05a24", 0.25),
    "zebra": _beast(beasts.ZEBRA, "f0ece4", 1.6),
    "camel": _beast(beasts.CAMEL, "c69a62", 2.3),
    "monkey": _beast(beasts.MONKEY, "6a4426", 0.6),
    "panda": _beast(beasts.PANDA, "f2eee6", 1.1),
    "unicorn": _beast(beasts.UNICORN, "f6f0f4", 1.9),
    "bird": _bird(birds.SONGBIRD, "3f74b8", 0.15),
    "owl": _bird(birds.OWL, "8a5f38", 0.4),
    "eagle": _bird(birds.EAGLE, "4a2f1c", 0.9, "flies"),
    "duck": _bird(birds.DUCK, "9a7f62", 0.4, "swims", 0.16),
    "swan": _bird(birds.SWAN, "f6f3ee", 1.1, "swims", 0.09),
    "penguin": _bird(birds.PENGUIN, "20212c", 0.9),
    "rooster": _bird(birds.ROOSTER, "a8431a", 0.6),
    "parrot": _bird(birds.PARROT, "cc2418", 0.5),
    "flamingo": _bird(birds.FLAMINGO, "f08a98", 1.3),
    "fish": _swimmer(FISH, "ee7a1c", 0.3, 0.35),
    "shark": _swimmer(SHARK, "6c7a86", 1.6, 0.62),
    "whale": _swimmer(WHALE, "3a5878", 4.0, 0.30, 0.06),
    "dolphin": _swimmer(DOLPHIN, "5f7f9c", 1.4, -0.12, 0.42),
    "dragon": Row(dragon.dragon, hexa("b3231c"), 4.0, turn=32.0),
    "turtle": Row(reptile.turtle, hexa("6f7a34"), 0.4, "stands"),
    "frog": Row(reptile.frog, hexa("4f9a2a"), 0.1, turn=48.0),
    "snake": Row(reptile.snake, hexa("7a9a34"), 0.5, turn=48.0),
    "crocodile": Row(reptile.crocodile, hexa("5c6a34"), 0.8, "swims", 34.0, 0.42),
    "dinosaur": Row(reptile.dinosaur, hexa("5f9458"), 6.0, turn=30.0),
    "octopus": Row(mollusc.octopus, hexa("c8452e"), 0.8, "swims", 60.0, 0.3),
    "butterfly": Row(insect.butterfly, hexa("ee7d16"), 0.08, "flies", 74.0),
    "bee": Row(insect.bee, hexa("f0b018"), 0.06, "flies", 38.0),
    "snail": Row(mollusc.snail, hexa("b0703a"), 0.06, turn=24.0),
    "person": Row(partial(person, Person(hair="bob")), hexa("2f7a86"), 1.7, turn=64.0),
    "man": Row(partial(person, Person()), hexa("2f5a9a"), 1.8, turn=64.0),
    "woman": Row(partial(person, Person(hair="long", dress=True)), hexa("b8304a"), 1.7, turn=64.0),
    "child": Row(partial(person, Person(young=1.0, trousers=hexa("3a5a8c"))), hexa("e8a020"), 1.1, turn=64.0),
    "astronaut": Row(partial(person, Person(costume="astronaut")), hexa("eceae6"), 1.9, turn=58.0),
    "wizard": Row(partial(person, Person(costume="wizard")), hexa("3a2f86"), 1.8, turn=58.0),
    "robot": Row(playmates.robot, hexa("e0873a"), 1.6, turn=56.0),
    "snowman": Row(playmates.snowman, hexa("f4f6fa"), 1.6, turn=58.0),
    "ghost": Row(playmates.ghost, hexa("eef2f8"), 1.6, turn=60.0),
    "tree": Row(plant.broadleaf, hexa("4f8a2c"), 8.0),
    "pine": Row(plant.conifer, hexa("2f5f38"), 9.0),
    "palm": Row(plant.palm, hexa("5a9a34"), 8.0),
    "cactus": Row(plant.cactus, hexa("4f8a48"), 3.0, turn=70.0),
    "flower": Row(plant.tulip, hexa("e0284a"), 0.4),
    "sunflower": Row(plant.sunflower, hexa("f7b916"), 1.6, turn=66.0),
    "mushroom": Row(plant.mushroom, hexa("c8201c"), 0.15),
    "house": Row(dwelling.house, hexa("ece0c8"), 7.0, turn=48.0),
    "castle": Row(fortress.castle, hexa("b4aa98"), 22.0, turn=52.0),
    "church": Row(dwelling.church, hexa("efe9dc"), 16.0, turn=40.0),
    "tower": Row(fortress.tower, hexa("a89c88"), 18.0, turn=60.0),
    "tent": Row(dwelling.tent, hexa("d8742a"), 1.8, turn=46.0),
    "lighthouse": Row(landmark.lighthouse, hexa("c8262a"), 20.0, turn=60.0),
    "windmill": Row(landmark.windmill, hexa("eee4d2"), 14.0, turn=62.0),
    "pyramid": Row(landmark.pyramid, hexa("d6b27a"), 30.0, turn=58.0),
    "bridge": Row(landmark.bridge, hexa("a89a86"), 5.0, turn=20.0),
    "car": Row(motor.car, hexa("c8281e"), 1.5),
    "truck": Row(motor.truck, hexa("2a62a8"), 3.2),
    "bus": Row(motor.bus, hexa("e8b01c"), 3.0),
    "locomotive": Row(rail.locomotive, hexa("1f4a36"), 4.0),
    "bicycle": Row(bicycle.bicycle, hexa("2f8a8a"), 1.1, turn=22.0),
    "airplane": Row(aircraft.airplane, hexa("2458a8"), 6.0, "flies", 40.0),
    "helicopter": Row(aircraft.helicopter, hexa("d8402a"), 3.5, "flies", 34.0),
    "balloon": Row(aircraft.balloon, hexa("d8342c"), 16.0, "flies"),
    "ship": Row(boat.ship, hexa("1c2836"), 20.0, "floats", 34.0, 0.13),
    "sailboat": Row(boat.sailboat, hexa("b8302c"), 7.0, "floats", 26.0, 0.07),
    "rocket": Row(spacecraft.rocket, hexa("d0342c"), 15.0, turn=56.0),
    "ufo": Row(spacecraft.ufo, hexa("b4bcc6"), 4.0, "flies"),
    "submarine": Row(boat.submarine, hexa("e8b820"), 5.0, "swims", 34.0, 0.35),
    "tractor": Row(motor.tractor, hexa("c0281e"), 2.6, turn=38.0),
    "cup": Row(vessel.cup, hexa("f4f1ea"), 0.12),
    "teapot": Row(vessel.teapot, hexa("2f6fa8"), 0.2, turn=20.0),
    "bottle": Row(vessel.bottle, hexa("1f5a34"), 0.3, turn=66.0),
    "vase": Row(vessel.vase, hexa("b8562c"), 0.4, turn=70.0),
    "lamp": Row(household.lamp, hexa("2f7a78"), 0.5, turn=60.0),
    "candle": Row(household.candle, hexa("f2e6c8"), 0.2, turn=30.0),
    "book": Row(household.book, hexa("7a1f24"), 0.2, turn=74.0),
    "chair": Row(household.chair, hexa("b8402c"), 0.95, turn=44.0),
    "guitar": Row(pastime.guitar, hexa("d08a3c"), 1.0, turn=62.0),
    "ball": Row(pastime.football, hexa("f4f2ee"), 0.22),
    "crown": Row(treasure.crown, hexa("eeb530"), 0.2),
    "diamond": Row(treasure.diamond, hexa("9ad8f4"), 0.05),
    "sword": Row(treasure.sword, hexa("4a2c1c"), 1.0, turn=66.0),
    "key": Row(treasure.key, hexa("d8a23a"), 0.1, turn=64.0),
    "umbrella": Row(household.umbrella, hexa("c82a36"), 0.9),
    "apple": Row(food.apple, hexa("c4181c"), 0.09),
    "orange": Row(food.orange, hexa("f08a18"), 0.09, turn=60.0),
    "banana": Row(food.banana, hexa("f4cf2a"), 0.15, turn=20.0),
    "pumpkin": Row(food.pumpkin, hexa("e8761a"), 0.35, turn=66.0),
    "cake": Row(food.cake, hexa("c8824a"), 0.25),
}


def known() -> frozenset[str]:
    """The nouns that can be drawn."""
    return frozenset(ROWS)
