"""From linear light to the finished picture: weather in front, tone, and the style that was asked for."""

from philae.studio.finish.develop import develop

__all__ = ["develop"]
