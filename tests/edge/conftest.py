"""One running gateway for the tests of its outside, with a scripted vendor in another process."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.postgres import admin_dsn as admin_dsn
from tests.gateway import Gateway, gateway
from tests.scripted.process import vendor


@pytest.fixture(scope="session")
def bfl() -> Iterator[str]:
    """A scripted BFL's URL."""
    with vendor("bfl", delay=0.2) as made:
        yield made.url


@pytest.fixture(scope="session")
def running(bfl: str, admin_dsn: str) -> Iterator[Gateway]:
    """The shipped program over a fresh database, that vendor its one channel."""
    channel = {"name": "bfl", "provider": "bfl", "base_url": bfl, "secret": "x", "concurrency": 64}
    with (
        postgres.database(admin_dsn) as dsn,
        tempfile.TemporaryDirectory(prefix="philae-tests-", dir="/tmp") as folder,
        gateway(Path(folder), dsn, [channel], deadline="8", public_url="") as made,
    ):
        yield made
