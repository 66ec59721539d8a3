"""The places outdoors: each makes a `Vista` from a seeded generator, so that no two seeds show the same land."""

from collections.abc import Callable

import numpy as np

from philae.studio.land.relief import Peak, Relief
from philae.studio.land.skin import Skin
from philae.studio.land.vista import Planting, Sea, Vista
from philae.studio.scene import Place

Rng = np.random.Generator

FIR, FIR2 = (0.020, 0.045, 0.022), (0.055, 0.105, 0.035)
LEAF, LEAF2 = (0.035, 0.085, 0.012), (0.13, 0.20, 0.030)
GRASS, GRASS2 = (0.040, 0.070, 0.012), (0.155, 0.185, 0.050)
STONE, STONE2 = (0.075, 0.070, 0.066), (0.185, 0.178, 0.165)


def _u(rng: Rng, low: float, high: float) -> float:
    return float(rng.uniform(low, high))


def _side(rng: Rng) -> float:
    return 1.0 if rng.random() < 0.5 else -1.0


def _shift(rng: Rng) -> tuple[float, float]:
    return _u(rng, -40000.0, 40000.0), _u(rng, -40000.0, 40000.0)


def _peaks(rng: Rng, scale: float = 1.0) -> tuple[Peak, Peak]:
    """Two great peaks on opposite sides."""
    side, far = _side(rng), _u(rng, 8000.0, 10500.0)
    first = (side * _u(rng, 0.08, 0.30) * far, far, scale * _u(rng, 2300.0, 3000.0), _u(rng, 1700.0, 2500.0))
    aside, beyond = -side * _u(rng, 0.25, 0.5) * far, far * _u(rng, 0.9, 1.25)
    return first, (aside, beyond, scale * _u(rng, 1200.0, 2000.0), _u(rng, 1300.0, 2200.0))


def _lawn(
    count: int, tall: tuple[float, float] = (0.12, 0.30), far: float = 26.0, low: float = -900.0
) -> tuple[Planting, ...]:
    """Grass and a few blossoms around the eye."""
    return (
        Planting("grass", count, 1.4, far, tall, GRASS, GRASS2, clump=0.35, grove=5.0, slope=1.2, low=low),
        Planting(
            "flower",
            count // 9,
            2.2,
            far,
            (tall[0] * 1.1, tall[1] * 1.15),
            GRASS,
            GRASS2,
            clump=0.75,
            grove=7.0,
            low=low,
        ),
    )


def alpine(rng: Rng) -> Vista:
    """A meadow above a valley with firs, and great peaks behind."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.10, roll=1.3, roll_size=26.0, drop=_u(rng, 150.0, 260.0), drop_from=_u(rng,
                16.0, 24.0),
            drop_to=380.0, hill=_u(rng, 300.0, 460.0), hill_size=_u(rng, 900.0, 1500.0), hill_from=500.0,
            peak=_u(rng, 1200.0, 1700.0), peak_size=_u(rng, 2300.0, 3600.0), peak_from=2400.0, peak_to=9000.0,
                peaks=_peaks(rng),
        ),
        skin=Skin(
            low=(0.075, 0.105, 0.024), low2=(0.15, 0.15, 0.045), patch=7.0, high=(0.030, 0.055, 0.026), high_from=500.0,
            rock=(0.22, 0.20, 0.19), rock2=(0.11, 0.10, 0.10), rock_at=0.72, snow_line=_u(rng, 600.0, 1050.0),
                snow_fade=420.0,
        ),
        plants=(
            Planting("fir", 6200, 130.0, 3200.0, (13.0, 26.0), FIR, FIR2, clump=0.55, grove=200.0, slope=1.1),
            Planting("fir", 16, 15.0, 42.0, (6.0, 12.0), FIR, FIR2, clump=0.1, grove=18.0, aisle=0.28, slope=0.9),
            Planting("rock", 26, 4.0, 30.0, (0.12, 0.6), STONE, STONE2, clump=0.5, grove=9.0, aisle=0.12, sink=0.14),
            *_lawn(2600),
        ),
        mist=0.00035, mist_top=70.0, mist_floor=-150.0, horizon=_u(rng, 0.46, 0.53), dim=1.6,
    )  # fmt: skip


def meadow(rng: Rng) -> Vista:
    """Flowering grass, single trees and soft hills."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.08, roll=1.6, roll_size=_u(rng, 36.0, 60.0), hill=_u(rng, 50.0, 110.0),
            hill_size=_u(rng, 420.0, 800.0), hill_from=60.0, drop=_u(rng, 4.0, 22.0), drop_from=30.0, drop_to=240.0,
            peak=_u(rng, 0.0, 700.0), peak_size=4200.0, peak_from=6000.0, peak_to=20000.0, sharp=1.2,
        ),
        skin=Skin(
            low=(0.065, 0.12, 0.020), low2=(0.17, 0.18, 0.045), patch=11.0, high=(0.060, 0.10, 0.030),
                high_from=900.0, rock_at=1.3,
        ),
        plants=(
            Planting("broadleaf", 2600, 90.0, 3000.0, (9.0, 19.0), LEAF, LEAF2, clump=0.66, grove=150.0),
            Planting("broadleaf", 7, 20.0, 75.0, (9.0, 15.0), LEAF, LEAF2, clump=0.1, aisle=0.16),
            Planting("bush", 260, 25.0, 500.0, (1.2, 3.4), LEAF, LEAF2, clump=0.7, grove=40.0, aisle=0.08),
            Planting("grass", 3600, 1.4, 34.0, (0.18, 0.42), GRASS, GRASS2, clump=0.25, grove=5.0),
            Planting("flower", 330, 2.4, 34.0, (0.26, 0.50), GRASS, GRASS2, clump=0.62, grove=6.0),
            Planting("flower", 240, 2.4, 34.0, (0.22, 0.46), GRASS, GRASS2, clump=0.66, grove=5.0),
        ),
        mist=0.0003, mist_top=25.0, horizon=_u(rng, 0.42, 0.48),
    )  # fmt: skip


