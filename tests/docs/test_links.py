"""Links lead somewhere, and what the pages name is there: settings, commands and their options, error codes."""

import importlib
import re
import shlex
from pathlib import Path

import pytest
import typer

from philae.cli import PANELS
from philae.core.errors import BY_CODE
from philae.settings import Settings
from philae.vendors import PROVIDERS
from tests.docs.pages import PAGES, ROOT, anchors, commands, links, name

OTHERS = {"PHILAE_URL", "PHILAE_KEY"}
VARIABLES = {f"PHILAE_{n.upper()}" for n in Settings.model_fields} | OTHERS
BASES = {f"PHILAE_{n.upper()}_BASE_URL" for n in PROVIDERS} | {"PHILAE_"}
COMMANDS = {command for rows in PANELS.values() for command in rows}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link names a file that is there, and a heading in it."""
    for link in links(page):
        if not link.startswith(("http://", "https://")):
            target, _, anchor = link.partition("#")
            file = page.parent / target if target else page
            assert file.exists(), link
            assert not anchor or anchor in anchors(file), link


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_settings_that_are_named_exist(page: Path) -> None:
    """A variable that the program does not read would be set in vain."""
    named = set(re.findall(r"PHILAE_[A-Z_]*", page.read_text()))

    assert named - VARIABLES - BASES == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_that_are_named_exist(page: Path) -> None:
    """`philae …` in a page is a command, with options that it has."""
    for line in commands(page):
        words = [w for w in shlex.split(line, comments=True) if w != "…"][1:]
        if words and re.fullmatch("[a-z]+", words[0]):
            _understood(words)


def _understood(words: list[str]) -> None:
    """The command and each of its options are there."""
    assert words[0] in COMMANDS, words
    command = typer.main.get_command(importlib.import_module(f"philae.commands.{words[0]}").app)
    rest = words[1:]
    group = getattr(command, "commands", None)
    if group is not None and rest:
        assert rest[0] in group, words
        command = group[rest[0]]
    known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
    asked = {word.partition("=")[0] for word in rest if re.match("--?[a-z]", word)}
    assert asked <= known | {"--help"}, words


def test_every_error_code_is_explained() -> None:
    """docs/errors.md has each code of the tree, and no other in its first table."""
    page = (ROOT / "docs" / "errors.md").read_text()
    named = set(re.findall(r"`([a-z_]+)`", "\n".join(re.findall(r"^\| .*$", page, re.MULTILINE))))

    assert BY_CODE.keys() - named == set()


def test_every_page_is_in_the_index() -> None:
    """docs/README.md, or the page of its folder, leads to each page."""
    index = {(ROOT / "docs" / link.partition("#")[0]).resolve() for link in links(ROOT / "docs" / "README.md")}
    index |= {(ROOT / "docs" / link).resolve() for link in links(ROOT / "docs" / "dialects.md")}
    index |= {(ROOT / "docs" / "adr" / link).resolve() for link in links(ROOT / "docs" / "adr" / "README.md")}

    missing = [name(p) for p in ROOT.glob("docs/**/*.md") if p.name != "README.md" and p.resolve() not in index]
    assert missing == []
