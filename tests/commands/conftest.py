"""What the tests of the commands share: a shell over a new data folder, and one gateway that runs for all."""

from collections.abc import Iterator

import pytest

from tests import postgres
from tests.commands.shell import Serving, Shell, served


@pytest.fixture
def shell() -> Iterator[Shell]:
    """A shell over a data folder that is not made yet."""
    with postgres.data_folder() as data:
        yield Shell(data)


@pytest.fixture(scope="session")
def serving() -> Iterator[Serving]:
    """One gateway for all tests that only need one, the offline twin its only hand."""
    with postgres.data_folder() as data, served(Shell(data)) as running:
        yield running