def snow(rng: Rng) -> Vista:
    """Deep snow, white firs and mountains."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.10, roll=1.5, roll_size=20.0, hill=_u(rng, 90.0, 200.0), hill_size=_u(rng,
                500.0, 900.0),
            hill_from=90.0, peak=_u(rng, 900.0, 1500.0), peak_size=_u(rng, 2500.0, 3800.0), peak_from=2000.0,
                peak_to=9000.0,
            drop=_u(rng, 0.0, 30.0), drop_from=25.0, drop_to=200.0, peaks=_peaks(rng, 0.8),
        ),
        skin=Skin(
            low=(0.6, 0.64, 0.7), low2=(0.7, 0.73, 0.78), high=(0.5, 0.55, 0.62), snow_line=-1e6, snow_fade=300.0,
                snow_slope=1.0, bump=0.42,
            rock=(0.17, 0.16, 0.17), rock2=(0.09, 0.09, 0.10), rock_at=0.95, sparkle=0.7, soft=0.12, ripple=0.04,
        ),
        plants=(
            Planting("fir", 3600, 70.0, 2600.0, (11.0, 22.0), FIR, FIR2, clump=0.6, grove=150.0, snow=0.45),
            Planting("fir", 46, 13.0, 70.0, (4.0, 12.0), FIR, FIR2, clump=0.35, grove=16.0, aisle=0.17, snow=0.55),
            Planting("rock", 16, 6.0, 60.0, (0.3, 1.2), STONE, STONE2, clump=0.5, grove=9.0, aisle=0.12,
                sink=0.14, snow=0.85),
            Planting("grass", 60, 3.0, 22.0, (0.15, 0.35), (0.10, 0.085, 0.05), (0.26, 0.21, 0.12), clump=0.8,
                grove=4.0),
        ),
        mist=0.0004, mist_top=40.0, horizon=_u(rng, 0.43, 0.50),
    )  # fmt: skip


def lake(rng: Rng) -> Vista:
    """A still lake among wooded mountains."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.06, roll=0.25, roll_size=20.0, above=_u(rng, 0.5, 0.8), shore=_u(rng, 13.0,
                19.0),
            shore_far=_u(rng, 420.0, 1100.0), bank=0.16, skew=_u(rng, -0.35, 0.35), hill=_u(rng, 190.0, 330.0),
                hill_size=_u(rng, 600.0, 1000.0),
            hill_from=180.0, peak=_u(rng, 1000.0, 1500.0), peak_size=_u(rng, 2300.0, 3400.0), peak_from=1500.0,
                peak_to=7000.0, peaks=_peaks(rng, 0.9),
        ),
        skin=Skin(
            low=(0.055, 0.095, 0.022), low2=(0.13, 0.13, 0.04), high=(0.030, 0.055, 0.026), high_from=500.0,
                shore=(0.22, 0.20, 0.17), shore_top=0.45,
            snow_line=_u(rng, 800.0, 1200.0), snow_fade=350.0,
        ),
        sea=Sea(deep=(0.006, 0.022, 0.028), shallow=(0.045, 0.10, 0.085), wave=_u(rng, 0.004, 0.016), length=1.6,
            clear=1.6),
        plants=(
            Planting("fir", 6500, 150.0, 2600.0, (13.0, 27.0), FIR, FIR2, clump=0.42, grove=190.0, slope=1.1, low=0.5),
            Planting("fir", 14, 8.5, 15.0, (6.0, 11.0), FIR, FIR2, clump=0.1, aisle=0.30, low=0.25),
            Planting("rock", 90, 4.0, 26.0, (0.15, 0.75), STONE, STONE2, clump=0.5, grove=5.0, aisle=0.10,
                sink=0.14, low=-0.35),
            Planting("reed", 170, 9.0, 24.0, (0.7, 1.5), (0.05, 0.07, 0.016), (0.20, 0.20, 0.07), clump=0.62,
                grove=6.0, aisle=0.14, low=-0.5),
            *_lawn(1500, far=16.0, low=0.3),
        ),
        mist=0.0005, mist_top=14.0, horizon=_u(rng, 0.43, 0.49), spot=6.0,
    )  # fmt: skip


