"""The table of commands: every one has a help that helps, in the words that the table has for it."""

import importlib
import subprocess
import sys
import time

import pytest

from philae.cli import PANELS
from tests.commands.shell import Shell

COMMANDS = {name: told for rows in PANELS.values() for name, told in rows.items()}
GROUPS = ("model", "task", "account", "key")


def test_help_names_every_command_quickly(shell: Shell) -> None:
    """`philae --help` loads no command, so it is there at once."""
    shell("--help")
    began = time.monotonic()
    said = shell("--help", COLUMNS="200")
    assert time.monotonic() - began < 2
    assert all(name in said.out and told in said.out for name, told in COMMANDS.items())


def test_nothing_heavy_is_loaded_for_help(shell: Shell) -> None:
    """The command's own module imports neither the database nor the server."""
    code = "import sys, philae.cli; print([m for m in ('asyncpg', 'aiohttp', 'pydantic', 'numpy') if m in sys.modules])"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, env=shell.environment(), capture_output=True, text=True, check=True).stdout == "[]\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_there(name: str) -> None:
    """Each row of the table is a module with an application."""
    assert importlib.import_module(f"philae.commands.{name}").app


@pytest.mark.parametrize("name", ["serve", "demo", "generate", "key"])
def test_help_has_examples(shell: Shell, name: str) -> None:
    """A person sees how it is typed."""
    said = shell(*([name, "create"] if name in GROUPS else [name]), "--help", COLUMNS="160")
    assert f"philae {name}" in said.out


def test_version_is_said(shell: Shell) -> None:
    """As the package has it; run from its source without an installation it says that."""
    assert shell("--version").out.startswith("philae")


def test_a_slip_of_the_finger_is_understood(shell: Shell) -> None:
    """A near command is offered."""
    assert "'serve'" in shell("serv", code=2).err


def test_a_bad_setting_is_named(shell: Shell) -> None:
    """One line with the variable, no traceback."""
    said = shell("serve", code=1, PHILAE_PORT="many")
    assert said.err.startswith("philae: PHILAE_PORT is not valid")
    assert said.err.count("\n") == 1
