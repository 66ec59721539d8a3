"""Where vendors' own formats are tried: a gateway before scripted vendors, over a database of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests import postgres
from tests.gateway import Gateway, gateway


@contextmanager
def before(admin_dsn: str, *channels: dict[str, Any], **settings: str) -> Iterator[Gateway]:
    """With these channels; it may call vendors and receivers on this machine."""
    with postgres.database(admin_dsn) as dsn, gateway(dsn, list(channels), allow_private_urls="1", **settings) as made:
        yield made
