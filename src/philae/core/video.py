"""Films in canonical form."""

from philae.core.request import Request


class VideoRequest(Request, frozen=True):
    """A film to be made. Sizes are pixels, `aspect` is "W:H"; None means that the client left it to the model."""

    width: int | None = None
    height: int | None = None
    aspect: str | None = None
    seconds: int | None = None
