"""One running gateway for the tests of its outside, with a scripted vendor in another process."""

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from tests import postgres
from tests.gateway import Gateway, channel, gateway
from tests.postgres import admin_dsn as admin_dsn
from tests.scripted.process import vendor

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The system's Chromium."""
    api = pytest.importorskip("playwright.sync_api")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if not found:
        pytest.skip("no Chromium on this system")
    with api.sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield made
        made.close()
