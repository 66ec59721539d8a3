"""One running gateway for what the documentation claims, with a scripted vendor in another process."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import vendor


@pytest.fixture(scope="session")
def running(admin_dsn: str) -> Iterator[Gateway]:
    """The shipped program before a scripted BFL and a scripted vendor of text; private addresses are allowed, as theirs are."""
    with vendor("bfl", delay=0.1) as bfl, vendor("text") as text, postgres.database(admin_dsn) as dsn:
        channels = [channel("bfl", bfl.url, concurrency=64), *(channel(n, text.url) for n in ("anthropic", "gemini"))]
        with gateway(dsn, channels, allow_private_urls="1") as made:
            yield made
