"""One running gateway for the tests of its outside, with a scripted vendor in another process."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import vendor


@pytest.fixture(scope="session")
def bfl() -> Iterator[str]:
    """A scripted BFL's URL."""
    with vendor("bfl", delay=0.2) as made:
        yield made.url


@pytest.fixture(scope="session")
def running(bfl: str, admin_dsn: str) -> Iterator[Gateway]:
    """The shipped program, two workers over a fresh database, that vendor its one channel."""
    settings = {"workers": "2", "deadline": "8", "allow_private_urls": "1"}
    with (
        postgres.database(admin_dsn) as dsn,
        gateway(dsn, [channel("bfl", bfl, concurrency=64)], **settings) as made,
    ):
        yield made