def beach(rng: Rng) -> Vista:
    """Sand, a bay with breaking waves, palms and headlands."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.07, roll=0.25, roll_size=16.0, above=_u(rng, 0.8, 1.1), shore=_u(rng, 13.0,
                18.0), shore_far=_u(rng, 1800.0, 4200.0),
            bank=0.075, skew=_side(rng) * _u(rng, 0.25, 0.7), hill=_u(rng, 120.0, 260.0), hill_size=_u(rng, 900.0,
                1600.0), hill_from=900.0,
        ),
        skin=Skin(
            low=(0.50, 0.40, 0.26), low2=(0.58, 0.49, 0.34), patch=6.0, high=(0.05, 0.085, 0.03), high_from=700.0,
                shore=(0.46, 0.37, 0.25), shore_top=0.42,
            bump=0.16, ripple=0.07, rock_at=0.8,
        ),
        sea=Sea(deep=(0.004, 0.055, 0.085), shallow=(0.07, 0.34, 0.33), wave=0.09, length=4.0, foam=1.0, clear=1.3),
        plants=(
            Planting("palm", 9, 8.0, 26.0, (5.5, 9.0), (0.035, 0.075, 0.012), (0.15, 0.20, 0.035), clump=0.0,
                aisle=0.26, low=0.55),
            Planting("palm", 240, 300.0, 5000.0, (9.0, 15.0), (0.03, 0.06, 0.015), (0.10, 0.14, 0.03), clump=0.4,
                grove=300.0, low=1.5),
            Planting("fern", 40, 6.0, 22.0, (0.7, 1.4), (0.04, 0.085, 0.014), (0.14, 0.20, 0.04), clump=0.4,
                grove=6.0, sink=0.12, aisle=0.3, low=0.7),
            Planting("grass", 160, 4.0, 24.0, (0.3, 0.7), (0.12, 0.12, 0.04), (0.32, 0.29, 0.13), clump=0.6,
                grove=5.0, aisle=0.22, low=0.7),
            Planting("rock", 26, 7.0, 60.0, (0.2, 1.0), STONE, STONE2, clump=0.55, grove=8.0, aisle=0.16,
                sink=0.14, low=-0.5),
        ),
        horizon=_u(rng, 0.42, 0.48), spot=6.0,
    )  # fmt: skip


def sea(rng: Rng) -> Vista:
    """Open water with rolling waves; a storm makes them tall."""
    return Vista(
        relief=Relief(shift=_shift(rng), swell=_u(rng, 0.55, 0.8), swell_size=_u(rng, 20.0, 30.0)),
        skin=Skin(low=(0.02, 0.05, 0.06), low2=(0.02, 0.05, 0.06)),
        sea=Sea(deep=(0.006, 0.034, 0.050), shallow=(0.04, 0.21, 0.20), wave=0.10, length=2.2, foam=0.35),
        lift=3.6, horizon=_u(rng, 0.42, 0.50), spot=14.0, surface="water", far=20000.0,
    )  # fmt: skip


def desert(rng: Rng) -> Vista:
    """Dunes with sharp crests, or mesas and cacti."""
    mesa = rng.random() < 0.4
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.05, roll=0.5, roll_size=30.0,
            dune=_u(rng, 18.0, 28.0) if not mesa else 2.0, dune_size=_u(rng, 75.0, 115.0),
            dune_from=10.0, hill=_u(rng, 20.0, 50.0), hill_size=600.0, hill_from=250.0, drop=_u(rng, 9.0, 16.0),
                drop_from=12.0, drop_to=60.0,
            peak=_u(rng, 350.0, 600.0), peak_size=2200.0, peak_from=3000.0 if not mesa else 900.0,
                peak_to=9000.0 if not mesa else 4000.0, sharp=0.7,
        ),
        skin=Skin(
            low=(0.52, 0.29, 0.125), low2=(0.56, 0.325, 0.15), patch=60.0, high=(0.46, 0.26, 0.13),
                high_from=2500.0, rock=(0.36, 0.17, 0.085),
            rock2=(0.22, 0.095, 0.05), rock_at=0.62, strata=1.6 if mesa else 3.0, bump=0.10, ripple=0.13,
        ),
        plants=(
            Planting("cactus", 60 if mesa else 3, 14.0, 420.0, (3.0, 6.5), (0.045, 0.08, 0.03), (0.12, 0.16,
                0.065), clump=0.3, aisle=0.12),
            Planting("bush", 420 if mesa else 8, 9.0, 600.0, (0.4, 1.2), (0.09, 0.085, 0.04), (0.22, 0.19, 0.10),
                clump=0.45, grove=40.0, aisle=0.07),
            Planting("rock", 60 if mesa else 5, 6.0, 120.0, (0.2, 1.1), (0.22, 0.12, 0.07), (0.42, 0.25, 0.15),
                clump=0.5, grove=15.0, aisle=0.1, sink=0.14),
            Planting("grass", 90 if mesa else 24, 3.0, 30.0, (0.2, 0.45), (0.16, 0.12, 0.05), (0.40, 0.32, 0.15),
                clump=0.6, grove=6.0, aisle=0.05),
        ),
        haze=1.8, horizon=_u(rng, 0.44, 0.52), side=28.0,
    )  # fmt: skip


def forest(rng: Rng) -> Vista:
    """Among tall trunks, with ferns, mist and beams of light."""
    return Vista(
        relief=Relief(shift=_shift(rng), bumps=0.16, roll=1.5, roll_size=16.0, hill=14.0, hill_size=90.0,
            hill_from=20.0, level=5.0),
        skin=Skin(low=(0.060, 0.050, 0.020), low2=(0.050, 0.085, 0.018), patch=2.2, high=(0.035, 0.055, 0.02),
            high_from=80.0, bump=0.8, rock_at=2.0),
        plants=(
            Planting("trunk", 520, 18.0, 190.0, (20.0, 34.0), LEAF, LEAF2, clump=0.0, aisle=0.03),
            Planting("trunk", 8, 9.5, 18.0, (16.0, 24.0), LEAF, LEAF2, clump=0.0, aisle=0.24),
            Planting("broadleaf", 150, 24.0, 140.0, (10.0, 22.0), LEAF, LEAF2, clump=0.1, aisle=0.05),
            Planting("bush", 90, 12.0, 90.0, (0.7, 1.9), LEAF, LEAF2, clump=0.45, grove=10.0, aisle=0.15),
            Planting("fern", 620, 2.4, 60.0, (0.5, 1.2), (0.03, 0.075, 0.012), (0.13, 0.21, 0.035), clump=0.35,
                grove=6.0, sink=0.12, aisle=0.05),
            Planting("grass", 2200, 1.6, 30.0, (0.10, 0.30), GRASS, GRASS2, clump=0.5, grove=4.0),
            Planting("rock", 26, 4.0, 40.0, (0.3, 1.1), (0.07, 0.085, 0.05), (0.16, 0.17, 0.11), clump=0.3,
                aisle=0.15, sink=0.14),
            Planting("bough", 22, 7.0, 13.0, (4.0, 7.0), LEAF, LEAF2, clump=0.0, sink=-0.95),
        ),
        haze=1.0, mist=0.022, mist_top=40.0, horizon=_u(rng, 0.47, 0.54), far=1200.0, shafts=0.55, dim=1.1, canopy=0.30,
    )  # fmt: skip


def jungle(rng: Rng) -> Vista:
    """Dense tropical green with palms, ferns and hanging leaves."""
    green, green2 = (0.018, 0.070, 0.012), (0.10, 0.20, 0.028)
    return Vista(
        relief=Relief(shift=_shift(rng), bumps=0.15, roll=1.2, roll_size=18.0, hill=30.0, hill_size=120.0,
            hill_from=25.0, level=5.0),
        skin=Skin(low=(0.040, 0.055, 0.014), low2=(0.035, 0.085, 0.016), patch=2.0, high=(0.025, 0.06, 0.018),
            high_from=80.0, bump=0.8, rock_at=2.0),
        plants=(
            Planting("broadleaf", 330, 30.0, 240.0, (14.0, 30.0), green, green2, clump=0.1),
            Planting("palm", 120, 12.0, 160.0, (7.0, 15.0), green, green2, clump=0.1, aisle=0.10),
            Planting("trunk", 34, 9.0, 60.0, (24.0, 40.0), green, green2, clump=0.0, aisle=0.15),
            Planting("bush", 320, 9.0, 120.0, (1.2, 3.8), green, green2, clump=0.25, grove=9.0, aisle=0.12),
            Planting("fern", 700, 2.6, 60.0, (0.7, 2.1), green, (0.14, 0.26, 0.035), clump=0.3, grove=5.0,
                sink=0.12, aisle=0.09),
            Planting("flower", 160, 3.0, 24.0, (0.4, 0.9), green, green2, clump=0.5, grove=5.0, aisle=0.06),
            Planting("grass", 900, 1.6, 22.0, (0.14, 0.34), green, green2, clump=0.4, grove=4.0),
            Planting("bough", 28, 6.0, 12.0, (3.6, 6.5), green, green2, clump=0.0, sink=-0.95),
        ),
        mist=0.012, mist_top=24.0, horizon=_u(rng, 0.46, 0.53), far=2500.0, shafts=0.18, dim=1.0, canopy=0.35,
    )  # fmt: skip


def moon(rng: Rng) -> Vista:
    """Grey craters under a black sky with the earth above."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.06, roll=0.5, roll_size=18.0, crater=1.5, hill=_u(rng, 40.0, 90.0),
                hill_size=900.0, hill_from=150.0,
            peak=_u(rng, 500.0, 900.0), peak_size=4200.0, peak_from=3000.0, peak_to=9000.0, sharp=1.3,
                drop=_u(rng, 3.0, 14.0), drop_from=24.0, drop_to=160.0,
        ),
        skin=Skin(
            low=(0.17, 0.168, 0.165), low2=(0.23, 0.225, 0.22), patch=14.0, high=(0.19, 0.188, 0.185), rock=(0.24,
                0.236, 0.23), rock2=(0.12, 0.118, 0.115),
            rock_at=1.0, bump=0.26,
        ),
        plants=(Planting("rock", 170, 2.6, 220.0, (0.03, 0.55), (0.12, 0.118, 0.115), (0.27, 0.265, 0.26),
            clump=0.4, grove=14.0, aisle=0.06, sink=0.14),),
        horizon=_u(rng, 0.46, 0.54), haze=0.0, medium="void",
    )  # fmt: skip


