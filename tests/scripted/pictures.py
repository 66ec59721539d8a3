"""Small pictures that scripted vendors deliver, made once."""

import io
from functools import cache

from PIL import Image


@cache
def picture(width: int, height: int, kind: str) -> bytes:
    """A picture of that size as `jpeg`, `png` or `webp`."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize((width, height)).convert("RGB").save(out, kind)
    return out.getvalue()
