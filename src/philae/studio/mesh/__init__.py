"""Shapes of the offline twin: the figure that a prompt names, as a solid with colours in a GLB file."""

from philae.studio.mesh.mesh import make, rehearsal

__all__ = ["make", "rehearsal"]