def village(rng: Rng) -> Vista:
    """Gabled huts along a green, woods and mountains behind."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.06, roll=0.9, roll_size=40.0, hill=_u(rng, 120.0, 240.0), hill_size=_u(rng,
                600.0, 900.0), hill_from=170.0,
            peak=_u(rng, 900.0, 1400.0), peak_size=_u(rng, 2600.0, 3800.0), peak_from=2200.0, peak_to=9000.0,
                peaks=_peaks(rng, 0.8),
        ),
        skin=Skin(
            low=(0.070, 0.110, 0.024), low2=(0.15, 0.13, 0.055), patch=5.0, high=(0.035, 0.06, 0.026),
                high_from=500.0, rock_at=0.8,
            snow_line=_u(rng, 900.0, 1300.0), snow_fade=350.0,
        ),
        plants=(
            Planting("fir", 3600, 150.0, 2600.0, (13.0, 25.0), FIR, FIR2, clump=0.55, grove=150.0),
            Planting("broadleaf", 60, 30.0, 190.0, (6.0, 12.0), LEAF, LEAF2, clump=0.1, aisle=0.14),
            Planting("bush", 130, 13.0, 120.0, (0.7, 1.7), LEAF, LEAF2, clump=0.3, grove=14.0, aisle=0.20),
            Planting("grass", 1700, 1.4, 26.0, (0.08, 0.24), GRASS, GRASS2, clump=0.45, grove=4.0),
            Planting("flower", 130, 3.0, 26.0, (0.16, 0.32), GRASS, GRASS2, clump=0.7, grove=5.0, aisle=0.1),
        ),
        mist=0.0004, mist_top=20.0, horizon=_u(rng, 0.42, 0.48), town="village",
    )  # fmt: skip


def city(rng: Rng) -> Vista:
    """A skyline across the water, seen from a stone quay."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.012, roll=0.0, above=1.1, shore=11.0, shore_far=_u(rng, 230.0, 330.0),
                bank=1.2, hill=_u(rng, 60.0, 160.0),
            hill_size=1500.0, hill_from=1200.0, level=30.0,
        ),
        skin=Skin(low=(0.17, 0.165, 0.16), low2=(0.215, 0.205, 0.195), patch=2.5, high=(0.06, 0.07, 0.05),
            high_from=900.0, bump=0.20, rock_at=1.4, paved=1.0),
        sea=Sea(deep=(0.006, 0.020, 0.028), shallow=(0.03, 0.07, 0.07), wave=_u(rng, 0.012, 0.022), length=2.2,
            clear=0.8),
        plants=(Planting("broadleaf", 240, 235.0, 420.0, (7.0, 13.0), LEAF, LEAF2, clump=0.2, grove=60.0, low=0.3),),
        horizon=_u(rng, 0.44, 0.50), haze=4.0, town="city", spot=6.0,
    )  # fmt: skip


