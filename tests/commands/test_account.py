"""`philae account`: money in, money spent, every entry told."""

from tests.client import Client
from tests.commands.shell import Serving

PICTURE = {"model": "flux-2-klein-4b", "prompt": "a fox", "width": 256, "height": 256}


def test_an_account_spends_what_it_has(serving: Serving) -> None:
    """0.02 pays for one picture at 0.014; the second is refused, and nothing is stored for it."""
    serving.shell("account", "create", "bob")
    said = serving.shell("account", "topup", "bob", "0.02", "--note", "a gift").out
    assert "$0.02 in the sandbox book" in said
    assert "play money" in said
    bob = Client(serving.url, serving.shell("key", "create", "bob", "--account", "bob").out.strip())
    task = bob.post("/v1/tasks", PICTURE).json()["id"]
    assert bob.ended(task)["state"] == "succeeded"
    assert bob.post("/v1/tasks", PICTURE).status == 402
    statement = serving.shell("account", "statement", "bob").out
    assert "a gift" in statement
    assert "capture" in statement
    assert task in statement
    assert "$0.006; spent $0.014" in serving.shell("account", "show", "bob").out


def test_live_money_is_asked_for_by_name(serving: Serving) -> None:
    """`--book` decides; below zero nothing goes."""
    serving.shell("account", "create", "carol")
    assert "$5.00 in the live book" in serving.shell("account", "topup", "carol", "5", "--book", "live").out
    assert "$3.50 in the live book" in serving.shell("account", "topup", "carol", "-1.50", "--book", "live").out
    assert "cannot be taken out" in serving.shell("account", "topup", "carol", "-4", "--book", "live", code=1).err
    assert "$3.50" in serving.shell("account", "list").out


def test_what_is_wrong_is_said(serving: Serving) -> None:
    """A taken name, an absent account, a sum that is none."""
    assert "already an account" in serving.shell("account", "create", "owner", code=1).err
    assert "no account called nobody" in serving.shell("account", "show", "nobody", code=1).err
    assert "not an amount" in serving.shell("account", "topup", "owner", "lots", code=1).err
    assert "more than an account can hold" in serving.shell("account", "topup", "owner", "1e30", code=1).err
