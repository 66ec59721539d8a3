"""Finds the handler for a request: fixed paths by one look-up, the others by their first segment."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from philae.edge.asked import Asked

Handler = Callable[[Request], Awaitable[Response]]


class Dispatch:
    """An ASGI application over routes, which are tried in their order.

    Starlette's own router asks every route in turn, through two more layers; that was most of a poll's time here.
    """

    def __init__(self, routes: Iterable[Route], wrong_method: Handler, absent: Handler) -> None:
        """`wrong_method` answers where only the method does not fit, `absent` where nothing does."""
        self._fixed: dict[str, dict[str, Handler]] = defaultdict(dict)
        self._open: dict[str, list[Route]] = defaultdict(list)
        self._wrong_method = wrong_method
        self._absent = absent
        for route in routes:
            if "{" in route.path:
                self._open[_first(route.path)].append(route)
                continue
            for method in route.methods or ():
                self._fixed[route.path].setdefault(method, route.endpoint)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        scope["path_params"] = {}
        handler = self._find(scope)
        response = await handler(Asked(scope, receive, send))
        await response(scope, receive, send)

    def _find(self, scope: Scope) -> Handler:
        path, method = scope["path"], scope["method"]
        fixed = self._fixed.get(path, {})
        if method in fixed:
            scope["philae.route"] = path
            return fixed[method]
        known = bool(fixed)
        for route in self._open.get(_first(path), ()):
            if match := route.path_regex.match(path):
                if method in (route.methods or ()):
                    scope["philae.route"] = route.path
                    params = match.groupdict().items()
                    scope["path_params"] = {k: route.param_convertors[k].convert(v) for k, v in params}
                    return route.endpoint
                known = True
        return self._wrong_method if known else self._absent


def _first(path: str) -> str:
    """A path's first segment."""
    return path.split("/", 2)[1] if path.startswith("/") else ""
