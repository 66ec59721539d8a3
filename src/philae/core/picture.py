"""Pictures that every vendor of chat takes, and which of them one in a request is."""

from philae.core.chat import Source

PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
# The first characters of each kind's base64.
MAGIC = {"iVBORw0K": "image/png", "/9j/": "image/jpeg", "R0lGOD": "image/gif", "UklGR": "image/webp"}


def pictured(source: Source) -> str:
    """The type of a picture in the request, as the client says or its bytes do; "" for one that not all take."""
    mime = source.mime or next((m for head, m in MAGIC.items() if source.data.startswith(head)), "")
    return mime if mime in PICTURES else ""
