"""BFL's API as we serve it: a POST is answered at once with an id and a polling URL; the result is fetched later."""

from collections.abc import Callable
from typing import Any

from philae.core.dialect import Balance, Create, Dialect, Endpoint, Get, Inbound, Submission, Webhook
from philae.core.errors import InvalidRequest
from philae.core.request import Wish
from philae.core.task import Notify
from philae.vendors.bfl.answer import HOME, accepted, balance, error, missing, polled, sign, webhook
from philae.vendors.bfl.wire import is_picture

BARE = "/v1"
CANONICAL = {
    "prompt": "prompt",
    "width": "width",
    "height": "height",
    "aspect_ratio": "aspect",
    "seed": "seed",
    "output_format": "format",
}
LONGEST_URL = 2083


def decode(inbound: Inbound, model: str, prefix: str) -> Submission:
    """The request for `model`; what is empty was not given, except a prompt. Raises `InvalidRequest`."""
    body = {k: v for k, v in inbound.json().items() if v != "" or k == "prompt"}
    notify = _notify(body.pop("webhook_url", None), body.pop("webhook_secret", None))
    media = tuple((name, item) for name in list(body) if is_picture(name) for item in _pictures(name, body.pop(name)))
    common = {own: body.pop(name) for name, own in CANONICAL.items() if name in body}
    wish = Wish(model, "bfl", common, media, own=body)
    return Submission(wish, notify=notify, echo={"prefix": prefix})


def _pictures(name: str, value: Any) -> list[str]:
    """One picture or several, as they were sent. Raises `InvalidRequest`."""
    items = value if isinstance(value, list) else [] if value is None else [value]
    if not all(isinstance(item, str) for item in items):
        message = "must be base64 or an http(s) URL"
        raise InvalidRequest(message, param=name, reasons=("string_type",))
    return [item for item in items if item]


def _notify(url: Any, secret: Any) -> Notify | None:
    """Whom to tell. Raises `InvalidRequest`."""
    for name, value in (("webhook_url", url), ("webhook_secret", secret)):
        if not isinstance(value, str | None):
            message = "must be a string"
            raise InvalidRequest(message, param=name, reasons=("string_type",))
    if url is None:
        return None
    if not url.startswith(("http://", "https://")) or len(url) > LONGEST_URL:
        message = f"must be an http(s) URL of at most {LONGEST_URL} characters"
        raise InvalidRequest(message, param="webhook_url", reasons=("url_parsing",))
    return Notify(url, "bfl", secret or "")


def _below(prefix: str, path: str, model: Callable[[Inbound], str]) -> tuple[Endpoint, ...]:
    """The whole API below `prefix`, with models at `path`."""
    return (
        Create(prefix + path, lambda inbound: decode(inbound, model(inbound), prefix), accepted),
        Get(f"{prefix}/get_result", lambda inbound: inbound.query.get("id", ""), polled, missing, public=True),
        Balance(f"{prefix}/credits", balance),
    )


DIALECT = Dialect(
    "bfl",
    endpoints=(
        *_below(HOME, "/{model:path}", lambda inbound: inbound.path["model"]),
        # BFL's own paths, at which clients arrive whose base URL lost its prefix; the rest of /v1 is others'.
        *_below(BARE, "/flux-{rest:path}", lambda inbound: "flux-" + inbound.path["rest"]),
    ),
    error=error,
    webhook=Webhook(webhook, sign),
    paths=("/flux", "/v1/flux-", "/v1/get_result", "/v1/credits"),
)
