"""`philae doctor`: it says ok when all is well, and finds what is not."""

import asyncpg
import pytest

from philae.store.embedded import running
from tests.commands.shell import Serving, Shell
from tests.postgres import run


def test_all_is_well(serving: Serving) -> None:
    """Every part is told, the ledger proved."""
    said = serving.shell("doctor").out
    assert "WRONG" not in said
    for part in ("database", "schema", "ledger        proved", "storage", "secrets", "offline twin"):
        assert part in said


def test_a_ledger_that_was_tampered_with_is_found(serving: Serving) -> None:
    """A balance that its entries do not explain: exit code 1, and where."""
    run(_shift(serving, 7))
    said = serving.shell("doctor", code=1).out
    run(_shift(serving, -7))
    assert "WRONG  ledger" in said
    assert "balance differs from ledger" in said


async def _shift(serving: Serving, amount: int) -> None:
    connection = await asyncpg.connect(await running(serving.shell.data))
    await connection.execute("update balance set available = available + $1 where book = 'live'", amount)
    await connection.close()


@pytest.mark.parametrize("name", ["owner.key", "secret.key"])
def test_a_secret_that_others_can_read_is_found(serving: Serving, name: str) -> None:
    """With what to do about it."""
    path = serving.shell.data / name
    path.chmod(0o644)
    said = serving.shell("doctor", code=1).out
    path.chmod(0o600)
    assert f"chmod 600 {path}" in said


def test_without_a_database_it_says_so(shell: Shell) -> None:
    """And makes none."""
    assert "there is no Philae in" in shell("doctor", code=1).out
    assert not shell.data.exists()
