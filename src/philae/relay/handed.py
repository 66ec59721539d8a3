"""A call that turns out to be the app's: a request of uvicorn's own that stands where the call stood."""

import asyncio
from typing import Any
from urllib.parse import unquote

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from philae.relay.head import Headers


def cycle(at: HttpToolsProtocol, url: bytes, headers: Headers, body: bytes, *, keep: bool) -> RequestResponseCycle:
    """The same request, whole as it is. The parser may be at a later one by now, so nothing is asked of it."""
    path, _, query = url.partition(b"?")
    scope: Any = {
        "type": "http", "asgi": {"version": at.asgi_version, "spec_version": "2.3"}, "http_version": "1.1",
        "server": at.server, "client": at.client, "scheme": at.scheme, "root_path": at.root_path,
        "state": at.app_state.copy(), "method": "POST", "path": unquote(path.decode("latin-1")), "raw_path": path,
        "query_string": query, "headers": list(headers.items()),
    }  # fmt: skip
    made = RequestResponseCycle(
        scope=scope, transport=at.transport, flow=at.flow, logger=at.logger, access_logger=at.access_logger,
        access_log=at.access_log, default_headers=at.server_state.default_headers, message_event=asyncio.Event(),
        expect_100_continue=False, keep_alive=keep, on_response=at.on_response_complete,
    )  # fmt: skip
    made.body, made.more_body = bytearray(body), False
    made.message_event.set()
    return made
