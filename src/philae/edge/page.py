"""The try-it page: files of our own, served with a policy that lets nothing else in."""

import hashlib
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import Response

from philae.core.errors import NotFound

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
KINDS = {"html": "text/html; charset=utf-8", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
NAMES = ("index.html", "app.css", "app.js", "api.js", "form.js", "curl.js", "icon.svg")
FILES = {name: (files("philae.edge") / "static" / name).read_bytes() for name in NAMES}
TAGS = {name: f'"{hashlib.sha256(data).hexdigest()[:16]}"' for name, data in FILES.items()}


async def index(request: Request) -> Response:
    """The page itself."""
    return _file(request, "index.html")


async def static(request: Request) -> Response:
    """One of its files. Raises `NotFound`."""
    name = request.path_params["name"]
    if name not in FILES:
        message = "no such file"
        raise NotFound(message)
    return _file(request, name)


def _file(request: Request, name: str) -> Response:
    headers = {
        "content-type": KINDS[name.rpartition(".")[2]], "etag": TAGS[name], "cache-control": "no-cache",
        "content-security-policy": POLICY, "x-content-type-options": "nosniff", "referrer-policy": "no-referrer",
    }  # fmt: skip
    if request.headers.get("if-none-match") == TAGS[name]:
        return Response(status_code=304, headers=headers)
    return Response(FILES[name], headers=headers)
