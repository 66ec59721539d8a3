"""Short constant vectors, such as a colour or a direction."""

import numpy as np

from philae.studio.stage import Floats


def vec(*values: float) -> Floats:
    """The values as a float32 array [n]."""
    return np.array(values, np.float32)
