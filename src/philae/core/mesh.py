"""Solid shapes in canonical form."""

from philae.core.request import Request


class MeshRequest(Request, frozen=True):
    """A shape to be made; `format` is a file's ending such as `glb`, None if the client left it to the model."""

    format: str | None = None
