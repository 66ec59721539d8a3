"""The measures of each four-legged animal."""

from philae.studio.figures.materials import SHORT_FUR, SKIN, WOOL
from philae.studio.figures.part import hexa
from philae.studio.figures.templates.beast import Beast, Head

WHITE, BLACK, BROWN = hexa("f2ece2"), hexa("17120f"), hexa("5a3a20")
PINK, HOOF = hexa("d98f8c"), hexa("2b211b")

FOX = Beast(
    pale=WHITE, socks=hexa("1c120d"), ear_tips=hexa("1c120d"), tail_tip=WHITE, tail_size=0.135, tail_length=0.66,
    head=Head(muzzle=(0.27, 0.082, 0.036, 0.08), ear=0.25, iris=hexa("a8661a"), cheeks=0.108),
)  # fmt: skip
WOLF = Beast(
    leg=0.58, body=0.45, chest=0.235, waist=0.18, haunch=0.2, neck=(0.27, 0.30), neck_radius=(0.21, 0.16),
    shank=(0.085, 0.05), foot=0.06, pale=hexa("d8d4cc"), saddle=hexa("34363a"), tail_length=0.55, tail_size=0.11,
    head=Head(skull=0.17, muzzle=(0.29, 0.105, 0.058, 0.08), cheeks=0.13, ear=0.19, iris=hexa("d9a520"), pupil=0.4),
)  # fmt: skip
DOG = Beast(
    leg=0.50, body=0.40, chest=0.22, waist=0.17, neck=(0.22, 0.34), neck_radius=(0.16, 0.13), shank=(0.085, 0.056),
    foot=0.064, pale=hexa("f0dfc2"), tail="plume", tail_length=0.42, tail_size=0.085,
    head=Head(skull=0.185, muzzle=(0.21, 0.12, 0.082, 0.07), cheeks=0.12, ears="floppy", ear=0.30, nose_size=0.05,
              iris=hexa("5b2f10"), eyes_at=0.5, eye=0.040, tilt=-0.02),
)  # fmt: skip
CAT = Beast(
    leg=0.34, body=0.34, chest=0.165, waist=0.155, haunch=0.17, neck=(0.16, 0.20), neck_radius=(0.13, 0.115),
    shank=(0.062, 0.042), foot=0.046, pale=WHITE, tail="thin", tail_length=0.62, tail_size=0.048,
    stripes=hexa("6b3312"),
    head=Head(skull=0.175, muzzle=(0.085, 0.085, 0.052, 0.045), cheeks=0.105, ear=0.16, eye=0.041, eyes_at=0.48,
              iris=hexa("5faa3c"), pupil=0.42, nose=hexa("c8746c"), nose_size=0.024, tilt=0.0),
)  # fmt: skip
HORSE = Beast(
    leg=0.82, body=0.52, chest=0.26, waist=0.225, haunch=0.25, neck=(0.36, 0.52), neck_radius=(0.20, 0.115),
    shank=(0.085, 0.046), foot=0.062, hoof=HOOF, fur=SHORT_FUR, tail="flow", tail_length=0.72, tail_size=0.075,
    mane=hexa("1d120b"), socks=None,
    head=Head(skull=0.145, muzzle=(0.34, 0.115, 0.078, 0.17), cheeks=0.10, ears="pointed", ear=0.14, eyes_at=1.05,
              eye=0.034, iris=hexa("2a1408"), nose_size=0.0, tilt=-0.35),
)  # fmt: skip
UNICORN = Beast(
    leg=0.80, body=0.50, chest=0.25, waist=0.215, haunch=0.245, neck=(0.34, 0.54), neck_radius=(0.195, 0.11),
    shank=(0.082, 0.045), foot=0.06, hoof=hexa("d8a72c"), fur=SHORT_FUR, tail="flow", tail_length=0.78, tail_size=0.095,
    mane=hexa("e274b8"), alicorn=hexa("f2c64a"),
    head=Head(skull=0.145, muzzle=(0.30, 0.11, 0.074, 0.15), cheeks=0.10, ears="pointed", ear=0.14, eyes_at=0.95,
              eye=0.042, iris=hexa("4a55b8"), nose_size=0.0, tilt=-0.28),
)  # fmt: skip
ZEBRA = Beast(
    leg=0.70, body=0.50, chest=0.26, waist=0.235, haunch=0.25, neck=(0.30, 0.42), neck_radius=(0.20, 0.125),
    shank=(0.082, 0.046), foot=0.058, hoof=HOOF, fur=SHORT_FUR, tail="tuft", tail_length=0.55, tail_size=0.03,
    mane=BLACK, stripes=BLACK, muzzle_colour=hexa("241c18"),
    head=Head(skull=0.145, muzzle=(0.31, 0.115, 0.08, 0.15), cheeks=0.10, ears="leaf", ear=0.15, eyes_at=1.0,
              eye=0.034, iris=hexa("2a1408"), nose_size=0.0, tilt=-0.3),
)  # fmt: skip
DEER = Beast(
    leg=0.74, body=0.42, chest=0.205, waist=0.165, haunch=0.20, neck=(0.26, 0.46), neck_radius=(0.14, 0.095),
    shank=(0.066, 0.034), foot=0.046, hoof=HOOF, fur=SHORT_FUR, pale=hexa("efe0c8"), tail="puff", tail_size=0.075,
    tail_tip=WHITE,
    head=Head(skull=0.125, muzzle=(0.23, 0.085, 0.050, 0.09), cheeks=0.07, ears="leaf", ear=0.20, eyes_at=0.95,
              eye=0.036, iris=hexa("2c1508"), horns="antlers", nose_size=0.036, tilt=-0.08),
)  # fmt: skip
BEAR = Beast(
    leg=0.42, body=0.42, chest=0.34, waist=0.33, haunch=0.33, neck=(0.26, 0.20), neck_radius=(0.28, 0.22),
    shank=(0.15, 0.115), foot=0.115, muzzle_colour=hexa("9a7048"), tail="puff", tail_size=0.08,
    head=Head(skull=0.22, muzzle=(0.18, 0.13, 0.09, 0.07), cheeks=0.15, ears="round", ear=0.16, eye=0.034, eyes_at=0.46,
              nose_size=0.055, iris=hexa("3a1c0a"), tilt=-0.05),
)  # fmt: skip
PANDA = Beast(
    leg=0.36, body=0.36, chest=0.33, waist=0.34, haunch=0.32, neck=(0.22, 0.22), neck_radius=(0.27, 0.22),
    shank=(0.15, 0.12), foot=0.115, bands=BLACK, eye_patches=BLACK, ear_tips=BLACK, tail="puff", tail_size=0.08,
    head=Head(skull=0.25, muzzle=(0.13, 0.125, 0.09, 0.06), cheeks=0.18, ears="round", ear=0.19, eye=0.036,
              eyes_at=0.50,
              nose_size=0.05, iris=hexa("3a1c0a"), tilt=0.0),
)  # fmt: skip
LION = Beast(
    leg=0.52, body=0.48, chest=0.25, waist=0.205, haunch=0.22, neck=(0.24, 0.26), neck_radius=(0.22, 0.19),
    shank=(0.105, 0.075), foot=0.08, fur=SHORT_FUR, tail="tuft", tail_length=0.62, tail_size=0.04,
    tail_tip=hexa("4a2510"),
    ruff=hexa("7a3a12"), pale=hexa("f0dcb4"),
    head=Head(skull=0.205, muzzle=(0.165, 0.13, 0.092, 0.07), cheeks=0.12, ears="round", ear=0.13, eye=0.037,
              eyes_at=0.46,
              iris=hexa("c98a1e"), pupil=0.4, nose=hexa("5a2c24"), nose_size=0.05, tilt=0.02),
)  # fmt: skip
TIGER = Beast(
    leg=0.48, body=0.50, chest=0.25, waist=0.215, haunch=0.23, neck=(0.24, 0.22), neck_radius=(0.22, 0.19),
    shank=(0.108, 0.078), foot=0.082, tail="thin", tail_length=0.66, tail_size=0.055, pale=WHITE,
    stripes=hexa("140d09"),
    fur=SHORT_FUR,
    head=Head(skull=0.21, muzzle=(0.15, 0.13, 0.09, 0.06), cheeks=0.145, ears="round", ear=0.15, eye=0.039,
              eyes_at=0.46,
              iris=hexa("d0a030"), pupil=0.38, nose=hexa("b8665a"), nose_size=0.045, tilt=0.0),
)  # fmt: skip
ELEPHANT = Beast(
    leg=0.62, body=0.50, chest=0.42, waist=0.43, haunch=0.40, neck=(0.24, 0.20), neck_radius=(0.32, 0.26),
    shank=(0.165, 0.145), foot=0.15, fur=SKIN, tail="tuft", tail_length=0.6, tail_size=0.035,
    head=Head(skull=0.29, muzzle=(0.12, 0.20, 0.15, 0.10), cheeks=0.16, ears="fan", ear=0.42, eye=0.034, eyes_at=0.85,
              iris=hexa("3a2010"), trunk=True, tilt=0.0),
)  # fmt: skip
GIRAFFE = Beast(
    leg=0.92, body=0.40, chest=0.25, waist=0.20, haunch=0.215, neck=(0.42, 1.22), neck_radius=(0.19, 0.09),
    shank=(0.082, 0.046), foot=0.058, hoof=HOOF, fur=SHORT_FUR, net=hexa("9a4f1c"), tail="tuft", tail_length=0.6,
    tail_size=0.028, mane=hexa("7a4420"),
    head=Head(skull=0.125, muzzle=(0.25, 0.09, 0.058, 0.08), cheeks=0.07, ears="leaf", ear=0.16, eyes_at=1.0, eye=0.036,
              iris=hexa("2a1408"), horns="ossicones", nose_size=0.0, tilt=-0.15),
)  # fmt: skip
COW = Beast(
    leg=0.50, body=0.54, chest=0.31, waist=0.32, haunch=0.29, neck=(0.28, 0.20), neck_radius=(0.22, 0.16),
    shank=(0.095, 0.06), foot=0.07, hoof=HOOF, fur=SHORT_FUR, patches=BLACK, tail="tuft", tail_length=0.62,
    tail_size=0.032,
    muzzle_colour=hexa("e0a89c"),
    head=Head(skull=0.165, muzzle=(0.25, 0.12, 0.10, 0.12), cheeks=0.09, ears="leaf", ear=0.19, eyes_at=1.0, eye=0.038,
              iris=hexa("2a1408"), horns="cow", nose=hexa("c98478"), nose_size=0.06, tilt=-0.1),
)  # fmt: skip
PIG = Beast(
    leg=0.27, body=0.40, chest=0.29, waist=0.31, haunch=0.28, neck=(0.18, 0.06), neck_radius=(0.25, 0.21),
    shank=(0.085, 0.06), foot=0.06, hoof=hexa("7a4a40"), fur=SKIN, tail="curl", tail_size=0.024,
    head=Head(skull=0.21, muzzle=(0.13, 0.13, 0.092, 0.05), cheeks=0.14, ears="pointed", ear=0.16, eyes_at=0.6,
              eye=0.034,
              iris=hexa("2a1a14"), nose=hexa("d88080"), snout=True, tilt=-0.02),
)  # fmt: skip
SHEEP = Beast(
    leg=0.34, body=0.34, chest=0.32, waist=0.34, haunch=0.32, neck=(0.24, 0.18), neck_radius=(0.24, 0.16),
    shank=(0.062, 0.048), foot=0.052, hoof=HOOF, fur=WOOL, tail="puff", tail_size=0.10, socks=hexa("2a2220"),
    face=hexa("2e2624"),
    head=Head(skull=0.145, muzzle=(0.17, 0.095, 0.066, 0.07), cheeks=0.07, ears="leaf", ear=0.17, eyes_at=0.85,
              eye=0.036,
              iris=hexa("c8a040"), pupil=0.5, nose=hexa("181212"), nose_size=0.028, tilt=-0.05),
)  # fmt: skip
GOAT = Beast(
    leg=0.48, body=0.36, chest=0.22, waist=0.21, haunch=0.21, neck=(0.22, 0.32), neck_radius=(0.15, 0.11),
    shank=(0.07, 0.042), foot=0.05, hoof=HOOF, tail="puff", tail_size=0.07, saddle=hexa("8a6a48"),
    head=Head(skull=0.13, muzzle=(0.21, 0.09, 0.058, 0.09), cheeks=0.07, ears="leaf", ear=0.17, eyes_at=0.95, eye=0.034,
              iris=hexa("c8a040"), pupil=0.45, horns="swept", nose=hexa("8a6a60"), nose_size=0.028, tilt=-0.1),
)  # fmt: skip
RABBIT = Beast(
    leg=0.17, body=0.21, chest=0.175, waist=0.20, haunch=0.225, neck=(0.12, 0.17), neck_radius=(0.14, 0.12),
    shank=(0.052, 0.040), foot=0.044, pale=WHITE, tail="puff", tail_size=0.09, tail_tip=WHITE,
    head=Head(skull=0.16, muzzle=(0.085, 0.085, 0.05, 0.045), cheeks=0.09, ears="long", ear=0.42, eyes_at=0.95,
              eye=0.044,
              iris=hexa("3a1a0c"), nose=hexa("c8847c"), nose_size=0.022, tilt=0.0),
)  # fmt: skip
MOUSE = Beast(
    leg=0.13, body=0.22, chest=0.15, waist=0.18, haunch=0.19, neck=(0.12, 0.07), neck_radius=(0.12, 0.10),
    shank=(0.042, 0.028), foot=0.032, pale=hexa("e6ded6"), tail="stub", tail_length=0.9, tail_size=0.026,
    head=Head(skull=0.14, muzzle=(0.14, 0.075, 0.028, 0.06), cheeks=0.08, ears="round", ear=0.24, eyes_at=0.75,
              eye=0.038,
              iris=hexa("0c0706"), nose=hexa("d08a88"), nose_size=0.024, tilt=-0.02),
)  # fmt: skip
SQUIRREL = Beast(
    leg=0.18, body=0.20, chest=0.14, waist=0.155, haunch=0.18, neck=(0.11, 0.17), neck_radius=(0.11, 0.095),
    shank=(0.045, 0.032), foot=0.036, pale=WHITE, tail="plume", tail_length=0.52, tail_size=0.145,
    head=Head(skull=0.13, muzzle=(0.095, 0.068, 0.034, 0.05), cheeks=0.075, ears="pointed", ear=0.14, eyes_at=0.8,
              eye=0.038, iris=hexa("1c0d06"), nose_size=0.020, tilt=0.0),
)  # fmt: skip
CAMEL = Beast(
    leg=0.80, body=0.46, chest=0.28, waist=0.24, haunch=0.235, neck=(0.50, 0.36), neck_radius=(0.155, 0.10),
    shank=(0.085, 0.055), foot=0.075, humps=2, tail="tuft", tail_length=0.45, tail_size=0.028,
    head=Head(skull=0.13, muzzle=(0.23, 0.09, 0.07, 0.07), cheeks=0.07, ears="round", ear=0.09, eyes_at=0.95, eye=0.036,
              iris=hexa("2a1408"), nose_size=0.0, tilt=0.05),
)  # fmt: skip
MONKEY = Beast(
    leg=0.40, body=0.26, chest=0.185, waist=0.15, haunch=0.165, neck=(0.14, 0.17), neck_radius=(0.12, 0.10),
    shank=(0.062, 0.046), foot=0.052, tail="thin", tail_length=0.72, tail_size=0.038, muzzle_colour=hexa("e0b48c"),
    eye_patches=hexa("e0b48c"),
    head=Head(skull=0.185, muzzle=(0.06, 0.115, 0.085, 0.07), cheeks=0.10, ears="round", ear=0.20, eye=0.040,
              eyes_at=0.36,
              iris=hexa("4a2410"), nose=hexa("5a3424"), nose_size=0.024, tilt=0.03),
)  # fmt: skip
