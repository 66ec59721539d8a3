"""A database with our schema: made once per run, copied for each test that asks for one."""

from collections.abc import Iterator

import pytest

from philae.store.migrate import migrate
from tests import postgres


@pytest.fixture(scope="session")
def template(admin_dsn: str) -> Iterator[str]:
    """A migrated database that nobody is connected to; its name."""
    with postgres.database(admin_dsn) as dsn:
        postgres.run(migrate(dsn))
        yield postgres.name_of(dsn)


@pytest.fixture
def migrated(admin_dsn: str, template: str) -> Iterator[str]:
    """The DSN of a fresh copy."""
    with postgres.database(admin_dsn, template) as dsn:
        yield dsn