def islands(rng: Rng) -> Vista:
    """Floating islands above a sea of cloud, from the lawn of another one."""
    return Vista(
        relief=Relief(
            shift=_shift(rng), bumps=0.10, roll=0.6, roll_size=14.0, drop=520.0, drop_from=_u(rng, 14.0, 18.0),
                drop_to=21.0,
            peak=_u(rng, 500.0, 800.0), peak_size=_u(rng, 2600.0, 3600.0), peak_from=2400.0, peak_to=9000.0,
                peaks=_peaks(rng, 0.55), level=5.0,
        ),
        skin=Skin(low=(0.060, 0.125, 0.022), low2=(0.15, 0.175, 0.040), patch=6.0, high=(0.05, 0.085, 0.035),
            rock=(0.27, 0.22, 0.18), rock2=(0.13, 0.105, 0.09), rock_at=0.8, strata=1.4, bump=0.6),
        plants=(
            Planting("broadleaf", 5, 11.0, 16.0, (4.5, 8.0), LEAF, LEAF2, clump=0.0, aisle=0.30, low=-3.0),
            Planting("rock", 26, 5.0, 17.0, (0.2, 0.8), STONE, STONE2, clump=0.4, grove=6.0, aisle=0.12,
                sink=0.14, low=-3.0),
            Planting("grass", 2600, 1.4, 20.0, (0.14, 0.36), GRASS, GRASS2, clump=0.3, grove=5.0, low=-3.0),
            Planting("flower", 420, 2.2, 19.0, (0.18, 0.40), GRASS, GRASS2, clump=0.6, grove=5.0, low=-3.0),
            Planting("broadleaf", 0, 11.0, 16.0, (4.5, 8.0), LEAF, LEAF2),
        ),
        mist=0.020, mist_top=26.0, mist_floor=-120.0, horizon=_u(rng, 0.47, 0.54), isles=True, dim=1.5,
    )  # fmt: skip


