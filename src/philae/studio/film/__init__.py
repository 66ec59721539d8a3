"""Films of the offline twin: a drawn scene, or a picture that was given, under a camera that moves."""

from philae.studio.film.film import make, rehearsal

__all__ = ["make", "rehearsal"]
