"""Sounds in canonical form."""

from philae.core.request import Request


class AudioRequest(Request, frozen=True):
    """A sound to be made; `seconds` and `format` are None where the client left them to the model."""

    seconds: float | None = None
    format: str | None = None
