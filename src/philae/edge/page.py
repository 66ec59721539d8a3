"""The try-it page and the API's description for people: our own files, served from memory under a strict policy."""

import hashlib
from importlib.resources import files

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from philae.core.dialect import Dialect
from philae.core.errors import NotFound
from philae.edge.answer import Handler, guarded

KINDS = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    # Asked for again each time, and answered by 304: an upgrade shows at once.
    "cache-control": "no-cache",
    "content-security-policy": POLICY,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}
METHODS = ["GET", "HEAD"]


class File(Struct, frozen=True):
    """A file of ours and its headers."""

    body: bytes
    headers: dict[str, str]


class Pages:
    """`GET /`, `GET /docs`, and `GET /static/{name}` for what they load."""

    def __init__(self, dialect: Dialect) -> None:
        """Read the package's files; the dialect words what is not there."""
        self._dialect = dialect
        found = (f for f in files("philae.edge").joinpath("static").iterdir() if f.name.rpartition(".")[2] in KINDS)
        self._files = {f.name: _file(f.name, f.read_bytes()) for f in found}

    def routes(self) -> list[Route]:
        """Every path of the pages."""
        return [
            Route("/", self._named("index.html"), methods=METHODS),
            Route("/docs", self._named("docs.html"), methods=METHODS),
            Route("/static/{name}", guarded(self._dialect, self.static), methods=METHODS),
        ]

    async def static(self, request: Request) -> Response:
        """One file. Raises `NotFound`."""
        return self._answer(request.path_params["name"], request)

    def _named(self, name: str) -> Handler:
        async def page(request: Request) -> Response:
            return self._answer(name, request)

        return page

    def _answer(self, name: str, request: Request) -> Response:
        file = self._files.get(name)
        if file is None:
            message = "there is no such file"
            raise NotFound(message)
        if file.headers["etag"] in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers=file.headers)
        return Response(file.body, headers=file.headers)


def _file(name: str, body: bytes) -> File:
    tag = hashlib.sha256(body).hexdigest()[:20]
    return File(body, {**HEADERS, "content-type": KINDS[name.rpartition(".")[2]], "etag": f'"{tag}"'})
