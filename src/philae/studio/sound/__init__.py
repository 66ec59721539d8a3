"""Sounds of the offline twin: a tune of bells for what a prompt asks, a murmur in the rhythm of a text."""

from philae.studio.sound.sound import make, rehearsal

__all__ = ["make", "rehearsal"]
