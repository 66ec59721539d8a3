"""Looks that several templates share."""

from philae.studio.figures import materials
from philae.studio.figures.part import Look, hexa

BLACK = Look(materials.GLOSS, hexa("17181b"))
WHITE = Look(materials.GLOSS, hexa("f3f1ec"))
STEEL = Look(materials.METAL, hexa("c4c8cd"))
GOLD = Look(materials.METAL, hexa("eab43a"))
GLASS = Look(materials.GLASS, hexa("203240"))
LAMP = Look(materials.GLOW, hexa("fff0c4"))
LIT = Look(materials.GLOW, hexa("ffc46a"))
TYRE = Look(materials.MATTE, hexa("1b1b1d"))
ROPE = Look(materials.CLOTH, hexa("5a4a34"))
WOOD = Look(materials.PLANKS, hexa("8a5a30"))
DOOR = Look(materials.PLANKS, hexa("6a3f22"))
FRAME = Look(materials.GLOSS, hexa("f2eee4"))
STONE = Look(materials.STONE, hexa("a39a8a"))
GREEN = Look(materials.PETAL, hexa("4c8a2c"))
LID = Look(materials.MATTE, (0.016, 0.014, 0.010))
