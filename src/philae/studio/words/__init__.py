"""Words to scenes: what a prompt says, in any of many languages."""

from philae.studio.words.faults import faults
from philae.studio.words.reading import read

__all__ = ["faults", "read"]