def cave(rng: Rng) -> Vista:
    """Out of a dripping cave, towards a bright valley."""
    out = lake(rng)
    mouth = _u(rng, 17.0, 23.0)
    relief = out.relief._replace(
        bumps=0.14, roll=0.35, roll_size=7.0, cave=_u(rng, 6.0, 8.0), mouth=mouth, above=3.0, shore=mouth * 2.6,
            shore_far=_u(rng, 500.0, 900.0), level=3.0,
    )  # fmt: skip
    skin = out.skin._replace(
        low=(0.21, 0.175, 0.14),
        low2=(0.27, 0.23, 0.185),
        patch=1.6,
        rock=(0.27, 0.22, 0.175),
        rock2=(0.17, 0.135, 0.105),
        bump=0.26,
        high_from=200.0,
    )
    plants = (
        Planting("fir", 5200, 150.0, 2600.0, (13.0, 27.0), FIR, FIR2, clump=0.42, grove=190.0, slope=1.1, low=0.5),
        Planting(
            "rock",
            60,
            3.2,
            mouth * 0.95,
            (0.12, 0.7),
            (0.24, 0.18, 0.13),
            (0.48, 0.38, 0.28),
            clump=0.35,
            grove=4.0,
            aisle=0.13,
            sink=0.14,
            slope=1.6,
        ),
        Planting(
            "fern",
            34,
            mouth * 0.72,
            mouth * 1.1,
            (0.5, 1.1),
            (0.03, 0.075, 0.012),
            (0.13, 0.21, 0.035),
            clump=0.1,
            aisle=0.10,
            slope=1.5,
            sink=0.12,
        ),
    )
    return Vista(
        relief=relief, skin=skin, sea=out.sea, plants=plants, horizon=_u(rng, 0.46, 0.52), mist=0.0005,
            mist_top=14.0, shafts=0.7,
        mouth=mouth, vault=_u(rng, 5.2, 6.6),
    )  # fmt: skip


