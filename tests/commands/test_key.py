"""`philae key`: keys that work, their limits, their end."""

import pytest

from tests.client import Client
from tests.commands.shell import Serving, Shell

PICTURE = {"model": "flux-2-klein-4b", "prompt": "a fox", "width": 256, "height": 256}


def test_a_key_is_shown_once_and_works(serving: Serving) -> None:
    """Standard output is the key alone, so that a script can take it."""
    said = serving.shell("key", "create", "app", "--rpm", "60", "--expires", "30d")
    key = said.out.strip()
    assert key.startswith("sk-")
    assert Client(serving.url, key).get("/v1/models").status == 200
    listed = serving.shell("key", "list").out
    assert key not in listed
    assert "60 a minute" in listed


def test_a_budget_ends_in_402(serving: Serving) -> None:
    """What a key may spend is all that it spends; raised, it goes on."""
    key = serving.shell("key", "create", "small", "--budget", "0.01").out.strip()
    client = Client(serving.url, key)
    assert client.post("/v1/tasks", PICTURE).status == 402
    serving.shell("key", "set", "small", "--budget", "5")
    assert client.post("/v1/tasks", PICTURE).status == 202


def test_limits_are_lifted_by_none(serving: Serving) -> None:
    """`none` takes one away and leaves the others."""
    serving.shell("key", "create", "lifted", "--rpm", "5", "--concurrency", "2")
    assert serving.shell("key", "set", "lifted", "--rpm", "none").out.endswith(": 2 at once\n")


def test_a_key_says_which_form_answers_have(serving: Serving) -> None:
    """The older envelope, until it is set back; no third one."""
    serving.shell("key", "create", "old", "--era", "wrapped")
    assert "wrapped answers" in serving.shell("key", "show", "old").out
    assert serving.shell("key", "set", "old", "--era", "native").out.endswith(": none\n")
    assert "neither native nor wrapped" in serving.shell("key", "set", "old", "--era", "later", code=1).err


def test_a_revoked_key_is_refused(serving: Serving) -> None:
    """From the next request on; it leaves the list."""
    key = serving.shell("key", "create", "gone").out.strip()
    assert Client(serving.url, key).get("/v1/models").status == 200
    serving.shell("key", "revoke", "gone")
    assert Client(serving.url, key).get("/v1/models").status == 401
    assert "gone" not in serving.shell("key", "list").out
    assert "revoked" in serving.shell("key", "show", key).out


def test_what_is_no_limit_is_refused(serving: Serving) -> None:
    """In one line that names the option."""
    for option, text in {"--expires": "soon", "--rpm": "0", "--ips": "here", "--budget": "much"}.items():
        assert option in serving.shell("key", "create", option, text, code=1).err
    assert "there is no model" in serving.shell("key", "create", "--models", "flux-9", code=1).err
    assert "already a key" in _twice(serving)


def _twice(serving: Serving) -> str:
    serving.shell("key", "create", "same")
    return serving.shell("key", "create", "same", code=1).err


def test_the_owners_key_is_shown(serving: Serving) -> None:
    """Alone on its line."""
    assert serving.shell("key", "owner").out == serving.key + "\n"


@pytest.mark.long
def test_keys_are_made_before_the_first_serve(shell: Shell) -> None:
    """The data folder is made for the moment; nothing is left running, and commands that only read make none."""
    assert "there is no Philae in" in shell("key", "list", code=1).err
    assert shell("key", "create", "early").out.startswith("sk-")
    assert "early" in shell("key", "list").out
    assert not list(shell.data.glob("pg18/postmaster.pid"))
