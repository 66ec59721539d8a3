"""The measures of each bird."""

from philae.studio.figures.part import hexa
from philae.studio.figures.templates.bird import Bird

WHITE, BLACK, YELLOW, ORANGE = hexa("f4f0e8"), hexa("14131a"), hexa("eda81c"), hexa("e8741a")

SONGBIRD = Bird(belly=hexa("f0d8b8"), wing_colour=None, beak=(0.10, 0.038, 0.0), beak_colour=hexa("4a3a2a"),
                head=0.165, leg=0.17, leg_colour=hexa("5a4030"), eye=0.034)  # fmt: skip
OWL = Bird(body=(0.36, 0.27, 0.26), lean=1.25, head=0.25, beak=(0.03, 0.04, 0.06), beak_colour=hexa("c8a040"), leg=0.07,
           leg_radius=0.026, tail=(0.18, 0.0), disc=hexa("e8d2a8"), eye=0.075, iris=hexa("f0a818"), crest="tufts",
           belly=hexa("d8bc8c"), leg_colour=hexa("c8a860"))  # fmt: skip
EAGLE = Bird(body=(0.40, 0.24, 0.22), lean=0.9, head=0.15, beak=(0.12, 0.06, 0.075), beak_colour=YELLOW, leg=0.16,
             leg_radius=0.026, leg_colour=YELLOW, head_colour=WHITE, tail_colour=WHITE, tail=(0.34, -0.04), wing=0.62,
             iris=hexa("e8c030"), eye=0.03, wings="spread")  # fmt: skip
DUCK = Bird(body=(0.38, 0.22, 0.22), lean=0.12, neck=((0.08, 0.14, 0.0),), neck_radius=(0.12, 0.09), head=0.135,
            beak=(0.14, 0.055, 0.01), flat_beak=True, beak_colour=YELLOW, leg=0.14, leg_colour=ORANGE, tail=(0.14,
            0.08),
            head_colour=hexa("1c6a3c"), collar=WHITE, belly=hexa("d8cfc0"), sits=True)  # fmt: skip
SWAN = Bird(body=(0.48, 0.27, 0.25), lean=0.10, neck=((0.14, 0.16, 0), (0.10, 0.42, 0), (0.06, 0.66, 0), (0.18, 0.78,
            0)),
            neck_radius=(0.12, 0.055), head=0.10, beak=(0.13, 0.038, 0.03), beak_colour=hexa("e0661c"), leg=0.16,
            leg_colour=BLACK, tail=(0.16, 0.09), wing_colour=hexa("ece8e2"), eye=0.022, sits=True)  # fmt: skip
PENGUIN = Bird(body=(0.46, 0.27, 0.26), lean=1.42, head=0.175, beak=(0.11, 0.035, 0.012), beak_colour=ORANGE, leg=0.02,
               leg_colour=ORANGE, tail=(0.10, -0.02), wing_colour=hexa("1c1c26"), belly=WHITE, wings="flippers",
               eye=0.030, iris=hexa("3a2010"))  # fmt: skip
ROOSTER = Bird(body=(0.34, 0.25, 0.21), lean=0.42, neck=((0.10, 0.20, 0),), neck_radius=(0.16, 0.10), head=0.105,
               beak=(0.075, 0.032, 0.012), beak_colour=YELLOW, leg=0.26, leg_radius=0.022, leg_colour=YELLOW, fan=True,
               tail=(0.46, 0.2), tail_colour=hexa("14402c"), head_colour=hexa("d8862a"), crest="comb", eye=0.022,
               wing_colour=hexa("8a2c14"), iris=hexa("d87820"))  # fmt: skip
PARROT = Bird(body=(0.34, 0.19, 0.18), lean=1.05, head=0.165, beak=(0.085, 0.07, 0.11), beak_colour=hexa("2a2622"),
              leg=0.10,
              leg_radius=0.022, leg_colour=hexa("5a5048"), tail=(0.62, 0.0), tail_colour=hexa("1c4aa8"),
              wing_colour=hexa("1c58b8"), eye=0.032, iris=hexa("e8d890"), crest="none")  # fmt: skip
FLAMINGO = Bird(body=(0.27, 0.17, 0.15), lean=0.25, neck=((0.14, 0.10, 0), (0.20, 0.34, 0), (0.06, 0.56, 0), (0.16,
                0.74, 0)),
                neck_radius=(0.06, 0.04), head=0.078, beak=(0.10, 0.036, 0.07), beak_colour=hexa("2c2024"), leg=0.66,
                leg_radius=0.016, leg_colour=hexa("d8707c"), tail=(0.14, -0.05), eye=0.018,
                iris=hexa("e8d040"))  # fmt: skip