def underwater(rng: Rng) -> Vista:
    """A reef on rippled sand, light dancing down through blue water."""
    return Vista(
        relief=Relief(shift=_shift(rng), bumps=0.06, roll=0.8, roll_size=14.0, hill=_u(rng, 7.0, 14.0),
            hill_size=30.0, hill_from=9.0, level=5.0),
        skin=Skin(low=(0.46, 0.42, 0.32), low2=(0.52, 0.47, 0.36), patch=4.0, high=(0.30, 0.30, 0.24),
            high_from=60.0, rock=(0.20, 0.19, 0.16), rock2=(0.12, 0.14, 0.10), rock_at=0.65, bump=0.35,
                ripple=0.22, caustic=1.5),
        plants=(
            Planting("kelp", 150, 8.0, 46.0, (2.5, 6.5), (0.035, 0.085, 0.02), (0.17, 0.20, 0.045), clump=0.45,
                grove=9.0, aisle=0.20, slope=2.0),
            Planting("coral", 60, 4.5, 34.0, (0.5, 1.5), (0.45, 0.07, 0.09), (0.85, 0.30, 0.20), clump=0.35,
                grove=7.0, aisle=0.15, slope=2.0),
            Planting("coral", 50, 4.5, 34.0, (0.4, 1.2), (0.50, 0.28, 0.06), (0.88, 0.62, 0.22), clump=0.4,
                grove=6.0, aisle=0.15, slope=2.0),
            Planting("coral", 44, 4.5, 30.0, (0.4, 1.1), (0.26, 0.10, 0.40), (0.60, 0.32, 0.75), clump=0.4,
                grove=6.0, aisle=0.17, slope=2.0),
            Planting("rock", 80, 4.0, 40.0, (0.2, 1.6), (0.10, 0.11, 0.085), (0.24, 0.24, 0.18), clump=0.35,
                grove=8.0, aisle=0.13, sink=0.14),
            Planting("grass", 240, 2.4, 26.0, (0.2, 0.55), (0.03, 0.10, 0.03), (0.14, 0.26, 0.07), clump=0.6,
                grove=5.0, aisle=0.03),
        ),
        horizon=_u(rng, 0.44, 0.52), medium="water", surface="underwater", far=300.0, shafts=0.30, lift=1.5,
    )  # fmt: skip


VISTAS: dict[Place, Callable[[Rng], Vista]] = {
    "alpine": alpine, "meadow": meadow, "snow": snow, "lake": lake, "beach": beach, "sea": sea, "desert": desert,
        "forest": forest,
    "jungle": jungle, "moon": moon, "village": village, "city": city, "islands": islands, "cave": cave,
        "underwater": underwater,
}  # fmt: skip
