"""Gateways of their own, each a second to start, since these tests break things."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests import postgres
from tests.gateway import Gateway, gateway
from tests.postgres import admin_dsn as admin_dsn

Start = Callable[..., Gateway]


@pytest.fixture
def start(admin_dsn: str) -> Iterator[Start]:
    """Start a gateway with those channels and settings on a database of its own; it ends with the test."""
    with ExitStack() as stack:

        def go(channels: list[dict[str, Any]], **settings: str) -> Gateway:
            dsn = stack.enter_context(postgres.database(admin_dsn))
            return stack.enter_context(gateway(dsn, channels, **settings))

        yield go
