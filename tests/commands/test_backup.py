"""`philae backup`, `restore`, `migrate`: an installation in a file, and back."""

import pytest

from tests import postgres
from tests.commands.shell import Serving, Shell


@pytest.mark.long
def test_an_installation_moves_in_a_file(serving: Serving) -> None:
    """Accounts, money, keys and files are there again; the running gateway is not disturbed."""
    serving.shell("account", "create", "mover")
    serving.shell("account", "topup", "mover", "3")
    file = serving.shell.data.parent / "all.backup"
    assert "schema" in serving.shell("backup", str(file)).out
    with postgres.data_folder() as data:
        shell = Shell(data)
        assert "the ledger is the same" in shell("restore", str(file)).out
        assert "$3.00" in shell("account", "list").out
        assert shell("key", "owner").out.strip() == serving.key
        assert "proved" in shell("doctor").out
        assert "not empty" in shell("restore", str(file), code=1).err


def test_what_is_no_backup_is_refused(shell: Shell) -> None:
    """Before any database is made."""
    shell.data.parent.joinpath("no.backup").write_text("no")
    shell("restore", "no.backup", code=1)
    assert not shell.data.exists()


def test_the_schema_is_brought_up_once(serving: Serving) -> None:
    """A gateway has done it at its start."""
    assert "as before" in serving.shell("migrate").out
