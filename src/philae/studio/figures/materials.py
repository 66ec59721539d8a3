"""What surfaces are made of: a row of numbers per material, read by the shading kernel."""

import numpy as np

(MATTE, FUR, FEATHER, SKIN, CLOTH, SCALES, METAL, GLOSS, GLASS, WOOD, STONE, BRICK, LEAF, GLOW, EYE, NEEDLE, TILES,
 PETAL, SNOW, WOOL, PLANKS, SHORT_FUR, BARK, FIRE) = range(24)  # fmt: skip

# Columns of TABLE.
WRAP, SPECULAR, SHININESS, MIRROR, BULGE, BULGE_FREQUENCY, BUMP, VARIETY, RIM = range(9)

_ROWS: dict[int, tuple[float, ...]] = {
    #            wrap  spec  shine  mirror bulge  freq   bump  variety rim
    MATTE:      (0.10, 0.08, 12.0,  0.00,  0.000,  1.0,  0.04, 0.06,  0.25),
    FUR:        (0.30, 0.05, 10.0,  0.00,  0.020, 50.0,  0.42, 0.34,  0.90),
    FEATHER:    (0.22, 0.10, 16.0,  0.00,  0.008, 50.0,  0.34, 0.26,  0.70),
    SKIN:       (0.30, 0.10, 18.0,  0.00,  0.000,  1.0,  0.05, 0.07,  0.45),
    CLOTH:      (0.20, 0.03,  8.0,  0.00,  0.000,  1.0,  0.16, 0.12,  0.45),
    SCALES:     (0.15, 0.30, 28.0,  0.03,  0.003, 26.0,  0.30, 0.22,  0.40),
    METAL:      (0.00, 0.90, 70.0,  0.70,  0.000,  1.0,  0.02, 0.03,  0.20),
    GLOSS:      (0.08, 0.60, 90.0,  0.10,  0.000,  1.0,  0.00, 0.02,  0.25),
    GLASS:      (0.05, 0.90, 140.0, 0.45,  0.000,  1.0,  0.00, 0.00,  0.40),
    WOOD:       (0.10, 0.12, 20.0,  0.00,  0.000,  1.0,  0.12, 0.34,  0.20),
    STONE:      (0.06, 0.04, 10.0,  0.00,  0.006,  9.0,  0.26, 0.28,  0.20),
    BRICK:      (0.06, 0.04, 10.0,  0.00,  0.000,  1.0,  0.22, 0.20,  0.20),
    LEAF:       (0.40, 0.14, 18.0,  0.00,  0.075,  9.0,  0.60, 0.55,  0.60),
    GLOW:       (0.50, 0.00,  1.0,  0.00,  0.000,  1.0,  0.00, 0.00,  0.00),
    EYE:        (0.10, 1.60, 160.0, 0.06,  0.000,  1.0,  0.00, 0.00,  0.10),
    NEEDLE:     (0.30, 0.08, 14.0,  0.00,  0.040, 15.0,  0.50, 0.50,  0.50),
    TILES:      (0.08, 0.10, 16.0,  0.00,  0.000,  1.0,  0.30, 0.24,  0.25),
    PETAL:      (0.50, 0.10, 16.0,  0.00,  0.000,  1.0,  0.10, 0.16,  0.60),
    SNOW:       (0.40, 0.12, 24.0,  0.00,  0.006, 10.0,  0.20, 0.06,  0.40),
    WOOL:       (0.45, 0.03,  8.0,  0.00,  0.050, 14.0,  0.40, 0.22,  0.80),
    PLANKS:     (0.10, 0.10, 16.0,  0.00,  0.000,  1.0,  0.16, 0.30,  0.20),
    SHORT_FUR:  (0.26, 0.10, 14.0,  0.00,  0.005, 50.0,  0.26, 0.24,  0.70),
    BARK:       (0.10, 0.04,  8.0,  0.00,  0.024, 12.0,  0.40, 0.45,  0.25),
    FIRE:       (0.50, 0.00,  1.0,  0.00,  0.000,  1.0,  0.00, 0.00,  0.00),
}  # fmt: skip

TABLE = np.array([_ROWS[index] for index in range(len(_ROWS))], np.float64)
TABLE.setflags(write=False)
